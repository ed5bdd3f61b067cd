package import Canvas
import Synchronization

/// Keys on their way from the terminal's thread to the one reader.
final class KeyQueue: Sendable {
  private struct State {
    var keys: [Key] = []
    var waiter: CheckedContinuation<Key?, Never>?
    var isFinished = false
    /// While a dialog is on its way to the screen, typed keys are dropped.
    var isGated = false
  }

  /// Nobody types that much ahead; a flood is dropped at its end.
  private static let limit = 4096

  private let state = Mutex(State())

  func push(_ key: Key) {
    let waiter = state.withLock { state -> CheckedContinuation<Key?, Never>? in
      guard !state.isFinished, !(state.isGated && key.isTyped) else { return nil }
      if let waiter = state.waiter {
        state.waiter = nil
        return waiter
      }
      // Only the last size matters.
      if !key.isTyped { state.keys.removeAll { !$0.isTyped } }
      if state.keys.count < Self.limit || !key.isTyped { state.keys.append(key) }
      return nil
    }
    waiter?.resume(returning: key)
  }

  /// Drops what was typed, and what will be until ``openGate()``.
  func closeGate() {
    state.withLock { state in
      state.keys.removeAll(where: \.isTyped)
      state.isGated = true
    }
  }

  var isGated: Bool { state.withLock { $0.isGated } }

  func openGate() { state.withLock { $0.isGated = false } }

  /// No key follows; the reader's loop ends when it has read what is there.
  func finish() { takeWaiter(finishing: true)?.resume(returning: nil) }

  func next() async -> Key? {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let ready = state.withLock { state -> Key?? in
          if !state.keys.isEmpty { return .some(state.keys.removeFirst()) }
          if state.isFinished || Task.isCancelled || state.waiter != nil { return .some(nil) }
          state.waiter = continuation
          return nil
        }
        if let ready { continuation.resume(returning: ready) }
      }
    } onCancel: {
      takeWaiter(finishing: false)?.resume(returning: nil)
    }
  }

  private func takeWaiter(finishing: Bool) -> CheckedContinuation<Key?, Never>? {
    state.withLock { state in
      defer { state.waiter = nil }
      if finishing { state.isFinished = true }
      return state.waiter
    }
  }
}

/// The keys of a terminal, one after the other. It ends when the terminal goes away or the process is asked
/// to end. One reader at a time.
package struct Keys: AsyncSequence, Sendable {
  let queue: KeyQueue

  package struct AsyncIterator: AsyncIteratorProtocol {
    let queue: KeyQueue

    package mutating func next() async -> Key? { await queue.next() }
  }

  package func makeAsyncIterator() -> AsyncIterator { AsyncIterator(queue: queue) }
}
