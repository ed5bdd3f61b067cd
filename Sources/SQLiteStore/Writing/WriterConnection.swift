import CacheStore
import FoundationEssentials
import SQLite

/// The connection that writes, with the handles that it has taken and not yet used.
final class WriterConnection {
  let connection: Connection
  let heads: HeadReader
  let options: StoreOptions
  private var handles: Range<Int64> = 0..<0
  /// When a lock was last waited for in vain.
  private var gaveUp: ContinuousClock.Instant?

  init(_ connection: Connection, options: StoreOptions) {
    self.connection = connection
    heads = HeadReader(connection)
    self.options = options
  }

  /// Handles taken from the sequence at once: a process that is killed loses no more than these.
  private static let handleBlock: Int64 = 256

  /// The largest handle of which a chunk's id can be made.
  private static let lastHandle: Int64 = 1 << 42

  /// A number that nothing in this file has had or will have. Not inside a transaction: a rollback
  /// would give it out again.
  func newHandle() throws -> Int64 {
    if handles.isEmpty {
      // A transaction of its own, for its end can fail, and then nobody has these.
      let next = try connection.write {
        try connection.integer(
          "UPDATE sequence SET next = next + ? WHERE id = 1 RETURNING next",
          .integer(Self.handleBlock)) ?? 0
      }
      guard next > Self.handleBlock, next <= Self.lastHandle else { throw DamagedRecord() }
      handles = (next - Self.handleBlock)..<next
    }
    return handles.removeFirst()
  }

  /// Runs a body that changes the file, with the usual patience for locks. Who already waited while another
  /// change gave up waits no longer: changes that come one by one would add up what each of them may wait.
  func change<Result>(
    askedAt asked: ContinuousClock.Instant, _ body: (WriterConnection) throws -> Result
  ) throws -> Result {
    let hasWaited = gaveUp.map { asked < $0 } ?? false
    do {
      return try change(waitingAtMost: hasWaited ? .zero : options.lockPatience, body)
    } catch let error as SQLiteError where error.code == .busy {
      gaveUp = .now
      throw error
    }
  }

  /// Runs a body that changes the file, unless it is no longer the one that others see.
  func change<Result>(
    waitingAtMost limit: Duration, _ body: (WriterConnection) throws -> Result
  ) throws -> Result {
    if connection.hasMoved { throw FileMoved() }
    return try connection.waiting(atMost: limit) { try body(self) }
  }

  /// Pages of log beyond which it is moved into the file: 16 MB. A page that many stores change, as those
  /// of indexes are, is moved once for all of them.
  private static let logLimit = 4000

  /// Pages beyond which others write so busily that the log never ends by itself: 64 MB.
  private static let restartLimit = 16_000

  /// Whether the log has grown so that it should be moved into the file.
  var needsCheckpoint: Bool { connection.logPages > Self.logLimit }

  func checkpointIfNeeded() throws {
    guard needsCheckpoint else { return }
    try connection.checkpoint()
    if connection.logPages > Self.restartLimit { try connection.restartLog() }
  }
}
