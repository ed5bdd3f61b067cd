import CacheStore
import FoundationEssentials
import Glibc
import HTTPCaching
import RequestsCache
import SQLite
import Synchronization
import TestSupport
import Testing

/// The file beside the cache that undo needs.
@Suite(.ownThreads) struct SidecarTests {
  private func deleted(_ cache: RawCache, _ count: Int = 1) async throws -> OperationResult {
    let store = try cache.open()
    let rows = try await store.rows().prefix(count)
    let result = try await store.delete(
      rows.map(\.reference), to: .trash, reason: "test", now: RawCache.now)
    await store.close()
    return result
  }

  @Test func `it is made with the first change, for its owner's eyes`() async throws {
    let cache = try RawCache(2)
    let store = try cache.open()
    _ = try await store.rows()
    _ = try await store.trash(limit: 5)
    _ = try await store.undoableOperations(limit: 5)
    #expect(try cache.folder.fingerprints().keys.sorted() == ["cache.sqlite"])
    _ = try await deleted(cache)
    #expect(try cache.folder.fingerprints()["cache.sqlite.larder"]?.mode == S_IFREG | 0o600)
  }

  @Test(arguments: ["", "somebody's notes", "SQLite format 3\0"])
  func `a file of that name that isn't larder's is never touched`(content: String) async throws {
    let cache = try RawCache(2)
    let name = "cache.sqlite.larder"
    try cache.folder.write(Data(content.utf8), to: name)
    if content.isEmpty { try someDatabase(cache.folder.file(name)) }
    let before = try cache.folder.fingerprints()
    await #expect(throws: StoreError.self) { try await deleted(cache) }
    #expect(try cache.folder.fingerprints() == before)
  }

  @Test func `where it can't be made the error names the reason, and nothing was changed`()
    async throws
  {
    let cache = try RawCache(2)
    let name = String(repeating: "n", count: 250)
    let path = cache.folder.file(name)
    try FileManager.default.moveItem(atPath: cache.path, toPath: path)
    let store = try RequestsCacheStore.open(path: path)
    let rows = try await store.rows()
    do {
      _ = try await store.delete([rows[0].reference], to: .trash, reason: "", now: RawCache.now)
      Issue.record("it was deleted")
    } catch let error as StoreError {
      #expect(error.code == .io && error.detail?.contains("File name too long") == true)
    }
    #expect(try await store.rows().count == 2)
  }

  @Test func `a change tells how far it is, and what was done when it was stopped can be undone`()
    async throws
  {
    let cache = try RawCache(5000)
    let before = try cache.dump()
    let store = try cache.open()
    let rows = try await store.rows()
    let told = Mutex<[Int]>([])
    let progress = ChangeProgress { count in
      told.withLock { $0.append(count) }
      return false
    }
    let result = try await ChangeProgress.$current.withValue(progress) {
      try await store.delete(rows.map(\.reference), to: .trash, reason: "", now: RawCache.now)
    }
    let done = told.withLock { $0.reduce(0, +) }
    #expect(done > 0 && done < 5000 && result.changed.count == done)
    #expect(try await store.rows().count == 5000 - done)
    let operation = try #require(result.operation)
    #expect(try await store.undoableOperations(limit: 2).map(\.count) == [done])
    let undone = try await ChangeProgress.$current.withValue(progress) {
      try await store.undo(operation, now: RawCache.now)
    }
    #expect(undone.changed.count == done)
    #expect(try cache.dump() == before)
  }

  @Test func `wherever a long change ends, nothing is lost`() async throws {
    let cache = try RawCache(9000)
    let before = try cache.dump()
    let store = try cache.open()
    let rows = try await store.rows()
    let copies = Mutex<[Result<TemporaryFolder, any Error>]>([])
    // The files as they are while one batch is made and not noted yet, and the next one is kept.
    let progress = ChangeProgress { _ in
      copies.withLock { copies in
        copies.append(Result { try Self.copy(of: cache) })
      }
      return true
    }
    _ = try await ChangeProgress.$current.withValue(progress) {
      try await store.delete(rows.map(\.reference), to: .trash, reason: "", now: RawCache.now)
    }
    #expect(
      try cache.folder.fingerprints().keys.sorted() == ["cache.sqlite", "cache.sqlite.larder"])
    let folders = try copies.withLock { try $0.map { try $0.get() } }
    #expect(folders.count == 3)
    for (index, folder) in folders.enumerated() {
      let left = RawCache(in: folder)
      let made = 9000 - (try left.dump().count)
      #expect(made == min(4096 * (index + 1), 9000))
      let store = try left.open()
      let operation = try #require(try await store.undoableOperations(limit: 2).first)
      #expect(operation.count == made)
      #expect(try await store.undo(operation.id, now: RawCache.now).changed.count == made)
      #expect(try left.dump() == before)
      #expect(try await store.trash(limit: 5).isEmpty)
    }
  }

  /// The files of a cache as a process leaves them that is no more.
  private static func copy(of cache: RawCache) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for name in ["cache.sqlite", "cache.sqlite.larder"] {
      try FileManager.default.copyItem(
        atPath: cache.folder.file(name), toPath: folder.file(name))
    }
    let sidecar = try Connection(
      folder.file("cache.sqlite.larder"), access: .readWrite, waitingAtMost: .zero)
    try sidecar.script("UPDATE operation SET owner = 4194305 WHERE owner IS NOT NULL")
    return folder
  }

  @Test(arguments: ["delete", "wal"])
  func `a long change leaves the file its way of journaling`(journal: String) async throws {
    let cache = try RawCache(1200, journal: journal)
    let before = try cache.dump()
    let store = try cache.open()
    let rows = try await store.rows()
    let result = try await store.delete(
      rows.map(\.reference), to: .trash, reason: "", now: RawCache.now)
    _ = try await store.undo(try #require(result.operation), now: RawCache.now)
    await store.close()
    #expect(try cache.dump() == before)
    let mode = try cache.connect().text("PRAGMA journal_mode")
    #expect(mode == journal)
    #expect(try cache.folder.fingerprints()["cache.sqlite-journal"] == nil)
  }

  @Test func `where no more can be kept, what was done can be undone`() async throws {
    let cache = try RawCache(9000)
    let before = try cache.dump()
    let store = try cache.open()
    let rows = try await store.rows()
    let rename = { @Sendable (name: String, new: String) in
      let sidecar = try Connection(
        cache.path + ".larder", access: .readWrite, waitingAtMost: .zero)
      try sidecar.script("ALTER TABLE \(name) RENAME TO \(new)")
    }
    let progress = ChangeProgress { _ in (try? rename("kept", "away")) != nil }
    await #expect(throws: StoreError.self) {
      try await ChangeProgress.$current.withValue(progress) {
        try await store.delete(rows.map(\.reference), to: .trash, reason: "", now: RawCache.now)
      }
    }
    try rename("away", "kept")
    let operation = try #require(try await store.undoableOperations(limit: 2).first)
    #expect(try operation.count == 9000 - cache.dump().count && operation.count == 2 * 4096)
    #expect(try await store.undo(operation.id, now: RawCache.now).changed.count == 2 * 4096)
    #expect(try cache.dump() == before)
  }

  private func someDatabase(_ path: String) throws {
    try Connection(path, access: .readWrite, waitingAtMost: .zero)
      .script("CREATE TABLE mine (a); INSERT INTO mine VALUES (1)")
  }

  @Test func `what was done can be undone after a restart`() async throws {
    let cache = try RawCache(5)
    let before = try cache.dump()
    let result = try await deleted(cache, 3)
    let store = try cache.open()
    #expect(try await store.trash(limit: 9).map(\.reason) == ["test", "test", "test"])
    let undone = try await store.undo(try #require(result.operation), now: RawCache.now)
    #expect(undone.changed.count == 3)
    #expect(try cache.dump() == before)
    #expect(try await store.trash(limit: 9).isEmpty)
  }

  @Test func `what was replaced can be read as the former version, body and all`() async throws {
    let cache = try RawCache(2)
    let store = try cache.open()
    let row = try #require(try await store.rows().first)
    let before = try #require(try await store.entry(row.id))
    let bytes = try await store.read(before.body, range: 0..<before.body.size)
    #expect(try await store.formerVersion(of: row.id) == nil)
    let new = NewEntry(
      key: CacheKey(hex: row.key), keyParts: before.keyParts, stored: before.stored)
    _ = try await store.replace(
      row.reference, with: new, body: Data("new".utf8), now: RawCache.now)
    let former = try #require(try await store.formerVersion(of: row.id))
    #expect(former.stored.response == before.stored.response)
    #expect(try await store.read(former.body, range: 0..<former.body.size) == bytes)
  }

  /// Where a process may end: before the change, or before it is noted.
  @Test(arguments: [false, true])
  func `of an operation that ended half way nothing is lost`(isMade: Bool) async throws {
    let cache = try RawCache(5)
    let before = try cache.dump()
    _ = try await deleted(cache, 2)
    // What the file says when the process ends before it could note what it did.
    let sidecar = try Connection(
      cache.path + ".larder", access: .readWrite, waitingAtMost: .seconds(1))
    try sidecar.script(
      "UPDATE operation SET owner = 4194305, count = 0; UPDATE item SET pending = 1")
    if !isMade { try restore(cache, sidecar) }
    let store = try cache.open()
    let operations = try await store.undoableOperations(limit: 5)
    #expect(operations.map(\.count) == (isMade ? [2] : []))
    for operation in operations {
      #expect(try await store.undo(operation.id, now: RawCache.now).changed.count == 2)
    }
    #expect(try cache.dump() == before)
    #expect(try await store.trash(limit: 5).isEmpty)
  }

  /// Puts the values back as if they had never gone.
  private func restore(_ cache: RawCache, _ sidecar: Connection) throws {
    let connection = try cache.connect()
    let kept = try sidecar.prepare("SELECT key, value FROM kept")
    while try kept.step() {
      try connection.run(
        "INSERT INTO responses VALUES (?, ?, NULL)", .text(kept.text(0)), .blob(kept.bytes(1)))
    }
  }
}
