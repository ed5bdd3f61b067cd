import BrowserUI
import Canvas
import Synchronization

/// Messages on their way to the loop, handed over in batches: what came while a frame was drawn is taken
/// in one go, so that a burst costs one frame.
final class MessageInbox: Sendable {
  private typealias Waiter = CheckedContinuation<[Message]?, Never>

  private struct State {
    var messages: [Message] = []
    var waiter: Waiter?
    var isClosed = false

    mutating func takeWaiter() -> Waiter? {
      defer { waiter = nil }
      return waiter
    }
  }

  private let state = Mutex(State())

  /// Adds a message, unless it is obsolete, which is asked so that no ``discardTyped()`` falls between.
  func post(_ message: Message, unless isObsolete: () -> Bool = { false }) {
    let waiter = state.withLock { state -> Waiter? in
      guard !isObsolete() else { return nil }
      let waiter = state.takeWaiter()
      if waiter == nil { state.messages.append(message) }
      return waiter
    }
    waiter?.resume(returning: [message])
  }

  /// Drops what was typed and not yet handled.
  func discardTyped() {
    state.withLock { $0.messages.removeAll(where: \.isTyped) }
  }

  /// Ends the loop after what is queued.
  func close() {
    let waiter = state.withLock { state in
      state.isClosed = true
      return state.takeWaiter()
    }
    waiter?.resume(returning: nil)
  }

  /// All messages that are there; waits for one. Nil at the end.
  func next() async -> [Message]? {
    await withCheckedContinuation { continuation in
      let isReady = state.withLock { state in
        guard state.messages.isEmpty, !state.isClosed else { return true }
        state.waiter = continuation
        return false
      }
      if isReady { continuation.resume(returning: takeMessages()) }
    }
  }

  private func takeMessages() -> [Message]? {
    state.withLock { state in
      defer { state.messages = [] }
      return state.messages.isEmpty ? nil : state.messages
    }
  }
}

extension Message {
  /// Whether nothing on the screen can differ for it: a look at the store that found nothing new.
  var isQuiet: Bool {
    switch self {
    case .timerFired(.poll, _): true
    case .polled(.success(let poll)): poll.activity == nil
    default: false
    }
  }

  /// Whether a person typed, clicked or pasted it.
  var isTyped: Bool {
    if case .keyPressed(let key) = self { key.isTyped } else { false }
  }
}
