import CacheStore
import FoundationEssentials
import HTTPCaching

extension StoreCase {
  static let operationCases = [
    StoreCase("a 304 keeps the body and changes the times") { store in
      let first = try await store.put(Samples.entry(1), body: Data("kept".utf8))
      let fresh = Samples.stored([("Cache-Control", "max-age=900")], at: Samples.now + 70)
      let second = try require(
        try await store.freshen(first, with: fresh, now: Samples.now + 70))
      try expect(second.version > first.version)
      let found = try require(try await store.candidates(for: Samples.key(1)).first)
      try expect(found.stored, is: fresh)
      try expect(found.inlineBody, is: Data("kept".utf8))
      let row = try require(try await store.entry(second.id)).summary
      try expect(row.revalidated, is: Samples.now + 70)
      try expect(row.created, is: Samples.now)
      try expect(row.timeline, is: FreshnessTimeline(fresh))
      let events = try await store.history(of: second.id).map(\.event)
      try expect(events, is: [.notModified, .stored])
    },
    StoreCase("a 304 for an entry that changed or went does nothing") { store in
      let first = try await store.put(Samples.entry(1), body: Data())
      let second = try await store.put(Samples.entry(1), body: Data("new".utf8))
      let late = try await store.freshen(first, with: Samples.stored(), now: Samples.now)
      try expect(late == nil)
      _ = try await store.delete([second], to: .purge, reason: "", now: Samples.now)
      let gone = try await store.freshen(second, with: Samples.stored(), now: Samples.now)
      try expect(gone == nil)
    },
    StoreCase("an operation skips what changed and what is gone") { store in
      let changed = try await store.put(Samples.entry(1), body: Data())
      try await store.put(Samples.entry(1), body: Data("x".utf8))
      let fine = try await store.put(Samples.entry(2), body: Samples.body(10))
      let gone = try await store.put(Samples.entry(3), body: Data())
      _ = try await store.delete([gone], to: .purge, reason: "", now: Samples.now)
      let all = [changed, fine, gone]
      let expired = try await store.setExpiration(.immediately, of: all, now: Samples.now)
      try expect(expired.skipped, is: [changed: .changed, gone: .gone])
      try expect(expired.changed.map(\.id), is: [fine.id])
      try expect(expired.bytes, is: 10)
      let deleted = try await store.delete(
        [changed, expired.changed[0], gone], to: .trash, reason: "", now: Samples.now)
      try expect(deleted.skipped, is: [changed: .changed, gone: .gone])
      try expect(deleted.changed, is: expired.changed)
    },
    StoreCase("use is counted and changes no version") { store in
      let reference = try await store.put(Samples.entry(1), body: Data())
      try await store.record(.using(reference.id, hits: 2, at: Samples.now + 5))
      try await store.record(.using(reference.id, hits: 1, at: Samples.now + 3))
      let row = try require(try await store.entry(reference.id)).summary
      try expect(row.reference, is: reference)
      try expect(row.hits, is: 3)
      try expect(row.lastUsed, is: Samples.now + 5)
    },
    StoreCase("an expiry set by hand decides, and can be told from others") { store in
      let reference = try await store.put(Samples.entry(1), body: Data())
      let result = try await store.setExpiration(.never, of: [reference], now: Samples.now + 1)
      let entry = try require(try await store.entry(reference.id))
      try expect(entry.stored.settings.manual, is: .init(.never, setAt: Samples.now + 1))
      try expect(entry.summary.timeline, is: FreshnessTimeline(entry.stored))
      try expect(entry.summary.timeline.rule, is: .manual)
      try expect(entry.summary.reference, is: result.changed.first)
      let looked = try await store.candidates(for: Samples.key(1)).first?.stored
      try expect(looked, is: entry.stored)
    },
    StoreCase("invalidation removes every entry of a URL and no other") { store in
      let url = "https://example.com/same"
      for (number, method) in ["GET", "HEAD", "GET"].enumerated() {
        let entry = Samples.entry(number, url: url, method: method)
        try await store.put(entry, body: Data())
      }
      try await store.put(Samples.entry(9, url: url + "?x"), body: Data())
      let gone = try await store.invalidate(urls: [url, url, "https://none"], now: Samples.now)
      try expect(gone, is: 3)
      let left = try await store.browse(EntryQuery(now: Samples.now)).rows.map(\.url)
      try expect(left, is: [url + "?x"])
    },
    StoreCase("an operation on thousands of entries is one operation") { store in
      var references: [EntryReference] = []
      for number in 0..<1500 {
        references.append(try await store.put(Samples.entry(number), body: Data()))
      }
      let result = try await store.delete(
        references, to: .trash, reason: "all", now: Samples.now)
      try expect(result.changed.count, is: 1500)
      let operations = try await store.undoableOperations(limit: 10)
      try expect(operations.map(\.count), is: [1500])
      let undone = try await store.undo(try require(result.operation), now: Samples.now)
      try expect(undone.changed.count, is: 1500)
      let count = try await store.totals(.all, now: Samples.now).count
      try expect(count, is: 1500)
    },
  ]
}
