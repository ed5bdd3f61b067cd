import CacheStore
import FoundationEssentials
import Glibc
import HTTPCaching
import SQLite
import SQLiteStore
import TestSupport
import Testing

/// The code of the error that opening throws; nil when it doesn't.
private func failure(
  _ path: String, _ mode: SQLiteStore.Mode = .readWrite
) -> StoreError.Code? {
  do {
    _ = try SQLiteStore.open(path: path, mode: mode)
    return nil
  } catch {
    return (error as? StoreError)?.code
  }
}

@Suite(.ownThreads) struct OpeningTests {
  private let folder: TemporaryFolder
  private let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.file()
  }

  /// A closed store with some entries, without side files.
  private func fill(_ count: Int = 3) async throws {
    let store = try SQLiteStore.open(path: path)
    for number in 0..<count {
      try await store.put(
        Sample.entry("e\(number)"), body: Data(repeating: UInt8(number & 0xff), count: 5000))
    }
  }

  @Test func `a new file and its side files are for their owner alone`() async throws {
    let former = umask(0)
    defer { umask(former) }
    let store = try SQLiteStore.open(path: path)
    try await store.put(Sample.entry("a"), body: Data())
    let files = try folder.fingerprints()
    #expect(files.count == 3)
    #expect(files.values.allSatisfy { $0.mode & 0o777 == 0o600 })
  }

  @Test func `only the mode that makes files makes one`() throws {
    #expect(failure(path, .readWrite) == .notFound)
    #expect(failure(path, .readOnly) == .notFound)
    #expect(try folder.fingerprints().isEmpty)
    #expect(failure(path + "/no/such/folder", .create) == .notFound)
  }

  @Test func `a file whose folder is missing says so`() throws {
    let error = #expect(throws: StoreError.self) {
      try SQLiteStore.open(path: path + "/none/cache.sqlite", mode: .create)
    }
    #expect(error?.description.hasSuffix("its folder is missing. Make the folder first.") == true)
  }

  @Test(arguments: [SQLiteStore.Mode.create, .readWrite, .readOnly])
  func `what is no file is left alone`(mode: SQLiteStore.Mode) throws {
    #expect(mkfifo(path, 0o600) == 0)
    #expect(!SQLiteStore.recognizes(path: path))
    #expect(failure(path, mode) == .notACache)
    var facts = stat()
    #expect(lstat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFIFO)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 1)
  }

  @Test func `a store is made behind a link, which stays one`() async throws {
    let file = folder.file("real.sqlite")
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: file)
    let store = try SQLiteStore.open(path: path)
    try await store.put(Sample.entry("a"), body: Data())
    await store.close()
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: path) == file)
    #expect(SQLiteStore.recognizes(path: file))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 2)
  }

  @Test func `a log that a removed file left behind is not applied to the new one`() async throws {
    let former = try SQLiteStore.open(path: path)
    for number in 0..<20 {
      try await former.put(Sample.entry("e\(number)"), body: Data(repeating: 1, count: 5000))
    }
    try FileManager.default.removeItem(atPath: path)
    let store = try SQLiteStore.open(path: path)
    #expect(try await store.totals(.all, now: Sample.now).count == 0)
    try await store.put(Sample.entry("new"), body: Data("jam".utf8))
    await former.close()
    await store.close()
    let connection = try Connection(path, access: .readWrite, waitingAtMost: .seconds(5))
    #expect(try connection.text("PRAGMA integrity_check") == "ok")
    #expect(try connection.integer("SELECT count(*) FROM entry") == 1)
  }

  @Test func `a store whose making is held up is locked, in time`() throws {
    let descriptor = open(path, O_RDWR | O_CREAT, 0o600)
    defer { close(descriptor) }
    #expect(flock(descriptor, LOCK_EX) == 0)
    #expect(failure(path, .create) == .locked)
  }

  @Test func `an empty file becomes a store only where one may be made`() async throws {
    try folder.write(Data())
    #expect(failure(path, .readWrite) == .notACache)
    #expect(failure(path, .readOnly) == .notACache)
    let store = try SQLiteStore.open(path: path, mode: .create)
    try await store.put(Sample.entry("a"), body: Data())
    #expect(SQLiteStore.recognizes(path: path))
    await store.close()
    #expect(try folder.fingerprints().count == 1)
  }

  @Test(arguments: [SQLiteStore.Mode.create, .readWrite, .readOnly])
  func `what is not a cache is told and left alone`(mode: SQLiteStore.Mode) throws {
    try folder.write(Data("this is text, not a database\n".utf8), to: "text")
    try folder.write(Data(repeating: 7, count: 5000), to: "noise")
    try folder.write(Data("SQLite format 3\u{0}".utf8), to: "short")
    try folder.write(Data(), to: "other.sqlite")
    let other = try Connection(
      folder.file("other.sqlite"), access: .readWrite, waitingAtMost: .seconds(1))
    try other.script("PRAGMA journal_mode = WAL; CREATE TABLE responses (key TEXT)")
    let before = try folder.fingerprints()
    for name in ["text", "noise", "short", "other.sqlite"] {
      #expect(failure(folder.file(name), mode) == .notACache, "\(name)")
      #expect(!SQLiteStore.recognizes(path: folder.file(name)))
    }
    #expect(try folder.fingerprints() == before)
  }

  @Test func `a newer schema is told and left alone`() async throws {
    try await fill()
    do {
      let connection = try Connection(path, access: .readWrite, waitingAtMost: .seconds(1))
      try connection.script("PRAGMA user_version = 99")
    }
    let before = try folder.fingerprints()
    for mode in [SQLiteStore.Mode.create, .readWrite, .readOnly] {
      #expect(failure(path, mode) == .newerSchema)
    }
    #expect(try folder.fingerprints()["cache.sqlite"] == before["cache.sqlite"])
  }

  @Test func `reading leaves the file as it is and makes no other`() async throws {
    try await fill()
    let before = try folder.fingerprints()
    #expect(before.count == 1)
    do {
      let store = try SQLiteStore.open(path: path, mode: .readOnly)
      #expect(try await store.candidates(for: CacheKey(hex: "e1")).count == 1)
      #expect(try await store.browse(EntryQuery(now: Sample.now)).total == 3)
      #expect(try await store.totals(.all, now: Sample.now).bytes == 15_000)
      #expect(try await store.trash(limit: 5).isEmpty)
      #expect(try await store.activity(after: nil, limit: 5).events.isEmpty)
      _ = try await store.changeCounter()
      _ = try await store.storage()
      #expect(!store.capabilities.contains(.delete))
      await #expect(throws: StoreError(.readOnly, store: path)) {
        try await store.put(Sample.entry("x"), body: Data())
      }
      await #expect(throws: StoreError(.readOnly, store: path)) { try await store.stageBody() }
      await #expect(throws: StoreError(.readOnly, store: path)) { try await store.emptyTrash() }
    }
    #expect(try folder.fingerprints() == before)
  }

  @Test func `a reader that was alone follows a writer that comes later`() async throws {
    try await fill()
    let reader = try SQLiteStore.open(path: path, mode: .readOnly)
    #expect(try await reader.browse(EntryQuery(now: Sample.now)).total == 3)
    let counter = try await reader.changeCounter()
    do {
      let writer = try SQLiteStore.open(path: path, mode: .readWrite)
      try await writer.put(Sample.entry("later"), body: Data("later".utf8))
      #expect(try await reader.browse(EntryQuery(now: Sample.now)).total == 4)
      #expect(try await reader.candidates(for: CacheKey(hex: "later")).count == 1)
    }
    #expect(try await reader.candidates(for: CacheKey(hex: "later")).count == 1)
    #expect(try await reader.changeCounter() != counter)
  }

  @Test(arguments: ["a b.sqlite", "per%cent.sqlite", "what?.sqlite", "#1.sqlite", "file:x.sqlite"])
  func `a path may have any characters`(name: String) async throws {
    let path = folder.file(name)
    let writer = try SQLiteStore.open(path: path)
    try await writer.put(Sample.entry("a"), body: Data())
    let reader = try SQLiteStore.open(path: path, mode: .readOnly)
    #expect(try await reader.candidates(for: CacheKey(hex: "a")).count == 1)
    #expect(FileManager.default.fileExists(atPath: path))
  }

  @Test(arguments: [SQLiteStore.Mode.readWrite, .readOnly])
  func `a file of version 1 opens`(mode: SQLiteStore.Mode) async throws {
    let fixture = try #require(Fixtures.path("version-1.sqlite"))
    try FileManager.default.copyItem(atPath: fixture, toPath: path)
    let store = try SQLiteStore.open(path: path, mode: mode)
    let found = try await store.candidates(for: CacheKey(hex: "fixture"))
    #expect(found.first?.inlineBody == Data("from version 1".utf8))
    #expect(try await store.trash(limit: 5).count == 1)
    #expect(try await store.undoableOperations(limit: 5).count == 2)
  }
}

/// Files beside the tests.
enum Fixtures {
  static func path(_ name: String) -> String? {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().path
    let path = folder + "/Fixtures/" + name
    return FileManager.default.fileExists(atPath: path) ? path : nil
  }
}
