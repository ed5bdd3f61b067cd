import CacheStore
import FoundationEssentials
import HTTPCaching
import SQLite
import SQLiteStore
import Synchronization
import TestSupport
import Testing

@Suite(.ownThreads) struct UpkeepTests {
  private let folder: TemporaryFolder
  private let store: SQLiteStore

  init() throws {
    folder = try TemporaryFolder()
    store = try SQLiteStore.open(path: folder.file())
  }

  private func count(_ table: String) throws -> Int64? {
    let connection = try Connection(
      folder.file(), access: .readOnly, waitingAtMost: .seconds(5))
    return try connection.integer("SELECT count(*) FROM \(table)")
  }

  @Test func `a purge leaves nothing of an entry`() async throws {
    let body = Data(count: 3_000_000)
    let reference = try await store.put(Sample.entry("a"), body: body)
    let expired = try await store.setExpiration(.never, of: [reference], now: Sample.now)
    let replaced = try await store.replace(
      expired.changed[0], with: Sample.entry("a"), body: body, now: Sample.now)
    _ = try await store.delete(replaced.changed, to: .purge, reason: "", now: Sample.now)
    for table in ["entry", "head", "chunk", "shelf", "item", "operation", "history", "garbage"] {
      #expect(try count(table) == 0, "\(table)")
    }
  }

  @Test func `an entry that is stored again and again takes one place`() async throws {
    for number in 0..<60 {
      try await store.put(Sample.entry("a"), body: Data(count: 1200 * number))
    }
    #expect(try count("entry") == 1)
    #expect(try count("head") == 1)
    #expect(try count("chunk") == 2)
    try await store.put(Sample.entry("a"), body: Data(count: 65_536))
    #expect(try count("head") == 1)
    #expect(try count("chunk") == 0)
    let history = try await store.history(of: EntryID("1"))
    #expect(history.count == 51)
    #expect(history.map(\.version) == history.map(\.version).sorted(by: >))
  }

  @Test func `a small body stays beside its old head when a new one comes, and goes with it`()
    async throws
  {
    let body = Data("small".utf8)
    let reference = try await store.put(Sample.entry("a"), body: body)
    let stored = Sample.entry("a").stored
    let renewed = try #require(
      try await store.freshen(reference, with: stored, now: Sample.now))
    #expect(try count("head") == 2)
    let candidate = try #require(try await store.candidates(for: CacheKey(hex: "a")).first)
    #expect(candidate.inlineBody == body)
    #expect(try await store.read(candidate.body, range: 1..<3) == Data("ma".utf8))
    let again = try #require(try await store.freshen(renewed, with: stored, now: Sample.now))
    #expect(try count("head") == 2)
    _ = try await store.delete([again], to: .purge, reason: "", now: Sample.now)
    #expect(try count("head") == 0)
  }

  @Test func `vacuum gives pages back in steps`() async throws {
    let reference = try await store.put(Sample.entry("a"), body: Data(count: 2_000_000))
    try await store.put(Sample.entry("b"), body: Data("stays".utf8))
    _ = try await store.delete([reference], to: .purge, reason: "", now: Sample.now)
    let before = try await store.storage()
    #expect(before.reclaimableBytes > 1_900_000)
    #expect(try await store.vacuum(pages: 10) == 40_960)
    let freed = try await store.vacuum(pages: .max)
    #expect(freed + 40_960 >= 1_900_000)
    #expect(try await store.storage().reclaimableBytes == 0)
    #expect(
      try await store.candidates(for: CacheKey(hex: "b")).first?.inlineBody == Data("stays".utf8))
  }

  @Test func `a change tells how far it is, and what was done when it was stopped can be undone`()
    async throws
  {
    var references: [EntryReference] = []
    for number in 0..<1500 {
      references.append(try await store.put(Sample.entry("\(number)"), body: Data()))
    }
    let told = Mutex<[Int]>([])
    let progress = ChangeProgress { count in
      told.withLock { $0.append(count) }
      return false
    }
    let (store, all) = (store, references)
    let result = try await ChangeProgress.$current.withValue(progress) {
      try await store.setExpiration(.immediately, of: all, now: Sample.now)
    }
    let done = told.withLock { $0.reduce(0, +) }
    #expect(done > 0 && done < 1500 && result.changed.count == done)
    let undone = try await ChangeProgress.$current.withValue(progress) {
      try await store.undo(try #require(result.operation), now: Sample.now)
    }
    #expect(undone.changed.count == done)
    #expect(try await store.undoableOperations(limit: 9).map(\.isUndone) == [true])
  }

  @Test func `undo survives the end of the process that did it`() async throws {
    let reference = try await store.put(Sample.entry("a"), body: Data("back".utf8))
    _ = try await store.delete([reference], to: .trash, reason: "test", now: Sample.now)
    let later = try SQLiteStore.open(path: folder.file())
    let operation = try #require(try await later.undoableOperations(limit: 1).first)
    let result = try await later.undo(operation.id, now: Sample.now)
    #expect(result.changed.map(\.id) == [reference.id])
    #expect(
      try await store.candidates(for: CacheKey(hex: "a")).first?.inlineBody == Data("back".utf8))
  }

  @Test func `one store sees at once what another changes`() async throws {
    let other = try SQLiteStore.open(path: folder.file())
    let before = try await other.changeCounter()
    #expect(try await other.changeCounter() == before)
    try await store.put(Sample.entry("a"), body: Data())
    #expect(try await other.changeCounter() != before)
    #expect(try await other.candidates(for: CacheKey(hex: "a")).count == 1)
  }
}
