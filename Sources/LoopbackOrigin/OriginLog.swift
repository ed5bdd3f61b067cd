import Synchronization

/// What an origin has seen, and a way to wait for it without sleeping.
package final class OriginLog: Sendable {
  /// The counts and requests at one moment.
  package struct State: Sendable {
    /// The latest requests, oldest first.
    package var requests: [OriginRequest] = []
    /// Requests whose head has come, from the start.
    package var requestCount = 0
    /// Connections accepted, from the start.
    package var connectionsOpened = 0
    /// Connections that have ended.
    package var connectionsClosed = 0
    /// Replies that were cut short because the client hung up.
    package var hangUps = 0
    /// Bytes that the system took for sending.
    package var bytesSent = 0
    /// Bytes of request content read.
    package var bodyBytesRead = 0
  }

  fileprivate struct Waiter {
    let number: Int
    let isMet: @Sendable (State) -> Bool
    let continuation: CheckedContinuation<Void, Never>
  }

  fileprivate struct Guarded {
    var state = State()
    var waiters: [Waiter] = []
    var lastWaiter = 0
  }

  private let guarded = Mutex(Guarded())
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  /// The state now.
  package var state: State { guarded.withLock { $0.state } }

  /// Returns once the condition holds, which is checked after every change, or when the task is cancelled.
  package func wait(until isMet: @escaping @Sendable (State) -> Bool) async {
    let number = guarded.withLock { guarded in
      guarded.lastWaiter += 1
      return guarded.lastWaiter
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isOver = guarded.withLock { guarded in
          if isMet(guarded.state) || Task.isCancelled { return true }
          guarded.waiters.append(
            Waiter(number: number, isMet: isMet, continuation: continuation))
          return false
        }
        if isOver { continuation.resume() }
      }
    } onCancel: {
      let waiter = guarded.withLock { guarded in
        let place = guarded.waiters.firstIndex { $0.number == number }
        return place.map { guarded.waiters.remove(at: $0) }
      }
      waiter?.continuation.resume()
    }
  }

  func add(_ request: OriginRequest) {
    change { state in
      state.requestCount += 1
      state.requests.append(request)
      if state.requests.count > 2 * limit { state.requests.removeFirst(limit) }
    }
  }

  func change(_ body: (inout State) -> Void) {
    let met = guarded.withLock { guarded in
      body(&guarded.state)
      return guarded.takeMetWaiters()
    }
    for waiter in met { waiter.continuation.resume() }
  }
}

extension OriginLog.Guarded {
  fileprivate mutating func takeMetWaiters() -> [OriginLog.Waiter] {
    guard !waiters.isEmpty else { return [] }
    let now = state
    let met = waiters.filter { $0.isMet(now) }
    waiters.removeAll { $0.isMet(now) }
    return met
  }
}
