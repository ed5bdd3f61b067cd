import CacheStore
import FoundationEssentials
import HTTPCaching

extension StoreCase {
  static let trashCases = [
    StoreCase("the trash says what was deleted, when and why, newest first") { store in
      for number in 1...3 {
        let reference = try await store.put(Samples.entry(number), body: Data())
        _ = try await store.delete(
          [reference], to: .trash, reason: "reason \(number)", now: Samples.now + Double(number))
      }
      let trash = try await store.trash(limit: 2)
      try expect(trash.map(\.reason), is: ["reason 3", "reason 2"])
      try expect(trash.map(\.deleted), is: [Samples.now + 3, Samples.now + 2])
      try expect(trash[0].summary.url, is: "https://example.com/3")
    },
    StoreCase("the trash is counted, and read a page at a time") { store in
      for number in 1...5 {
        let reference = try await store.put(Samples.entry(number), body: Data())
        _ = try await store.delete([reference], to: .trash, reason: "", now: Samples.now)
      }
      try expect(try await store.trashCount(), is: 5)
      let all = try await store.trash(limit: 10).map(\.id)
      let first = try await store.trash(after: nil, limit: 2).map(\.id)
      try expect(first, is: Array(all[..<2]))
      _ = try await store.restore([all[1]], now: Samples.now)
      let next = try await store.trash(after: all[1], limit: 2).map(\.id)
      try expect(next, is: Array(all[2..<4]))
      let last = try await store.trash(after: all[3], limit: 2).map(\.id)
      try expect(last, is: [all[4]])
      try expect(try await store.trash(after: all[4], limit: 2).isEmpty)
      try expect(try await store.trashCount(), is: 4)
      _ = try await store.emptyTrash()
      try expect(try await store.trashCount(), is: 0)
    },
    StoreCase("single entries come back from the trash") { store in
      let one = try await store.put(Samples.entry(1), body: Data("1".utf8))
      let two = try await store.put(Samples.entry(2), body: Data("2".utf8))
      let deleted = try await store.delete([one, two], to: .trash, reason: "", now: Samples.now)
      let trash = try await store.trash(limit: 10)
      let wanted = try require(trash.first { $0.summary.id == one.id })
      let result = try await store.restore([wanted.id], now: Samples.now)
      try expect(result.changed.map(\.id), is: [one.id])
      let left = try await store.trash(limit: 10).map(\.summary.id)
      try expect(left, is: [two.id])
      let undone = try await store.undo(try require(deleted.operation), now: Samples.now)
      try expect(undone.changed.map(\.id), is: [two.id])
    },
    StoreCase("an operation whose entries came back one by one is not there to be undone") {
      store in
      let older = try await store.put(Samples.entry(1), body: Data())
      let one = try await store.put(Samples.entry(2), body: Data())
      let two = try await store.put(Samples.entry(3), body: Data())
      let first = try await store.delete([older], to: .trash, reason: "", now: Samples.now)
      let second = try await store.delete([one, two], to: .trash, reason: "", now: Samples.now)
      let ids = try await store.trash(limit: 2).map(\.id)
      try expect(ids.count, is: 2)
      _ = try await store.restore([ids[0]], now: Samples.now)
      let half = try await store.undoableOperations(limit: 10).map(\.id)
      try expect(half, is: [try require(second.operation), try require(first.operation)])
      _ = try await store.restore([ids[1]], now: Samples.now)
      let left = try await store.undoableOperations(limit: 1).map(\.id)
      try expect(left, is: [try require(first.operation)])
      let undone = try await store.undo(left[0], now: Samples.now)
      try expect(undone.changed.map(\.id), is: [older.id])
      let again = try await store.redo(left[0], now: Samples.now)
      try expect(again.changed.map(\.id), is: [older.id])
    },
    StoreCase("what was stored anew meanwhile can change places with what is in the trash") {
      store in
      let old = try await store.put(Samples.entry(1), body: Data("old".utf8))
      let other = try await store.put(Samples.entry(2), body: Data())
      _ = try await store.delete([old, other], to: .trash, reason: "", now: Samples.now)
      let new = try await store.put(Samples.entry(1), body: Data("new".utf8))
      let trash = try await store.trash(limit: 10).map(\.id)
      let occupants = try await store.occupants(of: trash)
      try expect(occupants, is: [new])
      let result = try await store.restoreReplacing(trash, now: Samples.now + 1)
      try expect(result.skipped.isEmpty)
      try expect(Set(result.changed.map(\.id)), is: [old.id, other.id])
      let body = try await store.candidates(for: Samples.key(1)).first?.inlineBody
      try expect(body, is: Data("old".utf8))
      let left = try await store.trash(limit: 10)
      try expect(left.map(\.summary.size), is: [3])
      let back = try await store.restoreReplacing(left.map(\.id), now: Samples.now + 2)
      try expect(back.changed.count, is: 1)
      let again = try await store.candidates(for: Samples.key(1)).first?.inlineBody
      try expect(again, is: Data("new".utf8))
      let none = try await store.occupants(of: [TrashID(1 << 40)])
      try expect(none.isEmpty)
    },
    StoreCase("what was purged can't come back") { store in
      let reference = try await store.put(Samples.entry(1), body: Data())
      let result = try await store.delete([reference], to: .purge, reason: "", now: Samples.now)
      try expect(result.operation == nil)
      try expect(result.changed, is: [reference])
      let trash = try await store.trash(limit: 10)
      try expect(trash.isEmpty)
      let operations = try await store.undoableOperations(limit: 10)
      try expect(operations.isEmpty)
    },
    StoreCase("an emptied trash can't be undone") { store in
      let reference = try await store.put(Samples.entry(1), body: Samples.body(200_000))
      let deleted = try await store.delete([reference], to: .trash, reason: "", now: Samples.now)
      let count = try await store.emptyTrash()
      try expect(count, is: 1)
      let undone = try await store.undo(try require(deleted.operation), now: Samples.now)
      try expect(undone.changed.isEmpty)
      let operations = try await store.undoableOperations(limit: 10)
      try expect(operations.isEmpty)
    },
    StoreCase("with the trash emptied, what had come back of a delete leaves nothing to undo") {
      store in
      let one = try await store.put(Samples.entry(1), body: Data("1".utf8))
      let two = try await store.put(Samples.entry(2), body: Data("2".utf8))
      let deleted = try await store.delete([one, two], to: .trash, reason: "", now: Samples.now)
      let trash = try await store.trash(limit: 10)
      _ = try await store.restore([try require(trash.first).id], now: Samples.now)
      _ = try await store.emptyTrash()
      let operations = try await store.undoableOperations(limit: 10)
      try expect(operations.isEmpty)
      let again = try await store.redo(try require(deleted.operation), now: Samples.now)
      try expect(again.changed.isEmpty)
      let left = try await store.totals(.all, now: Samples.now).count
      try expect(left, is: 1)
    },
    StoreCase("emptying the trash leaves the bodies of live entries") { store in
      let reference = try await store.put(Samples.entry(1), body: Samples.body(1000))
      let deleted = try await store.delete([reference], to: .trash, reason: "", now: Samples.now)
      let undone = try await store.undo(try require(deleted.operation), now: Samples.now)
      let expired = try await store.setExpiration(
        .immediately, of: undone.changed, now: Samples.now)
      _ = try await store.emptyTrash()
      let body = try await store.candidates(for: Samples.key(1)).first?.inlineBody
      try expect(body, is: Samples.body(1000))
      let back = try await store.undo(try require(expired.operation), now: Samples.now)
      try expect(back.changed.count, is: 1)
    },
    StoreCase("without a trash a delete is for good", limits: noTrash) { store in
      let reference = try await store.put(Samples.entry(1), body: Data())
      let result = try await store.delete([reference], to: .trash, reason: "", now: Samples.now)
      try expect(result.changed, is: [reference])
      try expect(result.operation == nil)
      let trash = try await store.trash(limit: 10)
      try expect(trash.isEmpty)
    },
    StoreCase("the trash keeps to its age") { store in
      let one = try await store.put(Samples.entry(1), body: Data())
      let two = try await store.put(Samples.entry(2), body: Data())
      _ = try await store.delete([one], to: .trash, reason: "", now: Samples.now)
      _ = try await store.delete([two], to: .trash, reason: "", now: Samples.now + 1000)
      let week = StoreLimits().trashAge
      _ = try await store.enforceLimits(now: Samples.now + week + 500)
      let left = try await store.trash(limit: 10).map(\.summary.id)
      try expect(left, is: [two.id])
    },
    StoreCase("the trash keeps to its bytes, oldest first", limits: smallTrash) { store in
      for number in 1...4 {
        let reference = try await store.put(Samples.entry(number), body: Samples.body(400_000))
        _ = try await store.delete(
          [reference], to: .trash, reason: "\(number)", now: Samples.now + Double(number))
      }
      _ = try await store.enforceLimits(now: Samples.now + 10)
      let left = try await store.trash(limit: 10).map(\.reason)
      try expect(left, is: ["4", "3"])
    },
  ]

  private static var noTrash: StoreLimits {
    var limits = StoreLimits()
    limits.trashBytes = 0
    return limits
  }

  private static var smallTrash: StoreLimits {
    var limits = StoreLimits()
    limits.trashBytes = 1_000_000
    return limits
  }

  static let replaceCases = [
    StoreCase("a replaced entry can be had back, body and all") { store in
      let first = try await store.put(Samples.entry(1), body: Samples.body(100_000))
      let changed = Samples.stored([("Cache-Control", "max-age=5")], at: Samples.now + 9)
      let result = try await store.replace(
        first, with: Samples.entry(1, stored: changed), body: Data("new".utf8),
        now: Samples.now + 9)
      try expect(result.changed.map(\.id), is: [first.id])
      let now = try require(try await store.candidates(for: Samples.key(1)).first)
      try expect(now.inlineBody, is: Data("new".utf8))
      _ = try await store.undo(try require(result.operation), now: Samples.now + 10)
      let back = try require(try await store.candidates(for: Samples.key(1)).first)
      let body = try await store.read(back.body, range: 0..<100_000)
      try expect(body == Samples.body(100_000))
      try expect(back.stored, is: Samples.stored())
      let events = try await store.history(of: first.id).map(\.event)
      try expect(events, is: [.restored, .replaced, .stored])
    },
    StoreCase("replacing what changed meanwhile does nothing") { store in
      let first = try await store.put(Samples.entry(1), body: Data())
      try await store.put(Samples.entry(1), body: Data("new".utf8))
      let result = try await store.replace(
        first, with: Samples.entry(1), body: Data("newer".utf8), now: Samples.now)
      try expect(result.skipped, is: [first: .changed])
      let body = try await store.candidates(for: Samples.key(1)).first?.inlineBody
      try expect(body, is: Data("new".utf8))
    },
    StoreCase("a plain put keeps no former bodies") { store in
      try await store.put(Samples.entry(1), body: Data("old".utf8))
      try await store.put(Samples.entry(1), body: Data("new".utf8))
      let operations = try await store.undoableOperations(limit: 10)
      try expect(operations.isEmpty)
    },
    StoreCase("a replacement may take the place of another variant") { store in
      let english = [CacheKeyParts.Field(name: "accept-language", value: "en")]
      let french = [CacheKeyParts.Field(name: "accept-language", value: "fr")]
      let first = try await store.put(Samples.entry(1, vary: english), body: Data("en".utf8))
      try await store.put(Samples.entry(1, vary: french), body: Data("fr".utf8))
      let result = try await store.replace(
        first, with: Samples.entry(1, vary: french), body: Data("new".utf8), now: Samples.now)
      try expect(result.changed.map(\.id), is: [first.id])
      let bodies = try await store.candidates(for: Samples.key(1)).map(\.inlineBody)
      try expect(bodies, is: [Data("new".utf8)])
    },
  ]
}
