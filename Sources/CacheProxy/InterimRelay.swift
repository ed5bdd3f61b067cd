import HTTPCaching
import HTTPTypes
import Synchronization

/// Passes interim responses on to a client, one after another. Most requests have none, and cost nothing.
final class InterimRelay: Sendable {
  private let output: ClientOutput
  private let loop: EventLoop
  private let state = Mutex(State())

  private struct State {
    var last: Task<Void, Never>?
    var hasInvited = false
    /// Whether the final response follows, behind which no other may come.
    var isOver = false
  }

  init(_ output: ClientOutput, _ loop: EventLoop) {
    self.output = output
    self.loop = loop
  }

  /// Begins to send one, behind those before it.
  func pass(_ head: HTTPResponse) {
    var head = head
    head.headerFields = HopByHopFields.removed(from: head.headerFields)
    let bytes = ClientOutput.bytes(of: head, .none, keepsConnection: true)
    state.withLock { state in
      guard !state.isOver else { return }
      state.last = Task(executorPreference: loop) { [output, former = state.last] in
        await former?.value
        // Whether the client is still there shows with the final response.
        try? await output.write(bytes)
      }
    }
  }

  /// Tells the client, one time, to send its content (RFC 9110 section 10.1.1).
  func invite() {
    let isFirst = state.withLock { state in
      defer { state.hasInvited = true }
      return !state.hasInvited
    }
    if isFirst { pass(HTTPResponse(status: .continue)) }
  }

  /// Takes no more, and waits until all were sent.
  func end() async {
    let last = state.withLock { state in
      state.isOver = true
      return state.last
    }
    await last?.value
  }
}
