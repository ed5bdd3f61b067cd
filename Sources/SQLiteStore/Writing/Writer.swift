import CacheStore
import Dispatch
import FoundationEssentials
import SQLite
import Synchronization

/// The one connection that writes, and the queue on which changes of this process follow one another and
/// wait for those of other processes, without holding up a task's thread.
final class Writer: Sendable {
  let path: String
  private let queue = DispatchQueue(label: "larder.store.writer", qos: .userInitiated)
  private let connection: Mutex<WriterConnection?>

  init(_ connection: sending WriterConnection, path: String) {
    self.path = path
    self.connection = Mutex(connection)
  }

  /// Runs a body that writes. When it returns, what it wrote survives the end of the process.
  func perform<Result: Sendable>(
    _ body: @escaping @Sendable (WriterConnection) throws -> Result
  ) async throws -> Result {
    let asked = ContinuousClock.now
    return try await withCheckedThrowingContinuation { continuation in
      queue.async { [self] in
        let result = Swift.Result { try run(askedAt: asked, body) }
        continuation.resume(with: result)
        tidy()
      }
    }
  }

  /// Runs a body of one small transaction: on the caller's thread if nobody else writes at the moment,
  /// as two changes of thread take longer than most changes of the file; else as `perform` does.
  func performAtOnce<Result: Sendable>(
    _ body: @escaping @Sendable (WriterConnection) throws -> Result
  ) async throws -> Result {
    if let result = runWithoutWaiting(body) { return try result.get() }
    return try await perform(body)
  }

  /// Runs a body some time later; nobody waits for it or learns of its failure.
  func performLater(_ body: @escaping @Sendable (WriterConnection) throws -> Void) {
    let asked = ContinuousClock.now
    queue.async { [self] in
      try? run(askedAt: asked, body)
      tidy()
    }
  }

  /// Nil when another thread or process writes; then nothing was done.
  private func runWithoutWaiting<Result: Sendable>(
    _ body: @Sendable (WriterConnection) throws -> Result
  ) -> Swift.Result<Result, any Error>? {
    connection.withLockIfAvailable { connection -> Swift.Result<Result, any Error>? in
      guard let connection else { return nil }
      let result = Swift.Result {
        try StoreError.mapping(store: path) {
          try connection.change(waitingAtMost: .zero, body)
        }
      }
      if case .failure(let error as StoreError) = result, error.code == .locked { return nil }
      if connection.needsCheckpoint { queue.async { [self] in tidy() } }
      return result
    } ?? nil
  }

  private func run<Result: Sendable>(
    askedAt asked: ContinuousClock.Instant, _ body: @Sendable (WriterConnection) throws -> Result
  ) throws -> Result {
    try StoreError.mapping(store: path) {
      try connection.withLock { connection in
        guard let connection else { throw StoreError(.io, store: path, detail: "it was closed") }
        return try connection.change(askedAt: asked, body)
      }
    }
  }

  /// Moves the log into the file when it has grown; the caller already has its answer.
  private func tidy() {
    // A failure here is met again, and reported, by the next change.
    try? connection.withLock { try $0?.checkpointIfNeeded() }
  }

  /// Closes the connection, behind all that was asked before.
  func close() async {
    await withCheckedContinuation { continuation in
      queue.async { [self] in
        connection.withLock { $0 = nil }
        continuation.resume()
      }
    }
  }
}
