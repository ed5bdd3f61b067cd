import CacheStore
import FoundationEssentials

extension StoreCase {
  static let bodyCases = [
    StoreCase("bodies of any size come back whole") { store in
      for (number, size) in [0, 1, 4096, 65_535, 65_536, 65_537, 300_000, 1 << 20, 3_000_001]
        .enumerated()
      {
        let entry = Samples.entry(number)
        try await store.put(entry, body: Samples.body(size))
        let found = try require(try await store.candidates(for: entry.key).first)
        let body = try await store.read(found.body, range: 0..<Int64(size))
        try expect(body == Samples.body(size), "of \(size) bytes")
        try expect(found.inlineBody.map { $0 == body } ?? true)
      }
    },
    StoreCase("a range of a body is cut at its end and empty beyond it") { store in
      let entry = Samples.entry(1)
      try await store.put(entry, body: Samples.body(200_000))
      let body = try require(try await store.candidates(for: entry.key).first).body
      let ranges: [Range<Int64>] = [
        0..<10, 65_530..<65_540, 131_072..<131_073, 199_990..<500_000, 300_000..<300_010, 5..<5,
        0..<Int64.max,
      ]
      for range in ranges {
        let found = try await store.read(body, range: range)
        let wanted = range.clamped(to: 0..<200_000)
        let whole = Samples.body(200_000)
        try expect(found == whole[Int(wanted.lowerBound)..<Int(wanted.upperBound)], "\(range)")
      }
    },
    StoreCase("a body that was replaced is gone, not another one") { store in
      let entry = Samples.entry(1)
      try await store.put(entry, body: Samples.body(1000))
      let old = try require(try await store.candidates(for: entry.key).first).body
      try await store.put(entry, body: Samples.body(1000, seed: 9))
      do {
        _ = try await store.read(old, range: 0..<1000)
      } catch let error as StoreError {
        return try expect(error.code, is: .gone)
      }
      throw BrokenPromise(description: "the former body can be read")
    },
    StoreCase("a staged body appears whole, when it is committed") { store in
      let entry = Samples.entry(1)
      let staging = try await store.stageBody()
      let body = Samples.body(3_000_000)
      for start in stride(from: 0, to: body.count, by: 70_001) {
        try await staging.append(body[start..<min(start + 70_001, body.count)])
      }
      let before = try await store.candidates(for: entry.key)
      try expect(before.isEmpty)
      let reference = try await staging.commit(entry)
      let found = try require(try await store.candidates(for: entry.key).first)
      try expect(found.reference, is: reference)
      let read = try await store.read(found.body, range: 0..<Int64(body.count))
      try expect(read == body)
    },
    StoreCase("an abandoned body leaves nothing") { store in
      let staging = try await store.stageBody()
      try await staging.append(Samples.body(2_000_000))
      await staging.abandon()
      let totals = try await store.totals(.all, now: Samples.now)
      try expect(totals.count, is: 0)
      do {
        _ = try await staging.commit(Samples.entry(1))
      } catch let error as StoreError {
        return try expect(error.code, is: .gone)
      }
      throw BrokenPromise(description: "an abandoned body was committed")
    },
    StoreCase("a small staged body stays whole") { store in
      let staging = try await store.stageBody()
      try await staging.append(Data("a".utf8))
      try await staging.append(Data("bc".utf8))
      _ = try await staging.commit(Samples.entry(1))
      let body = try await store.candidates(for: Samples.key(1)).first?.inlineBody
      try expect(body, is: Data("abc".utf8))
    },
  ]
}
