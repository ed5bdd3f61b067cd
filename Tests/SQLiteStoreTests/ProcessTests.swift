import CacheStore
import FoundationEssentials
import HTTPCaching
import SQLite
import SQLiteStore
import TestSupport
import Testing

/// Whether SQLite finds the file sound.
private func isSound(_ path: String) throws -> Bool {
  let connection = try Connection(path, access: .readWrite, waitingAtMost: .seconds(5))
  return try connection.text("PRAGMA integrity_check") == "ok"
}

@Suite(.ownThreads, .serialized) struct ProcessTests {
  private let folder: TemporaryFolder
  private let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.file()
  }

  @Test func `two processes write one file and nothing is lost`() async throws {
    let store = try SQLiteStore.open(path: path)
    let workers = try (0..<2).map { try Worker("write", path, "w\($0)", "300") }
    for worker in workers {
      for number in 0..<300 { #expect(worker.line() == "\(number)") }
    }
    for worker in 0..<2 {
      for number in 0..<300 {
        let text = "w\(worker)-\(number)"
        let found = try await store.candidates(for: CacheKey(hex: text)).first
        #expect(found?.inlineBody == Data(String(repeating: text, count: 500).utf8))
      }
    }
    #expect(try isSound(path))
  }

  @Test func `processes that make the store at the same moment all get it`() async throws {
    for round in 0..<10 {
      let path = folder.file("race-\(round).sqlite")
      let workers = try (0..<6).map { try Worker("write", path, "w\($0)", "2") }
      for worker in workers {
        #expect(worker.line() == "0")
        #expect(worker.line() == "1")
      }
      let store = try SQLiteStore.open(path: path)
      #expect(try await store.totals(.all, now: Sample.now).count == 12)
    }
  }

  @Test func `a process killed at any moment leaves all that it had stored`() async throws {
    for round in 0..<10 {
      let worker = try Worker("write", path, "k\(round)", "1000000")
      var last = -1
      while last < round * 17, let line = worker.line() { last = Int(line) ?? last }
      last = worker.killNow().compactMap { Int($0) }.last ?? last
      #expect(last >= round * 17)
      let store = try SQLiteStore.open(path: path)
      for number in 0...max(0, last) {
        let text = "k\(round)-\(number)"
        let found = try await store.candidates(for: CacheKey(hex: text)).first
        #expect(found?.inlineBody == Data(String(repeating: text, count: 500).utf8))
      }
      #expect(try isSound(path))
    }
  }

  @Test func `a lock held by another process ends in an error, in time, and not for readers`()
    async throws
  {
    var options = StoreOptions()
    options.lockPatience = .milliseconds(200)
    let store = try SQLiteStore.open(path: path, options: options)
    try await store.put(Sample.entry("a"), body: Data("a".utf8))
    let worker = try Worker("lock", path)
    #expect(worker.line() == "locked")
    let start = ContinuousClock.now
    await #expect(throws: StoreError.self) {
      try await store.put(Sample.entry("b"), body: Data())
    }
    #expect(ContinuousClock.now - start < .seconds(60))
    do {
      try await store.put(Sample.entry("b"), body: Data())
    } catch let error as StoreError {
      #expect(error.code == .locked)
    }
    #expect(try await store.candidates(for: CacheKey(hex: "a")).count == 1)
    _ = worker.killNow()
    try await store.put(Sample.entry("b"), body: Data())
    #expect(try await store.totals(.all, now: Sample.now).count == 2)
  }

  @Test func `the body of a killed process is an orphan and goes, a live one's stays`()
    async throws
  {
    let store = try SQLiteStore.open(path: path)
    let killed = try Worker("stage", path)
    let living = try Worker("stage", path)
    #expect(killed.line() == "staged")
    #expect(living.line() == "staged")
    kill(killed)
    _ = try await store.enforceLimits(now: Date())
    let connection = try Connection(path, access: .readOnly, waitingAtMost: .seconds(5))
    #expect(try connection.integer("SELECT count(*) FROM staging") == 1)
    #expect(try connection.integer("SELECT count(*) FROM chunk") == 32)
    // A day of silence is enough, whoever it was.
    _ = try await store.enforceLimits(now: Date() + 2 * 86_400)
    #expect(try connection.integer("SELECT count(*) FROM chunk") == 0)
  }

  @Test func `what a killed process left in its log can be read without a writer`() async throws {
    let worker = try Worker("hold", path)
    #expect(worker.line() == "open")
    kill(worker)
    let before = try folder.fingerprints()
    #expect(before.count == 3)
    do {
      let reader = try SQLiteStore.open(path: path, mode: .readOnly)
      #expect(try await reader.candidates(for: CacheKey(hex: "held")).count == 1)
    }
    let after = try folder.fingerprints()
    #expect(after["cache.sqlite"] == before["cache.sqlite"])
    #expect(after["cache.sqlite-wal"] == before["cache.sqlite-wal"])
    #expect(after.count == 3)
  }

  @Test func `a closed store leaves one file, which can be read again`() async throws {
    let store = try SQLiteStore.open(path: path)
    try await store.put(Sample.entry("a"), body: Data())
    #expect(try await store.candidates(for: CacheKey(hex: "a")).count == 1)
    #expect(try await store.browse(EntryQuery(now: Sample.now)).total == 1)
    _ = try await store.changeCounter()
    await store.close()
    #expect(try folder.fingerprints().keys.sorted() == ["cache.sqlite"])
    await #expect(throws: StoreError.self) { try await store.put(Sample.entry("b"), body: Data()) }
    #expect(try await store.candidates(for: CacheKey(hex: "a")).count == 1)
  }

  private func kill(_ worker: Worker) {
    _ = worker.killNow()
    worker.reap()
  }

  @Test func `a reader beside a writer sees what it writes and changes nothing`() async throws {
    let worker = try Worker("hold", path)
    #expect(worker.line() == "open")
    let before = try folder.fingerprints()
    let reader = try SQLiteStore.open(path: path, mode: .readOnly)
    #expect(try await reader.candidates(for: CacheKey(hex: "held")).count == 1)
    #expect(try await reader.browse(EntryQuery(now: Sample.now)).total == 1)
    let counter = try await reader.changeCounter()
    let other = try Worker("write", path, "more", "5")
    for number in 0..<5 { #expect(other.line() == "\(number)") }
    #expect(try await reader.changeCounter() != counter)
    #expect(try await reader.candidates(for: CacheKey(hex: "more-4")).count == 1)
    let after = try folder.fingerprints()
    #expect(before.keys.sorted() == after.keys.sorted())
    #expect(before["cache.sqlite"] == after["cache.sqlite"])
  }
}
