import CacheStore
import FoundationEssentials
import HTTPCaching

extension StoreCase {
  static let concurrencyCases = [
    StoreCase("many tasks store and look up at once") { store in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for task in 0..<16 {
          group.addTask {
            for number in 0..<20 {
              let entry = Samples.entry(task * 100 + number)
              let body = Samples.body(500, seed: UInt8(truncatingIfNeeded: task))
              let reference = try await store.put(entry, body: body)
              let found = try require(try await store.candidates(for: entry.key).first)
              try expect(found.reference, is: reference)
              try expect(found.inlineBody == body)
              _ = try await store.browse(EntryQuery(limit: 5, now: Samples.now))
            }
          }
        }
        try await group.waitForAll()
      }
      let count = try await store.totals(.all, now: Samples.now).count
      try expect(count, is: 320)
    },
    StoreCase("of many tasks that change one version one wins") { store in
      let reference = try await store.put(Samples.entry(1), body: Data())
      let winners = try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 0..<12 {
          group.addTask {
            try await store.setExpiration(.never, of: [reference], now: Samples.now)
              .changed.count
          }
        }
        return try await group.reduce(0, +)
      }
      try expect(winners, is: 1)
    },
    StoreCase("a lookup beside writers sees a whole entry") { store in
      let bodies = (0..<4).map { Samples.body(20_000, seed: UInt8($0)) }
      try await store.put(Samples.entry(1), body: bodies[0])
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          for round in 0..<100 {
            try await store.put(Samples.entry(1), body: bodies[round % 4])
          }
        }
        for _ in 0..<3 {
          group.addTask {
            for _ in 0..<200 {
              let body = try await store.candidates(for: Samples.key(1)).first?.inlineBody
              try expect(body.map(bodies.contains) ?? false)
            }
          }
        }
        try await group.waitForAll()
      }
    },
  ]
}
