import CacheStore
import FoundationEssentials
import SQLite
import SQLiteStore
import TestSupport
import Testing

/// What `larder doctor` finds in larder's own store, and what it puts right.
@Suite(.ownThreads) struct ExamineTests {
  private let folder: TemporaryFolder
  private let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.file()
  }

  /// A store of entries with small and large bodies, changed as no program should.
  private func store(changedBy sql: String = "") async throws -> SQLiteStore {
    let store = try SQLiteStore.open(path: path)
    for number in 0..<6 {
      let size = number.isMultiple(of: 2) ? 500 : 150_000
      try await store.put(
        Sample.entry("e\(number)"), body: Data(repeating: UInt8(number), count: size))
    }
    let connection = try Connection(path, access: .readWrite, waitingAtMost: .seconds(5))
    try connection.script(sql)
    return store
  }

  private func finding(_ kind: Finding.Kind, in store: SQLiteStore) async throws -> Finding? {
    try await store.examine(now: Sample.now).first { $0.kind == kind }
  }

  @Test func `nothing is wrong with a new store`() async throws {
    #expect(try await store().examine(now: Sample.now).isEmpty)
  }

  @Test(arguments: [
    "UPDATE head SET bytes = x'00' WHERE id = (SELECT head FROM entry WHERE url LIKE '%e0')",
    "UPDATE head SET body = x'00' WHERE id = (SELECT body FROM entry WHERE url LIKE '%e0')",
    "DELETE FROM chunk WHERE id = (SELECT min(id) FROM chunk)",
    "UPDATE chunk SET bytes = x'00' WHERE id = (SELECT max(id) FROM chunk)",
  ])
  func `an entry that isn't whole goes to the trash`(sql: String) async throws {
    let store = try await store(changedBy: sql)
    let found = try #require(try await finding(.undecodable, in: store))
    #expect(found.count == 1 && found.fix == .trash && found.examples.count == 1)
    let result = try await store.fix(found, now: Sample.now)
    #expect(result.fixed == 1 && result.operation != nil)
    #expect(try await finding(.undecodable, in: store) == nil)
    #expect(try await store.trash(limit: 9).count == 1)
  }

  @Test func `of a damaged file it is told how many entries can't be read`() async throws {
    let store = try SQLiteStore.open(path: path)
    for number in 0..<300 {
      try await store.put(Sample.entry("e\(number)"), body: Data("jam".utf8))
    }
    await store.close()
    let root: Int64?
    do {
      let connection = try Connection(path, access: .readWrite, waitingAtMost: .seconds(5))
      _ = try connection.integer("PRAGMA wal_checkpoint(TRUNCATE)")
      root = try connection.integer("SELECT rootpage FROM sqlite_schema WHERE name = 'entry'")
    }
    var bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
    let leaf = TableLeaf(ofTable: Int(try #require(root)), in: bytes)
    for place in leaf.bytes { bytes[place] = 0xFF }
    try Data(bytes).write(to: URL(filePath: path))
    let damaged = try SQLiteStore.open(path: path, mode: .readOnly)
    let found = try #require(try await finding(.integrity, in: damaged))
    #expect(found.parts == [.init(name: "entries that can't be read", count: leaf.rows)])
    #expect(leaf.rows > 0 && leaf.rows < 300)
    #expect(try await finding(.undecodable, in: damaged) == nil)
  }

  @Test func `what no entry has is removed, and its pages are given back`() async throws {
    let store = try await store(
      changedBy: "DELETE FROM entry WHERE url LIKE '%e0' OR url LIKE '%e1'")
    let found = try #require(try await finding(.orphan, in: store))
    #expect(found.parts.map(\.count) == [2, 3] && found.bytes > 150_000)
    #expect(try await store.fix(found, now: Sample.now).fixed == 3)
    #expect(try await finding(.orphan, in: store) == nil)
    let free = try #require(try await finding(.reclaimable, in: store))
    #expect(free.bytes > 100_000 && !free.isFault)
    #expect(try await store.fix(free, now: Sample.now).bytes == free.bytes)
    #expect(try await store.examine(now: Sample.now).isEmpty)
    #expect(try await store.totals(.all, now: Sample.now).count == 4)
  }

  @Test func `what is in the trash has its bodies`() async throws {
    let store = try await store()
    let all = try await store.references(matching: .all, now: Sample.now)
    _ = try await store.delete(all, to: .trash, reason: "", now: Sample.now)
    #expect(try await finding(.orphan, in: store) == nil)
  }
}
