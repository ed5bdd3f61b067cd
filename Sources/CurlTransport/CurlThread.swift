import Glibc
import HTTPTransport
import Synchronization

/// The inbox of the thread that owns libcurl: every `curl_multi` call happens on that thread and
/// nowhere else, but for the wake-up, which libcurl allows from any.
///
/// The thread starts with the first command, sleeps in `curl_multi_poll` and ends by `shutDown()`.
final class CurlThread: Sendable {
  /// What the thread is asked to do.
  enum Command {
    case start(Transfer)
    case cancel(Transfer)
    /// The reader has caught up.
    case resumeReceiving(Transfer)
    /// The request's body has another chunk, or its end.
    case resumeSending(Transfer)
  }

  private enum Phase { case idle, running, closed }

  private struct Inbox {
    var phase = Phase.idle
    var commands: [Command] = []
    var sleeper: MultiHandle?
  }

  let configuration: CurlTransport.Configuration
  private let inbox = Mutex(Inbox())

  init(configuration: CurlTransport.Configuration) { self.configuration = configuration }

  /// Whether the command was taken; not after `shutDown()`.
  @discardableResult
  func post(_ command: sending Command) -> Bool {
    let (isTaken, sleeper) = inbox.withLock { inbox -> (Bool, MultiHandle?) in
      guard inbox.phase != .closed else { return (false, nil) }
      if inbox.phase == .idle {
        guard spawn() else { return (false, nil) }
        inbox.phase = .running
      }
      inbox.commands.append(command)
      // One wake-up is enough for all that is in the inbox when the thread looks.
      return (true, inbox.commands.count == 1 ? inbox.sleeper : nil)
    }
    // Behind the lock, which the thread takes as soon as it is awake.
    sleeper?.wake()
    return isTaken
  }

  /// Takes no more commands; the thread ends what runs, and itself.
  func shutDown() {
    inbox.withLock { inbox in
      inbox.phase = .closed
      inbox.sleeper?.wake()
    }
  }

  private func spawn() -> Bool {
    var thread = pthread_t()
    let retained = Unmanaged.passRetained(self)
    let started = pthread_create(
      &thread, nil,
      { @Sendable context in
        guard let context else { return nil }
        blockSignals()
        let thread = Unmanaged<CurlThread>.fromOpaque(context).takeRetainedValue()
        CurlLoop(thread: thread)?.run()
        thread.end()
        return nil
      }, retained.toOpaque())
    guard started == 0 else {
      retained.release()
      return false
    }
    pthread_detach(thread)
    return true
  }
}

// MARK: - The thread's side

extension CurlThread {
  /// From now on the thread can be woken.
  func attach(_ sleeper: MultiHandle?) {
    inbox.withLock { $0.sleeper = sleeper }
  }

  /// All commands since the last call; nil when it is time to end.
  func takeCommands() -> [Command]? {
    inbox.withLock { inbox in
      guard inbox.phase != .closed else { return nil }
      defer { inbox.commands.removeAll(keepingCapacity: true) }
      return inbox.commands
    }
  }

  /// Fails what never started.
  private func end() {
    let left = inbox.withLock { inbox in
      inbox.phase = .closed
      defer { inbox.commands = [] }
      return inbox.commands
    }
    for case .start(let transfer) in left {
      transfer.deliver(Transfer.News(end: .failure(TransportError(.closed))))
    }
  }
}

/// Signals belong to the program's other threads; above all SIGPIPE, which the TLS library can raise.
private func blockSignals() {
  var all = sigset_t()
  sigfillset(&all)
  for fault in [SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGABRT] { sigdelset(&all, fault) }
  pthread_sigmask(SIG_BLOCK, &all, nil)
}
