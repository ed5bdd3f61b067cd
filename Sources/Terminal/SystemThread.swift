import Glibc
import Synchronization

/// A thread of the system.
final class SystemThread: Sendable {
  private final class Work: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  private let handle: Mutex<pthread_t?>

  /// Starts it; nil when the system has none left.
  init?(_ body: @escaping @Sendable () -> Void) {
    let work = Unmanaged.passRetained(Work(body))
    var thread = pthread_t()
    let result = pthread_create(
      &thread, nil,
      { @Sendable pointer in
        if let pointer { Unmanaged<Work>.fromOpaque(pointer).takeRetainedValue().body() }
        return nil
      }, work.toOpaque())
    guard result == 0 else {
      work.release()
      return nil
    }
    handle = Mutex(thread)
  }

  /// Waits for its end; a second time returns at once.
  func join() {
    let thread = handle.withLock { handle in
      defer { handle = nil }
      return handle
    }
    if let thread { pthread_join(thread, nil) }
  }
}

/// Whether the terminal's thread could start, told to the one who waits for it.
final class Start: Sendable {
  private enum State {
    case running
    case waited(CheckedContinuation<TerminalError?, Never>)
    case reported(TerminalError?)
  }

  private let state = Mutex(State.running)

  func report(_ error: TerminalError?) {
    let waiter = state.withLock { state -> CheckedContinuation<TerminalError?, Never>? in
      defer { state = .reported(error) }
      if case .waited(let waiter) = state { return waiter }
      return nil
    }
    waiter?.resume(returning: error)
  }

  func result() async -> TerminalError? {
    await withCheckedContinuation { continuation in
      let known = state.withLock { state -> TerminalError?? in
        if case .reported(let error) = state { return .some(error) }
        state = .waited(continuation)
        return nil
      }
      if let known { continuation.resume(returning: known) }
    }
  }
}
