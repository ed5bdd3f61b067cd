import FoundationEssentials
import Synchronization

/// Carries a streamed request body from the caller's stream to the curl thread, one chunk at a
/// time: the first is asked for when libcurl wants bytes, which may wait for the origin's leave (RFC 9110
/// section 10.1.1), the next when libcurl has taken the last.
final class UploadBuffer: Sendable {
  /// What a read came to.
  enum Read {
    case bytes(Int)
    /// Nothing yet; the thread is told when there is.
    case later
    case end
    case failed(any Error)
  }

  fileprivate struct State {
    var chunk = Data()
    var end: Result<Void, any Error>?
    /// Whether libcurl was told to wait for the next chunk.
    var isStarving = false
    var isClosed = false
    /// Until the stream is pulled from: what is called when there is news for libcurl.
    var wake: (@Sendable () -> Void)?
    /// The pump, while the last chunk isn't taken.
    var pump: CheckedContinuation<Void, Never>?
    var task: Task<Void, Never>?
  }

  private let stream: AsyncThrowingStream<Data, any Error>
  private let state = Mutex(State())

  init(_ stream: AsyncThrowingStream<Data, any Error>) { self.stream = stream }

  /// Lets the stream be pulled from; `wake` is called when libcurl waits and there is news.
  func start(wake: @escaping @Sendable () -> Void) { state.withLock { $0.wake = wake } }

  private func pull(wake: @escaping @Sendable () -> Void) {
    let task = Task {
      do {
        for try await chunk in stream {
          await offer(chunk, wake: wake)
        }
        finish(.success(()), wake: wake)
      } catch {
        finish(.failure(error), wake: wake)
      }
    }
    let isClosed = state.withLock { state in
      state.task = task
      return state.isClosed
    }
    if isClosed { task.cancel() }
  }

  /// Nothing more is read. The stream is ended by cancelling the task that iterates it, the only way
  /// that its producer hears of; until then chunks are dropped.
  func close() {
    let (pump, task, isUntouched) = state.withLock { state in
      state.isClosed = true
      state.chunk = Data()
      defer {
        state.pump = nil
        state.wake = nil
      }
      return (state.pump, state.task, state.wake != nil)
    }
    pump?.resume()
    task?.cancel()
    if isUntouched { drop() }
  }

  /// Ends a stream that nobody has pulled from, in the same way.
  private func drop() {
    Task { [stream] in
      withUnsafeCurrentTask { $0?.cancel() }
      for try await _ in stream {}
    }
  }

  /// Fills `target` with what there is.
  func read(into target: UnsafeMutableRawBufferPointer) -> Read {
    var pump: CheckedContinuation<Void, Never>?
    var wake: (@Sendable () -> Void)?
    let read = state.withLock { state -> Read in
      guard !state.chunk.isEmpty else {
        swap(&wake, &state.wake)
        return state.readNothing()
      }
      let count = min(target.count, state.chunk.count)
      target.copyBytes(from: state.chunk.prefix(count))
      state.chunk = state.chunk.dropFirst(count)
      if state.chunk.isEmpty { swap(&pump, &state.pump) }
      return .bytes(count)
    }
    pump?.resume()
    if let wake { pull(wake: wake) }
    return read
  }

  /// Hands over a chunk and waits until it is taken, or not wanted any more.
  private func offer(_ chunk: Data, wake: @Sendable () -> Void) async {
    put(wake: wake) { $0.chunk = chunk }
    await withCheckedContinuation { continuation in
      let isTaken = state.withLock { state in
        if state.chunk.isEmpty { return true }
        state.pump = continuation
        return false
      }
      if isTaken { continuation.resume() }
    }
  }

  private func finish(_ end: Result<Void, any Error>, wake: @Sendable () -> Void) {
    put(wake: wake) { $0.end = end }
  }

  private func put(wake: @Sendable () -> Void, _ change: (inout State) -> Void) {
    let wasStarving = state.withLock { state in
      if !state.isClosed { change(&state) }
      defer { state.isStarving = false }
      return state.isStarving && !state.isClosed
    }
    if wasStarving { wake() }
  }
}

extension UploadBuffer.State {
  fileprivate mutating func readNothing() -> UploadBuffer.Read {
    switch end {
    case .success: return .end
    case .failure(let error): return .failed(error)
    case nil:
      isStarving = true
      return .later
    }
  }
}
