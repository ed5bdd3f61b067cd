import FoundationEssentials
import HTTPTransport
import HTTPTypes
import Synchronization

/// Where the curl thread and the caller's task meet: the state of one transfer, under one lock.
///
/// The thread delivers what has arrived once a round, so that for a small response the task is
/// resumed one time and finds the head and the whole body.
final class Transfer: Sendable {
  /// A final response's head, and what the transport knows about it.
  struct Head: Sendable {
    var response: HTTPResponse
    var version: String
    var isDecoded: Bool
  }

  /// What one round brought.
  struct News {
    var head: Head?
    var chunk: Data?
    var end: Result<Void, any Error>?
  }

  private struct State {
    var head: Head?
    var chunks = ChunkQueue()
    var end: Result<Void, any Error>?
    /// Tasks that wait for news: one, unless the caller reads a body in two places.
    var waiters: [CheckedContinuation<Void, Never>] = []
    /// Whether libcurl was told to wait until the reader has caught up.
    var isPaused = false

    var hasNews: Bool { head != nil || !chunks.isEmpty || end != nil }
  }

  let request: OutgoingRequest
  private let thread: CurlThread
  private let state = Mutex(State())

  init(_ request: OutgoingRequest, thread: CurlThread) {
    self.request = request
    self.thread = thread
  }
}

// MARK: - The curl thread's side

extension Transfer {
  /// Hands over what arrived and resumes the reader. What came before an end stays readable.
  func deliver(_ news: News) {
    let waiters = state.withLock { state in
      if let head = news.head { state.head = head }
      if let chunk = news.chunk { state.chunks.append(chunk) }
      if state.end == nil { state.end = news.end }
      defer { state.waiters = [] }
      return state.waiters
    }
    for waiter in waiters { waiter.resume() }
    if news.end != nil { request.upload?.close() }
  }

  /// Whether it has come to its end, with whatever result.
  var hasEnded: Bool { state.withLock { $0.end != nil } }

  /// Whether the reader is so far behind that libcurl must wait, with `pending` bytes on the
  /// thread's side. If so, `resumeReceiving` is posted once the reader has caught up.
  func mustPause(pending: Int) -> Bool {
    state.withLock { state in
      let waiting = state.chunks.byteCount + pending
      state.isPaused = waiting > 0 && waiting >= request.options.bufferLimit
      return state.isPaused
    }
  }
}

// MARK: - The caller's side

extension Transfer {
  /// Starts the transfer and waits for its head. The body keeps `transport` alive.
  func response(from transport: CurlTransport) async throws -> TransportResponse {
    request.upload?.start { [thread, self] in thread.post(.resumeSending(self)) }
    guard thread.begin(self) else { throw TransportError(.closed) }
    let owner = BodyOwner(transfer: self, transport: transport)
    while true {
      if let head = try takeHead() {
        return TransportResponse(
          head: head.response, protocolVersion: head.version, isDecoded: head.isDecoded,
          body: ResponseBody { try await owner.transfer.nextChunk() })
      }
      // Not for a chunk, which has no head and never will have one.
      await waitForNews { $0.head != nil || $0.end != nil }
    }
  }

  /// The next chunk; nil at the end.
  func nextChunk() async throws -> Data? {
    while true {
      guard !Task.isCancelled else {
        cancel()
        throw CancellationError()
      }
      switch try takeChunk() {
      case .chunk(let chunk): return chunk
      case .end: return nil
      case .nothingYet: await waitForNews { $0.hasNews }
      }
    }
  }

  /// Stops the transfer, if it has not ended.
  func cancel() {
    let isEarly = state.withLock { $0.end == nil }
    guard isEarly else { return }
    deliver(News(end: .failure(CancellationError())))
    thread.post(.cancel(self))
  }

  private func takeHead() throws -> Head? {
    try state.withLock { state in
      if state.head == nil { try state.end?.get() }
      defer { state.head = nil }
      return state.head
    }
  }

  private enum Taken {
    case chunk(Data)
    case end
    case nothingYet
  }

  private func takeChunk() throws -> Taken {
    var hasCaughtUp = false
    let taken = try state.withLock { state -> Taken in
      guard let chunk = state.chunks.takeFirst() else {
        try state.end?.get()
        return state.end == nil ? .nothingYet : .end
      }
      hasCaughtUp =
        state.isPaused && state.chunks.byteCount <= max(0, request.options.bufferLimit / 2)
      if hasCaughtUp { state.isPaused = false }
      return .chunk(chunk)
    }
    if hasCaughtUp { thread.post(.resumeReceiving(self)) }
    return taken
  }

  /// Waits until what came satisfies its caller, or something else has come.
  private func waitForNews(_ isEnough: @Sendable (borrowing State) -> Bool) async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isThere = state.withLock { state in
          let isThere = isEnough(state)
          if !isThere { state.waiters.append(continuation) }
          return isThere
        }
        if isThere { continuation.resume() }
      }
    } onCancel: {
      cancel()
    }
  }
}

/// Held by a response's body: when nobody holds the body any more, the transfer stops.
final class BodyOwner: Sendable {
  let transfer: Transfer
  private let transport: CurlTransport

  init(transfer: Transfer, transport: CurlTransport) {
    self.transfer = transfer
    self.transport = transport
  }

  deinit { transfer.cancel() }
}
