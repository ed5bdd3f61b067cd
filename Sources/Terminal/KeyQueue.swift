package import Canvas
import Synchronization

/// A key that came from the terminal.
package struct KeyPress: Sendable {
  package let key: Key
  /// How often the gate had been closed before.
  fileprivate let round: Int
}

/// Keys on their way from the terminal's thread to the one reader.
final class KeyQueue: Sendable {
  private typealias Waiter = CheckedContinuation<KeyPress?, Never>

  private struct State {
    var presses: [KeyPress] = []
    var waiter: Waiter?
    var isFinished = false
    /// While a dialog is on its way to the screen, typed keys are dropped.
    var isGated = false
    var round = 0
  }

  /// Nobody types that much ahead; a flood is dropped at its end.
  private static let limit = 4096

  private let state = Mutex(State())

  func push(_ key: Key) {
    let (waiter, press) = state.withLock { state -> (Waiter?, KeyPress) in
      let press = KeyPress(key: key, round: state.round)
      guard !state.isFinished, !(state.isGated && key.isTyped) else { return (nil, press) }
      if let waiter = state.waiter {
        state.waiter = nil
        return (waiter, press)
      }
      // Only the last size matters.
      if !key.isTyped { state.presses.removeAll { !$0.key.isTyped } }
      if state.presses.count < Self.limit || !key.isTyped { state.presses.append(press) }
      return (nil, press)
    }
    waiter?.resume(returning: press)
  }

  /// Drops what was typed, and what will be until ``openGate()``.
  func closeGate() {
    state.withLock { state in
      state.presses.removeAll(where: \.key.isTyped)
      state.isGated = true
      state.round += 1
    }
  }

  /// Whether a key was typed before the gate was closed last, and had been read by then.
  func isStale(_ press: KeyPress) -> Bool {
    press.key.isTyped && state.withLock { $0.round } != press.round
  }

  var isGated: Bool { state.withLock { $0.isGated } }

  func openGate() { state.withLock { $0.isGated = false } }

  /// No key follows; the reader's loop ends when it has read what is there.
  func finish() { takeWaiter(finishing: true)?.resume(returning: nil) }

  func next() async -> KeyPress? {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let ready = state.withLock { state -> KeyPress?? in
          if !state.presses.isEmpty { return .some(state.presses.removeFirst()) }
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

  private func takeWaiter(finishing: Bool) -> Waiter? {
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

    package mutating func next() async -> KeyPress? { await queue.next() }
  }

  package func makeAsyncIterator() -> AsyncIterator { AsyncIterator(queue: queue) }
}
