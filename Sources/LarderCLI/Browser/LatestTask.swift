import Synchronization

/// The work for something that is asked for again and again: what is asked for last takes the place of the one
/// before.
final class LatestTask: Sendable {
  private let current = Mutex<Task<Void, Never>?>(nil)

  /// Cancels the former task.
  func replace(with task: Task<Void, Never>) {
    current.withLock { former in
      former?.cancel()
      former = task
    }
  }

  func cancel() { current.withLock { $0?.cancel() } }
}
