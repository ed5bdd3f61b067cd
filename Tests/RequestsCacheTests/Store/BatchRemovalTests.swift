import CacheStore
import FoundationEssentials
import SQLite
import Testing

@testable import RequestsCache

/// Removing many values at a time, which reads each once.
@Suite struct BatchRemovalTests {
  @Test func `many that are deleted can come back, byte by byte`() async throws {
    let cache = try RawCache(700)
    let before = try cache.dump()
    let store = try cache.open()
    let rows = try await store.rows()
    let deleted = try await store.delete(
      rows.map(\.reference), to: .trash, reason: "", now: RawCache.now)
    #expect(deleted.changed.count == 700 && deleted.skipped.isEmpty)
    #expect(try cache.dump().isEmpty)
    let operation = try #require(try await store.undoableOperations(limit: 9).first)
    #expect(operation.count == 700)
    let undone = try await store.undo(operation.id, now: RawCache.now)
    #expect(undone.changed.count == 700)
    #expect(try cache.dump() == before)
  }

  /// Values that share a batch, and such as fill one each.
  @Test(arguments: [10, 3 << 20])
  func `one that is named twice is deleted once, and comes back`(bodySize: Int) async throws {
    let cache = try RawCache(3, bodySize: bodySize)
    let before = try cache.dump()
    let store = try cache.open()
    let rows = try await store.rows().map(\.reference)
    let deleted = try await store.delete(
      rows + rows, to: .trash, reason: "", now: RawCache.now)
    #expect(deleted.changed.count == 3 && Set(deleted.skipped.values) == [.gone])
    #expect(try await store.trashCount() == 3)
    let operation = try #require(try await store.undoableOperations(limit: 9).first)
    #expect(try await store.undo(operation.id, now: RawCache.now).changed.count == 3)
    #expect(try cache.dump() == before)
  }

  @Test func `what others change after it was read is not removed`() throws {
    let cache = try RawCache(3)
    let values = try SQLiteValues(path: cache.path, isReadOnly: false)
    let keys = (0..<3).map(RawCache.key)
    let read = try values.values(keys[...]).compactMap { $0 }
    #expect(read.map(\.mark.key) == keys)
    let other = try cache.connect()
    try RawCache.add(keys[1], 77, other)
    try other.run("DELETE FROM responses WHERE key = ?", .text(keys[2]))
    let changes = read.map {
      ValueChange(key: $0.mark.key, condition: .version($0.mark.version), state: $0.state)
    }
    #expect(try values.apply(changes[...]) == [.made(nil), .changed, .gone])
    #expect(try values.value(keys[1]) != nil)
  }

  @Test func `nothing is removed from a file that took the place of the one that was read`() throws
  {
    let cache = try RawCache(2)
    let other = try RawCache(2, bodySize: 20)
    let values = try SQLiteValues(path: cache.path, isReadOnly: false)
    let keys = (0..<2).map(RawCache.key)
    let changes = try values.values(keys[...]).compactMap { $0 }.map {
      ValueChange(key: $0.mark.key, condition: .version($0.mark.version), state: $0.state)
    }
    try FileManager.default.removeItem(atPath: cache.path)
    try FileManager.default.moveItem(atPath: other.path, toPath: cache.path)
    #expect(try values.apply(changes[...]) == [.changed, .changed])
    #expect(try values.count() == 2)
  }

  @Test func `what nobody has changed since is removed without another look`() throws {
    let cache = try RawCache(2)
    let values = try SQLiteValues(path: cache.path, isReadOnly: false)
    let keys = (0..<2).map(RawCache.key)
    let read = try values.values((keys + ["none"])[...])
    #expect(read.count == 3 && read[2] == nil)
    // A version that is wrong shows that it isn't looked at.
    let changes = read.compactMap { $0 }.map {
      ValueChange(key: $0.mark.key, condition: .version(0), state: $0.state)
    }
    #expect(try values.apply((changes + changes)[...]) == [.made(nil), .made(nil), .gone, .gone])
  }

  @Test func `values are read some megabytes at a time`() throws {
    let cache = try RawCache(4, bodySize: 9 << 20)
    let values = try SQLiteValues(path: cache.path, isReadOnly: false)
    // One alone where to read it took long.
    #expect((1...2).contains(try values.values((0..<4).map(RawCache.key)[...]).count))
    var ahead = ReadAhead(values, keys: (0..<4).map(RawCache.key))
    for number in [0, 1, 1, 2, 3, 0] {
      #expect(try ahead.value(RawCache.key(number))?.mark.key == RawCache.key(number))
    }
    #expect(try ahead.value("none") == nil)
  }
}
