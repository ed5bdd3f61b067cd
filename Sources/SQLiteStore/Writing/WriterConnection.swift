import CacheStore
import FoundationEssentials
import SQLite

/// The connection that writes, with the handles that it has taken and not yet used.
final class WriterConnection {
  let connection: Connection
  let options: StoreOptions
  private var handles: Range<Int64> = 0..<0

  init(_ connection: Connection, options: StoreOptions) {
    self.connection = connection
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
      let next =
        try connection.integer(
          "UPDATE sequence SET next = next + ? WHERE id = 1 RETURNING next",
          .integer(Self.handleBlock)) ?? 0
      guard next > Self.handleBlock, next <= Self.lastHandle else { throw DamagedRecord() }
      handles = (next - Self.handleBlock)..<next
    }
    return handles.removeFirst()
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
