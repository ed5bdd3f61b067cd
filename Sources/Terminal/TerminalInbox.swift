import Canvas
import Synchronization

/// What the program wants of the terminal's thread.
enum TerminalRequest: Sendable {
  /// Looks, colours, mouse and patience.
  case adapt(TerminalOptions)
  case copy(String)
  case redraw
  case suspend
  /// Gives the terminal to another program, and takes it back.
  case release(CheckedContinuation<Void, Never>)
  case reclaim
  case close
}

/// Work for the terminal's thread. Of several frames only the last is kept.
final class TerminalInbox: Sendable {
  struct Work: Sendable {
    var requests: [TerminalRequest] = []
    var frame: Frame?
    /// What was typed before this frame is on the screen doesn't count.
    var discardsInput = false
    var isClosed = false
  }

  private let work = Mutex(Work())
  let pipe: WakePipe

  init(_ pipe: WakePipe) { self.pipe = pipe }

  deinit { pipe.close() }

  func post(_ frame: Frame, discardingInput: Bool) {
    work.withLock { work in
      work.frame = frame
      work.discardsInput = work.discardsInput || discardingInput
    }
    pipe.wake()
  }

  /// - Returns: false when the thread takes no more requests.
  @discardableResult
  func post(_ request: TerminalRequest) -> Bool {
    let isOpen = work.withLock { work in
      if !work.isClosed { work.requests.append(request) }
      return !work.isClosed
    }
    if isOpen { pipe.wake() }
    return isOpen
  }

  func take() -> Work {
    work.withLock { work in
      defer { work = Work(isClosed: work.isClosed) }
      return work
    }
  }

  /// Takes what is left and no more.
  func close() -> Work {
    work.withLock { work in
      work.isClosed = true
      return work
    }
  }
}
