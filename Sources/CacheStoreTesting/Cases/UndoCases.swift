import CacheStore
import FoundationEssentials
import HTTPCaching

extension StoreCase {
  static let undoCases = [
    StoreCase("a deleted entry comes back whole") { store in
      let reference = try await store.put(Samples.entry(1), body: Samples.body(70_000))
      try await store.record(.using(reference.id, hits: 4, at: Samples.now + 1))
      let before = try require(try await store.entry(reference.id))
      let deleted = try await store.delete(
        [reference], to: .trash, reason: "test", now: Samples.now + 2)
      let gone = try await store.candidates(for: Samples.key(1))
      try expect(gone.isEmpty)
      let undone = try await store.undo(try require(deleted.operation), now: Samples.now + 3)
      try expect(undone.changed.map(\.id), is: [reference.id])
      let after = try require(try await store.entry(reference.id))
      try expect(after.stored, is: before.stored)
      try expect(after.summary.hits, is: 4)
      let body = try await store.read(after.body, range: 0..<70_000)
      try expect(body == Samples.body(70_000))
    },
    StoreCase("what was replaced can be read as the former version") { store in
      let first = try await store.put(Samples.entry(1), body: Samples.body(70_000))
      let before = try require(try await store.entry(first.id))
      try expect(try await store.formerVersion(of: first.id) == nil)
      let replaced = try await store.replace(
        first, with: Samples.entry(1), body: Data("new".utf8), now: Samples.now + 1)
      _ = try await store.setExpiration(.never, of: replaced.changed, now: Samples.now + 2)
      guard let former = try await store.formerVersion(of: first.id) else {
        return try expect(!store.capabilities.contains(.history), "none is kept")
      }
      try expect(former.stored.response, is: before.stored.response)
      try expect(former.body.size, is: 70_000)
      let body = try await store.read(former.body, range: 69_000..<70_000)
      try expect(body == Samples.body(70_000).suffix(1000))
      let present = try require(try await store.entry(first.id))
      try expect(present.body.size, is: 3)
    },
    StoreCase("undo and redo go back and forth through all that was done") { store in
      let first = try await store.put(Samples.entry(1), body: Data("one".utf8))
      var states = [try await state(of: store)]
      var operations: [OperationID] = []
      let expired = try await store.setExpiration(.immediately, of: [first], now: Samples.now + 1)
      operations.append(try require(expired.operation))
      states.append(try await state(of: store))
      let set = try await store.setExpiration(.never, of: expired.changed, now: Samples.now + 2)
      operations.append(try require(set.operation))
      states.append(try await state(of: store))
      let replaced = try await store.replace(
        set.changed[0], with: Samples.entry(1), body: Data("two".utf8), now: Samples.now + 3)
      operations.append(try require(replaced.operation))
      states.append(try await state(of: store))
      let deleted = try await store.delete(
        replaced.changed, to: .trash, reason: "", now: Samples.now + 4)
      operations.append(try require(deleted.operation))
      states.append(try await state(of: store))
      for _ in 0..<3 {
        for (index, operation) in operations.enumerated().reversed() {
          let result = try await store.undo(operation, now: Samples.now + 5)
          try expect(result.skipped.isEmpty, "undo \(index): \(result.skipped)")
          let now = try await state(of: store)
          try expect(now, is: states[index], "after undo \(index)")
        }
        for (index, operation) in operations.enumerated() {
          let result = try await store.redo(operation, now: Samples.now + 6)
          try expect(result.skipped.isEmpty, "redo \(index): \(result.skipped)")
          let now = try await state(of: store)
          try expect(now, is: states[index + 1], "after redo \(index)")
        }
      }
    },
    StoreCase("operations that were joined are undone and done again as one") { store in
      var references: [EntryReference] = []
      for number in 1...4 {
        references.append(try await store.put(Samples.entry(number), body: Data("old".utf8)))
      }
      let other = try await store.setExpiration(
        .immediately, of: [references[3]], now: Samples.now)
      var parts: [OperationID] = []
      for number in 1...2 {
        let replaced = try await store.replace(
          references[number - 1], with: Samples.entry(number), body: Data("new".utf8),
          now: Samples.now + 1)
        parts.append(try require(replaced.operation))
      }
      let deleted = try await store.delete(
        [references[2]], to: .trash, reason: "no longer storable", now: Samples.now + 1)
      parts.append(try require(deleted.operation))
      try await store.joinOperations(parts)
      let operations = try await store.undoableOperations(limit: 10)
      try expect(operations.map(\.id), is: [parts[2], try require(other.operation)])
      try expect(operations.map(\.count), is: [3, 1])
      try expect(try await store.trash(limit: 10).map(\.reason), is: ["no longer storable"])
      // What a session stored since is left alone.
      try await store.put(Samples.entry(1), body: Data("newest".utf8))
      let undone = try await store.undo(parts[2], now: Samples.now + 2)
      try expect(Set(undone.changed.map(\.id)), is: Set(references[1...2].map(\.id)))
      try expect(Array(undone.skipped.values), is: [.changed])
      try expect(try await bodies(of: store), is: ["newest", "old", "old", "old"])
      let again = try await store.redo(parts[2], now: Samples.now + 3)
      try expect(Set(again.changed.map(\.id)), is: Set(references[1...2].map(\.id)))
      try expect(try await bodies(of: store), is: ["newest", "new", "", "old"])
    },
    StoreCase("operations that are undone or share an entry are not joined") { store in
      let one = try await store.put(Samples.entry(1), body: Data())
      let two = try await store.put(Samples.entry(2), body: Data())
      let first = try await store.setExpiration(.never, of: [two], now: Samples.now)
      _ = try await store.undo(try require(first.operation), now: Samples.now)
      let second = try await store.setExpiration(.immediately, of: [one], now: Samples.now)
      let third = try await store.setExpiration(.never, of: second.changed, now: Samples.now)
      let parts = try [first, second, third].map { try require($0.operation) }
      try await store.joinOperations(parts)
      let left = try await store.undoableOperations(limit: 10).filter { !$0.isUndone }.map(\.id)
      try expect(left, is: [parts[2], parts[1]])
    },
    StoreCase("undo leaves alone what was stored anew meanwhile, and says so") { store in
      let first = try await store.put(Samples.entry(1), body: Data("old".utf8))
      let second = try await store.put(Samples.entry(2), body: Data())
      let deleted = try await store.delete(
        [first, second], to: .trash, reason: "", now: Samples.now)
      try await store.put(Samples.entry(1), body: Data("new".utf8))
      let undone = try await store.undo(try require(deleted.operation), now: Samples.now)
      try expect(undone.changed.map(\.id), is: [second.id])
      try expect(Array(undone.skipped.values), is: [.alreadyThere])
      let body = try await store.candidates(for: Samples.key(1)).first?.inlineBody
      try expect(body, is: Data("new".utf8))
    },
    StoreCase("undo leaves alone what was changed since, and says so") { store in
      let reference = try await store.put(Samples.entry(1), body: Data())
      let expired = try await store.setExpiration(.immediately, of: [reference], now: Samples.now)
      try await store.put(Samples.entry(1), body: Data("new".utf8))
      let undone = try await store.undo(try require(expired.operation), now: Samples.now)
      try expect(undone.changed.isEmpty && undone.operation == nil)
      try expect(Array(undone.skipped.values), is: [.changed])
    },
    StoreCase("undoing twice or redoing what is done does nothing") { store in
      let reference = try await store.put(Samples.entry(1), body: Data())
      let deleted = try await store.delete([reference], to: .trash, reason: "", now: Samples.now)
      let operation = try require(deleted.operation)
      let early = try await store.redo(operation, now: Samples.now)
      try expect(early, is: OperationResult())
      _ = try await store.undo(operation, now: Samples.now)
      let again = try await store.undo(operation, now: Samples.now)
      try expect(again, is: OperationResult())
      let unknown = try await store.undo(OperationID(1 << 40), now: Samples.now)
      try expect(unknown, is: OperationResult())
    },
    StoreCase("operations are listed newest first, with what became of them") { store in
      let one = try await store.put(Samples.entry(1), body: Data())
      let two = try await store.put(Samples.entry(2), body: Data())
      _ = try await store.setExpiration(.after(5), of: [one, two], now: Samples.now)
      let deleted = try await store.delete(
        try await store.references(matching: .all, now: Samples.now), to: .trash, reason: "",
        now: Samples.now + 1)
      _ = try await store.undo(try require(deleted.operation), now: Samples.now + 2)
      let operations = try await store.undoableOperations(limit: 10)
      try expect(operations.map(\.kind), is: [.delete, .setExpiration])
      try expect(operations.map(\.count), is: [2, 2])
      try expect(operations.map(\.isUndone), is: [true, false])
      let latest = try await store.undoableOperations(limit: 1)
      try expect(latest, is: [operations[0]])
    },
    StoreCase("of operations that are undone it is known which was undone later") { store in
      let one = try await store.put(Samples.entry(1), body: Data())
      let two = try await store.put(Samples.entry(2), body: Data())
      let first = try await store.delete([one], to: .trash, reason: "", now: Samples.now)
      _ = try await store.undo(try require(first.operation), now: Samples.now + 1)
      let second = try await store.delete([two], to: .trash, reason: "", now: Samples.now + 2)
      _ = try await store.undo(try require(second.operation), now: Samples.now + 3)
      let undone = try await store.undoableOperations(limit: 10)
      try expect(undone.map(\.id), is: [second.operation, first.operation])
      try expect(try require(undone[0].undoneOrder) > (try require(undone[1].undoneOrder)))
      _ = try await store.redo(try require(second.operation), now: Samples.now + 4)
      let redone = try await store.undoableOperations(limit: 10)
      try expect(redone.map(\.undoneOrder), is: [nil, undone[1].undoneOrder])
    },
  ]

  /// All that undo must bring back: heads, bodies, settings.
  private struct StoreState: Equatable {
    var stored: [StoredResponse]
    var bodies: [Data?]
    var timelines: [FreshnessTimeline]
  }

  private static func state(of store: any CacheStore) async throws -> StoreState {
    let found = try await store.candidates(for: Samples.key(1))
    let rows = try await store.browse(EntryQuery(now: Samples.now)).rows
    return StoreState(
      stored: found.map(\.stored), bodies: found.map(\.inlineBody), timelines: rows.map(\.timeline))
  }
}

/// The body of each of the first four samples; empty where there is no such entry.
private func bodies(of store: any CacheStore) async throws -> [String] {
  var bodies: [String] = []
  for number in 1...4 {
    let body = try await store.candidates(for: Samples.key(number)).first?.inlineBody ?? Data()
    bodies.append(String(decoding: body, as: UTF8.self))
  }
  return bodies
}
