import CacheStore
import FoundationEssentials
import Glibc
import HTTPCaching
import RequestsCache
import SQLite
import TestSupport
import Testing

/// What can't be read or decoded is listed, and does no harm to the rest.
@Suite(.ownThreads) struct DamagedCacheTests {
  /// Values as SQL.
  static let values = [
    "x''", "''", "NULL", "5", "1.5", "'text'", "x'80'", "x'8004'", "'{\"url\": '", "'- a'",
    "x'80046305706f7369780a73797374656d0a942e'", "x'05000000'", "zeroblob(100000)",
    "x'ffffffffffffffff'", "'{}'", "x'80047d942e'",
  ]

  @Test(arguments: values)
  func `a value that can't be decoded is listed, deleted and brought back as it was`(
    value: String
  ) async throws {
    let cache = try RawCache(3)
    try cache.connect().script("INSERT INTO responses VALUES ('00000000000000ff', \(value), 12)")
    let before = try cache.dump()
    let store = try cache.open()
    #expect(try await store.rows().count == 4)
    let row = try #require(try await store.rows().first { $0.key == "00000000000000ff" })
    #expect(row.isCorrupt)
    do {
      _ = try await store.entry(row.id)
      Issue.record("it was decoded")
    } catch let error as StoreError {
      #expect(error.code == .corrupt && error.key == "00000000000000ff")
      #expect(error.description.hasPrefix("This entry of"))
    }
    let expired = try await store.setExpiration(
      .immediately, of: [row.reference], now: RawCache.now)
    #expect(expired.skipped == [row.reference: .corrupt])
    let deleted = try await store.delete(
      [row.reference], to: .trash, reason: "", now: RawCache.now)
    #expect(deleted.changed == [row.reference])
    #expect(try await store.rows().count == 3)
    let undone = try await store.undo(try #require(deleted.operation), now: RawCache.now)
    #expect(undone.changed.map(\.id) == [row.id])
    #expect(try cache.dump() == before)
  }

  @Test(arguments: values)
  func `what the index tells of a value that can't be decoded decides in a search too`(
    value: String
  ) async throws {
    let cache = try RawCache(3)
    try cache.connect().script("INSERT INTO responses VALUES ('00000000000000ff', \(value), 12)")
    let store = try cache.open(.readOnly)
    let field = EntrySearch.content(.field(.response, name: "x-none", .exists))
    let corrupt = EntrySearch.index(.flag(.corrupt))
    func found(_ search: EntrySearch) async throws -> (keys: [String], unreadable: Int) {
      let progress = try await SearchRun(store: store, search: search, now: RawCache.now)()
      let ids = Set(progress.found.map(\.id))
      return (
        try await store.rows().filter { ids.contains($0.id) }.map(\.key), progress.unreadable
      )
    }
    #expect(try await found(.or([field, corrupt])) == (["00000000000000ff"], 0))
    #expect(try await found(.and([.not(field), .not(corrupt)])).keys.count == 3)
    #expect(try await found(field) == ([], 1))
    let either = try await found(.or([.not(field), .not(corrupt)]))
    #expect(either.keys.count == 3 && either.unreadable == 1)
  }

  @Test(arguments: [1, 3, 7, 12])
  func `damaged pages take no more from the list than what lies on them`(seed: Int) async throws {
    let cache = try RawCache(600, bodySize: 900)
    var generator = SeededGenerator(seed: UInt64(seed))
    var bytes = try cache.folder.bytes()
    for _ in 0..<8 {
      let page = Int.random(in: 4..<(bytes.count / 4096), using: &generator)
      for place in 0..<4096 {
        bytes[page * 4096 + place] = UInt8.random(in: 0...255, using: &generator)
      }
    }
    try cache.folder.write(bytes)
    let store = try cache.open(.readOnly)
    let rows = try await store.rows()
    #expect(rows.filter { !$0.isCorrupt }.count > 450)
    for row in rows where !row.isCorrupt { #expect(try await store.entry(row.id) != nil) }
  }

  @Test func `of a damaged file it is told how many values can't be read`() async throws {
    let cache = try RawCache(600, bodySize: 900)
    let root = try cache.connect().integer(
      "SELECT rootpage FROM sqlite_schema WHERE name = 'responses'")
    var bytes = [UInt8](try cache.folder.bytes())
    let leaf = TableLeaf(ofTable: Int(try #require(root)), in: bytes)
    for place in leaf.bytes { bytes[place] = 0xFF }
    try cache.folder.write(Data(bytes))
    let findings = try await cache.open(.readOnly).examine(now: RawCache.now)
    let damage = try #require(findings.first { $0.kind == .integrity })
    #expect(damage.parts == [.init(name: "values that can't be read", count: leaf.rows)])
    #expect(leaf.rows > 0)
    // The same body 600 times: the others were all read, and each of them once.
    let equal = findings.first { $0.kind == .duplicateBody }
    #expect(equal?.count == nil || (equal?.count ?? 0) < 600 - leaf.rows)
  }

  @Test func `a file that was cut short is told, and stays as it is`() async throws {
    let cache = try RawCache(600, bodySize: 900)
    let bytes = try cache.folder.bytes()
    try cache.folder.write(bytes.prefix(bytes.count / 4096 / 2 * 4096))
    let before = try cache.folder.fingerprints()
    do {
      _ = try await cache.open().rows()
      Issue.record("it was opened")
    } catch let error as StoreError {
      #expect(error.code == .corrupt)
    }
    #expect(try cache.folder.fingerprints() == before)
  }

  @Test func `an entry on a damaged page is skipped by operations`() async throws {
    let cache = try RawCache(300, bodySize: 900)
    let before = try await cache.open(.readOnly).rows()
    var bytes = try cache.folder.bytes()
    for page in 20..<30 { for place in 0..<4096 { bytes[page * 4096 + place] = 0xFF } }
    try cache.folder.write(bytes)
    let store = try cache.open()
    let broken = try await store.rows().filter(\.isCorrupt)
    #expect(!broken.isEmpty)
    let lost = before.filter { row in broken.contains { $0.id == row.id } }
    let result = try await store.delete(
      lost.map(\.reference), to: .trash, reason: "", now: RawCache.now)
    #expect(Set(result.skipped.values) == [.corrupt])
  }

  @Test func `files without an ending are values where there is a file of aliases`() async throws {
    let folder = try TemporaryFolder()
    let path = folder.file("cache")
    mkdir(path, 0o700)
    for number in 1...3 {
      try folder.write(Data(try RawCache.value(number)), to: "cache/\(RawCache.key(number))")
    }
    for name in ["notes", "a.txt"] { try folder.write(Data("x".utf8), to: "cache/" + name) }
    #expect(throws: StoreError.self) { try RequestsCacheStore.open(path: path) }
    try folder.write(Data(), to: "cache/redirects.sqlite")
    try Connection(path + "/redirects.sqlite", access: .readWrite, waitingAtMost: .zero)
      .script("CREATE TABLE redirects (key TEXT PRIMARY KEY, value BLOB, expires INTEGER)")
    let store = try RequestsCacheStore.open(path: path)
    let rows = try await store.rows()
    #expect(Set(rows.map(\.key)) == Set((1...3).map { RawCache.key($0) }))
    let deleted = try await store.delete(
      [rows[0].reference], to: .trash, reason: "", now: RawCache.now)
    #expect(access(path + "/" + rows[0].key, F_OK) != 0)
    _ = try await store.undo(try #require(deleted.operation), now: RawCache.now)
    #expect(try await store.rows().count == 3)
    #expect(access(path + "/" + rows[0].key, F_OK) == 0)
  }

  @Test func `a folder's other things are left alone`() async throws {
    let folder = try TemporaryFolder()
    mkdir(folder.file("cache"), 0o700)
    let file = { folder.file("cache/" + $0) }
    try folder.write(Data(try RawCache.value(1)), to: "cache/\(RawCache.key(1)).pkl")
    try folder.write(Data(try RawCache.value(2)), to: "cache/a name of somebody's own.pkl")
    try folder.write(Data("no pickle".utf8), to: "cache/notes.pkl")
    try folder.write(Data("no pickle".utf8), to: "cache/\(RawCache.key(3)).pkl")
    try folder.write(Data(), to: "cache/README")
    mkdir(file(RawCache.key(4) + ".pkl"), 0o700)
    mkfifo(file(RawCache.key(5) + ".pkl"), 0o600)
    symlink(file("README"), file(RawCache.key(6) + ".pkl"))
    let store = try RequestsCacheStore.open(path: folder.file("cache"))
    let rows = try await store.rows()
    #expect(
      Set(rows.map(\.key)) == [RawCache.key(1), "a name of somebody's own", RawCache.key(3)])
    #expect(rows.filter(\.isCorrupt).map(\.key) == [RawCache.key(3)])
    let result = try await store.delete(
      rows.map(\.reference), to: .trash, reason: "", now: RawCache.now)
    #expect(result.changed.count == 3)
    let undone = try await store.undo(try #require(result.operation), now: RawCache.now)
    #expect(undone.changed.count == 3)
    #expect(try folder.bytes("cache/\(RawCache.key(3)).pkl") == Data("no pickle".utf8))
  }
}
