import CacheStore
import CachedSession
import CurlTransport
import FoundationEssentials
import Glibc
import HTTPCaching
import HTTPTypes
import LoopbackOrigin
import SQLite
import SQLiteStore
import Testing

/// A cache fault never fails a request.
@Suite(.timeLimit(.minutes(30))) struct StoreFaultTests {
  /// What may be wrong with a store's file, and the word for it in the answer's status.
  private static let damages:
    [(word: String, code: StoreError.Code, make: @Sendable (String) throws -> Void)] = [
      ("not a database", .notACache, { try Data("hello".utf8).write(to: URL(filePath: $0)) }),
      (
        "a folder", .notACache,
        { try FileManager.default.createDirectory(atPath: $0, withIntermediateDirectories: false) }
      ),
      ("in a folder that is missing", .notFound, { _ in }),
    ]

  @Test(arguments: damages.indices)
  func `a store that can't be opened leaves requests alone`(index: Int) async throws {
    let damage = StoreFaultTests.damages[index]
    let folder =
      FileManager.default.temporaryDirectory.path + "/larder-fault-\(UInt64.random(in: 0 ... .max))"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path =
      damage.code == .notFound ? folder + "/missing/cache.sqlite" : folder + "/cache.sqlite"
    try damage.make(path)
    let origin = try LoopbackOrigin.start { _ in
      .status(200, ["Cache-Control": "max-age=60"], text: "jam")
    }
    defer { origin.stop() }
    let session = CachedSession(
      opening: { try SQLiteStore.open(path: path, mode: .create) },
      transport: CurlTransport())
    for _ in 0..<3 {
      let (data, response) = try await session.data(from: origin.url + "/a")
      #expect(data == Data("jam".utf8))
      #expect(response.storeFault != nil)
      #expect(response.cacheStatus.detail?.hasPrefix("store-") == true)
    }
    #expect(origin.requests.count == 3)
    await session.close()
  }
}

/// The same with a store that was in order when it was opened.
@Suite(.timeLimit(.minutes(30))) struct OpenStoreFaultTests {
  private let folder: Folder
  private let origin: LoopbackOrigin
  /// Bytes of a body: more than the first pages of the file.
  private static let size = 40_000

  init() throws {
    folder = try Folder()
    origin = try LoopbackOrigin.start { request in
      .status(
        200, ["Cache-Control": "max-age=600"],
        body: [UInt8](repeating: UInt8(ascii: "j"), count: request.target.utf8.count + Self.size))
    }
  }

  private func session(_ options: StoreOptions = StoreOptions()) -> CachedSession {
    let path = folder.path
    return CachedSession(
      opening: { try SQLiteStore.open(path: path, options: options) }, transport: CurlTransport())
  }

  /// Fetches and checks the body.
  @discardableResult
  private func get(_ target: String, _ session: CachedSession) async throws -> CachedResponse {
    let (data, response) = try await session.data(from: origin.url + target)
    #expect(data == Data(repeating: UInt8(ascii: "j"), count: target.utf8.count + Self.size))
    return response
  }

  /// Fetches until nothing is wrong with the store any more.
  private func waitUntilSound(_ session: CachedSession) async throws {
    while try await get("/sound", session).storeFault != nil {
      try await Task.sleep(for: .milliseconds(20))
    }
  }

  /// Waits 3 s for a lock.
  private static var patient: StoreOptions {
    var options = StoreOptions()
    options.lockPatience = .seconds(3)
    return options
  }

  @Test func `many requests wait for another's lock together, not one after another`() async throws
  {
    let session = session(Self.patient)
    try await get("/stored", session)
    let other = try Connection(folder.path, access: .readWrite, waitingAtMost: .seconds(5))
    try other.run("BEGIN EXCLUSIVE")
    let began = ContinuousClock.now
    let answers = try await withThrowingTaskGroup(of: CachedResponse.self) { group in
      for number in 0..<40 { group.addTask { try await get("/new\(number)", session) } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    // One after another they would take 120 s.
    #expect(began.duration(to: .now) < .seconds(80))
    #expect(answers.allSatisfy { $0.storeFault?.code == .locked })
    #expect(answers.allSatisfy { $0.cacheStatus.detail == "store-locked" })
    // What can be read still answers, and says so.
    let hit = try await get("/stored", session)
    #expect(hit.outcome == .hit)
    #expect(hit.storeFault?.code == .locked)
    try other.run("COMMIT")
    try await waitUntilSound(session)
    #expect(try await get("/sound", session).outcome == .hit)
    await session.close()
  }

  @Test func `a store that lets nobody read leaves requests alone`() async throws {
    _ = try SQLiteStore.open(path: folder.path)
    let other = try Connection(folder.path, access: .readWrite, waitingAtMost: .seconds(5))
    try other.script("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; DELETE FROM entry; COMMIT")
    let session = session(Self.patient)
    let began = ContinuousClock.now
    try await withThrowingTaskGroup(of: CachedResponse.self) { group in
      for number in 0..<40 { group.addTask { try await get("/new\(number)", session) } }
      for try await response in group { #expect(response.storeFault?.code == .locked) }
    }
    #expect(began.duration(to: .now) < .seconds(80))
    await session.close()
  }

  @Test func `a full disk stops storing, not answering`() async throws {
    var options = StoreOptions()
    options.pageLimit = 60
    let session = session(options)
    try await get("/first", session)
    var fault: StoreError?
    for number in 0..<10 where fault == nil {
      fault = try await get("/\(number)", session).storeFault
    }
    #expect(fault?.code == .full)
    #expect(try await get("/first", session).outcome == .hit)
    await session.close()
  }

  @Test func `a file that may not be written still answers`() async throws {
    let first = session()
    try await get("/stored", first)
    await first.close()
    let path = folder.path
    let session = CachedSession(
      opening: { try SQLiteStore.open(path: path, mode: .readOnly) }, transport: CurlTransport())
    #expect(try await get("/stored", session).outcome == .hit)
    #expect(try await get("/new", session).cacheStatus.detail == "store-readOnly")
    #expect(try await get("/new", session).outcome == .miss)
    await session.close()
  }

  /// What happens to a file while it is open.
  private static let damages: [@Sendable (String) throws -> Void] = [
    { try cut($0, to: 0) }, { try cut($0, to: 4096) }, { try cut($0, to: 10_000) },
    { try overwrite($0, from: 0) }, { try overwrite($0, from: 4096) },
  ]

  @Test(arguments: damages.indices)
  func `a file that is damaged while it is open leaves requests alone`(index: Int) async throws {
    let session = session()
    for number in 0..<8 {
      try await get("/\(number)", session)
      #expect(try await get("/\(number)", session).outcome == .hit)
    }
    // Everything from the log into the file, so that it is read from there.
    let other = try Connection(folder.path, access: .readWrite, waitingAtMost: .seconds(5))
    try other.checkpoint()
    #expect(try await get("/0", session).outcome == .hit)
    try Self.damages[index](folder.path)
    for number in 0..<8 { _ = try await session.data(from: origin.url + "/\(number)") }
    try await get("/new", session)
    await session.close()
  }

  @Test(arguments: [["", "-wal", "-shm"], [""]])
  func `a file that is removed while it is open is made anew`(endings: [String]) async throws {
    let session = session()
    try await get("/stored", session)
    #expect(try await get("/stored", session).outcome == .hit)
    for ending in endings { try FileManager.default.removeItem(atPath: folder.path + ending) }
    let response = try await get("/stored", session)
    #expect(response.outcome == .miss)
    // A report of the session may have met it first, and opened the store anew.
    #expect(response.storeFault.map { $0.code == .notFound } ?? true)
    try await waitUntilSound(session)
    #expect(try await get("/sound", session).outcome == .hit)
    #expect(FileManager.default.fileExists(atPath: folder.path))
    await session.close()
    let store = try SQLiteStore.open(path: folder.path, mode: .readWrite)
    #expect(try await store.totals(.all, now: Date()).count >= 1)
  }

  @Test func `a session that is closed leaves one file, and can go on`() async throws {
    let session = session()
    try await get("/stored", session)
    #expect(FileManager.default.fileExists(atPath: folder.path + "-wal"))
    await session.close()
    #expect(!FileManager.default.fileExists(atPath: folder.path + "-wal"))
    #expect(!FileManager.default.fileExists(atPath: folder.path + "-shm"))
    let response = try await get("/stored", session)
    #expect(response.outcome == .hit && response.storeFault == nil)
    #expect(try await get("/another", session).entry != nil)
    await session.close()
    #expect(!FileManager.default.fileExists(atPath: folder.path + "-wal"))
  }

  private static func cut(_ path: String, to size: UInt64) throws {
    let file = try #require(fopen(path, "r+"))
    defer { fclose(file) }
    #expect(ftruncate(fileno(file), off_t(size)) == 0)
  }

  private static func overwrite(_ path: String, from start: Int) throws {
    let size = try Data(contentsOf: URL(filePath: path)).count
    let file = try #require(fopen(path, "r+"))
    defer { fclose(file) }
    let garbage = [UInt8](repeating: 0xA5, count: size - start)
    #expect(fseek(file, start, SEEK_SET) == 0)
    #expect(fwrite(garbage, 1, garbage.count, file) == garbage.count)
  }

  /// A folder with a store's file, removed when the test is over.
  private final class Folder: Sendable {
    private let folder =
      FileManager.default.temporaryDirectory.path + "/larder-fault-\(UInt64.random(in: 0 ... .max))"

    var path: String { folder + "/cache.sqlite" }

    init() throws {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }
  }
}
