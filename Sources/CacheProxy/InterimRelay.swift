import HTTPCaching
import HTTPTypes
import Synchronization

/// Passes interim responses on to a client, one after another. Most requests have none, and cost nothing.
final class InterimRelay: Sendable {
  private let output: ClientOutput
  private let loop: EventLoop
  private let last = Mutex<Task<Void, Never>?>(nil)

  init(_ output: ClientOutput, _ loop: EventLoop) {
    self.output = output
    self.loop = loop
  }

  /// Begins to send one, behind those before it.
  func pass(_ head: HTTPResponse) {
    var head = head
    head.headerFields = HopByHopFields.removed(from: head.headerFields)
    let bytes = ClientOutput.bytes(of: head, .none, keepsConnection: true)
    last.withLock { last in
      last = Task(executorPreference: loop) { [output, former = last] in
        await former?.value
        // Whether the client is still there shows with the final response.
        try? await output.write(bytes)
      }
    }
  }

  /// Waits until all were sent.
  func end() async { await last.withLock { $0 }?.value }
}
