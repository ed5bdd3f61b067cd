import FoundationEssentials
import Synchronization

/// Carries a streamed request body from the caller's stream to the curl thread, one chunk at a
/// time: the next is asked for when libcurl has taken the last.
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
    /// The pump, while the last chunk isn't taken.
    var pump: CheckedContinuation<Void, Never>?
    var task: Task<Void, Never>?
  }

  private let stream: AsyncThrowingStream<Data, any Error>
  private let state = Mutex(State())

  init(_ stream: AsyncThrowingStream<Data, any Error>) { self.stream = stream }

  /// Starts to pull from the stream; `wake` is called when libcurl waits and there is news.
  func start(wake: @escaping @Sendable () -> Void) {
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
    let (pump, task) = state.withLock { state in
      state.isClosed = true
      state.chunk = Data()
      defer { state.pump = nil }
      return (state.pump, state.task)
    }
    pump?.resume()
    task?.cancel()
  }

  /// Fills `target` with what there is.
  func read(into target: UnsafeMutableRawBufferPointer) -> Read {
    var pump: CheckedContinuation<Void, Never>?
    let read = state.withLock { state -> Read in
      guard !state.chunk.isEmpty else { return state.readNothing() }
      let count = min(target.count, state.chunk.count)
      target.copyBytes(from: state.chunk.prefix(count))
      state.chunk = state.chunk.dropFirst(count)
      if state.chunk.isEmpty { swap(&pump, &state.pump) }
      return .bytes(count)
    }
    pump?.resume()
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
