import CacheStore
import FoundationEssentials
import Glibc
import RequestsCache
import SQLite
import TestSupport
import Testing

/// Reading alone leaves no trace.
@Suite(.ownThreads) struct ReadOnlyTests {
  private func readAll(_ path: String) async throws -> Int {
    let store = try RequestsCacheStore.open(path: path, mode: .readOnly)
    let rows = try await store.rows()
    for row in rows { _ = try await store.entry(row.id) }
    _ = try await store.storage()
    await store.close()
    return rows.count
  }

  @Test(arguments: ["delete", "wal", "truncate", "persist"])
  func `a file that nobody has open stays as it is`(journal: String) async throws {
    let cache = try RawCache(50, journal: journal)
    let before = try cache.folder.fingerprints()
    #expect(try await readAll(cache.path) == 50)
    #expect(try cache.folder.fingerprints() == before)
  }

  @Test func `a log beside a file is read, and stays as it is`() async throws {
    let cache = try RawCache(5, journal: "wal")
    let writer = try cache.connect()
    try RawCache.add(RawCache.key(77), 77, writer)
    #expect(try cache.folder.fingerprints().count == 3)
    let before = try cache.folder.fingerprints()
    #expect(try await readAll(cache.path) == 6)
    let after = try cache.folder.fingerprints()
    #expect(after["cache.sqlite"] == before["cache.sqlite"])
    #expect(after["cache.sqlite-wal"] == before["cache.sqlite-wal"])
    #expect(after.count == before.count)
  }

  @Test func `a log that appears later is seen`() async throws {
    let cache = try RawCache(5, journal: "wal")
    let store = try cache.open(.readOnly)
    #expect(try await store.rows().count == 5)
    let counter = try await store.changeCounter()
    let writer = try cache.connect()
    try RawCache.add(RawCache.key(77), 77, writer)
    #expect(try await store.changeCounter() != counter)
    #expect(try await store.rows().count == 6)
  }

  @Test func `a folder stays as it is`() async throws {
    let folder = try TemporaryFolder()
    for number in 0..<5 {
      try folder.write(Data(try RawCache.value(number)), to: RawCache.key(number) + ".pkl")
    }
    let before = try folder.fingerprints()
    #expect(try await readAll(folder.path) == 5)
    #expect(try folder.fingerprints() == before)
  }

  @Test func `changes are refused`() async throws {
    let cache = try RawCache(1)
    let store = try cache.open(.readOnly)
    let rows = try await store.rows()
    await #expect(throws: StoreError(.readOnly, store: store.path)) {
      try await store.delete(rows.map(\.reference), to: .trash, reason: "", now: RawCache.now)
    }
    #expect(store.capabilities.isEmpty)
  }

  @Test func `a change that a writer left half made is told, and put right by whoever may write`()
    async throws
  {
    let cache = try RawCache(200, bodySize: 3000)
    let copy = try TemporaryFolder()
    try leaveHalfMade(cache, copy)
    let reader = try? RequestsCacheStore.open(path: copy.file(), mode: .readOnly)
    if let reader { await #expect(throws: StoreError.self) { try await reader.rows() } }
    #expect(try copy.fingerprints().count == 2)
    let writer = try RequestsCacheStore.open(path: copy.file())
    #expect(try await writer.rows().count == 200)
  }

  /// Copies a file and its journal while a transaction is under way.
  private func leaveHalfMade(_ cache: RawCache, _ copy: TemporaryFolder) throws {
    let writer = try cache.connect()
    try writer.script("PRAGMA cache_size = 5; BEGIN IMMEDIATE")
    try writer.script("UPDATE responses SET value = zeroblob(3000)")
    for name in ["cache.sqlite", "cache.sqlite-journal"] {
      try copy.write(try cache.folder.bytes(name), to: name)
    }
    try writer.script("ROLLBACK")
  }
}
