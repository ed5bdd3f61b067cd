import CacheStore
import FoundationEssentials

extension StoreCase {
  static let limitCases = [
    StoreCase("over its limit a store evicts the least recently used", limits: twoMegabytes) {
      store in
      var references: [EntryReference] = []
      for number in 0..<20 {
        let stored = Samples.stored(at: Samples.now + Double(number))
        references.append(
          try await store.put(
            Samples.entry(number, stored: stored), body: Samples.body(200_000)))
      }
      // The two oldest are used last of all.
      for number in 0..<2 {
        try await store.record(
          .using(references[number].id, hits: 1, at: Samples.now + 100 + Double(number)))
      }
      let gone = try await store.enforceLimits(now: Samples.now + 200)
      let left = try await store.references(matching: .all, now: Samples.now).map(\.id)
      try expect(gone, is: 20 - left.count)
      try expect((5...10).contains(left.count), "\(left.count) are left")
      let kept = Set(references.prefix(2) + references.suffix(left.count - 2)).map(\.id)
      try expect(Set(left), is: Set(kept))
    },
    StoreCase("the trash makes room before entries do", limits: twoMegabytes) { store in
      for number in 0..<16 {
        let reference = try await store.put(
          Samples.entry(number), body: Samples.body(200_000))
        guard number % 2 == 0 else { continue }
        _ = try await store.delete([reference], to: .trash, reason: "", now: Samples.now)
      }
      let gone = try await store.enforceLimits(now: Samples.now)
      try expect(gone, is: 0)
      let count = try await store.totals(.all, now: Samples.now).count
      try expect(count, is: 8)
      let trash = try await store.trash(limit: 10)
      try expect(trash.isEmpty)
    },
    StoreCase("entries beyond the age limit go", limits: oneHour) { store in
      for number in 0..<4 {
        let stored = Samples.stored(at: Samples.now - Double(number) * 1500)
        try await store.put(Samples.entry(number, stored: stored), body: Data())
      }
      let gone = try await store.enforceLimits(now: Samples.now)
      try expect(gone, is: 1)
    },
    StoreCase("within its limits a store keeps all") { store in
      try await store.put(Samples.entry(1), body: Samples.body(100_000))
      let gone = try await store.enforceLimits(now: Samples.now + 86_400)
      try expect(gone, is: 0)
    },
  ]

  private static var twoMegabytes: StoreLimits {
    var limits = StoreLimits()
    limits.maximumBytes = 2_000_000
    return limits
  }

  private static var oneHour: StoreLimits {
    var limits = StoreLimits()
    limits.maximumAge = 3600
    return limits
  }
}
