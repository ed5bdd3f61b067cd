import Dispatch
import Glibc
import HTTPTransport
import Synchronization

/// The inbox of libcurl's loop, and who works it: nobody, a caller, or a thread of its own. One at a time
/// does, and calls `curl_multi`; only the wake-up is allowed from any thread.
///
/// While nothing is under way a caller works the loop itself for a moment to begin its transfer, as an
/// origin that is near answers in less time than two changes of thread take. What lasts longer, and all
/// that is asked meanwhile, goes on on the loop's own thread. It starts when it is first needed, sleeps
/// in `curl_multi_poll`, lets go of the loop when nothing is under way, and ends by `shutDown()`.
final class CurlThread: Sendable {
  /// What the loop is asked to do.
  enum Command {
    case start(Transfer)
    case cancel(Transfer)
    /// The reader has caught up.
    case resumeReceiving(Transfer)
    /// The request's body has another chunk, or its end.
    case resumeSending(Transfer)
  }

  fileprivate enum Worker { case nobody, caller, thread }

  fileprivate struct Inbox {
    var isClosed = false
    var worker = Worker.nobody
    var hasThread = false
    var commands: [Command] = []
    /// Ends the sleep of whoever works the loop.
    var sleeper: MultiHandle?
    /// How many transfers go to the thread at once, as the last caller waited in vain.
    var hurry = 0
  }

  let configuration: CurlTransport.Configuration
  private let inbox = Mutex(Inbox())
  /// Used by the inbox's worker alone; the lock only tells the compiler.
  private let loop = Mutex<CurlLoop?>(nil)
  /// Tells the thread that it is the worker.
  private let turn = DispatchSemaphore(value: 0)

  /// How long a caller works the loop, in milliseconds: some 1 to 2.
  private static let callersTime = 1

  /// How often it looks before it sleeps: some 120 microseconds, as waking up takes as long on the processors of
  /// a virtual machine, the origin's too.
  private static let looks = 150

  /// How many transfers do not try after one that tried in vain.
  private static let hurryAfterVain = 15

  init(configuration: CurlTransport.Configuration) { self.configuration = configuration }

  /// Begins a transfer, and often ends it too: see above. False after `shutDown()`.
  func begin(_ transfer: Transfer) -> Bool {
    guard transfer.request.upload == nil, inbox.withLock({ $0.letCallerWork() }) else {
      return post(.start(transfer))
    }
    let isIdle = withoutBrokenPipes { work(on: transfer) }
    return inbox.withLock { inbox in
      inbox.hurry = transfer.hasEnded ? 0 : Self.hurryAfterVain
      inbox.worker = .nobody
      return isIdle && !inbox.needsWorker || employThread(&inbox)
    }
  }

  /// Whether the command was taken; not after `shutDown()`.
  @discardableResult
  func post(_ command: sending Command) -> Bool {
    let (isTaken, sleeper) = inbox.withLock { inbox -> (Bool, MultiHandle?) in
      guard !inbox.isClosed else { return (false, nil) }
      inbox.commands.append(command)
      guard inbox.worker == .nobody else {
        // One wake-up is enough for all that is in the inbox when the worker looks.
        return (true, inbox.commands.count == 1 ? inbox.sleeper : nil)
      }
      return (employThread(&inbox), nil)
    }
    // Behind the lock, which the worker takes as soon as it is awake.
    sleeper?.wake()
    return isTaken
  }

  /// Takes no more commands; what runs is ended, and the thread too.
  func shutDown() {
    inbox.withLock { inbox in
      inbox.isClosed = true
      inbox.sleeper?.wake()
      if inbox.worker == .nobody, inbox.hasThread { employThread(&inbox) }
    }
  }

  /// Makes the thread the worker; false where there can be no thread.
  @discardableResult
  private func employThread(_ inbox: inout Inbox) -> Bool {
    if !inbox.hasThread { inbox.hasThread = spawn() }
    guard inbox.hasThread else { return false }
    inbox.worker = .thread
    turn.signal()
    return true
  }

  private func spawn() -> Bool {
    var thread = pthread_t()
    let retained = Unmanaged.passRetained(self)
    let started = pthread_create(
      &thread, nil,
      { @Sendable context in
        guard let context else { return nil }
        blockSignals()
        Unmanaged<CurlThread>.fromOpaque(context).takeRetainedValue().run()
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

extension CurlThread.Inbox {
  /// Whether there is something to do for which there is no worker.
  var needsWorker: Bool { isClosed || !commands.isEmpty }

  /// Makes the caller the worker, if that may be worth its while.
  mutating func letCallerWork() -> Bool {
    guard worker == .nobody, !needsWorker else { return false }
    guard hurry == 0 else {
      hurry -= 1
      return false
    }
    worker = .caller
    return true
  }
}

// MARK: - The worker's side

extension CurlThread {
  /// The caller's work: starts the transfer and waits a moment for its end. Whether nothing is under way
  /// then.
  private func work(on transfer: Transfer) -> Bool {
    withLoop { loop in
      let end = monotonicMilliseconds() + Self.callersTime
      loop.perform(.start(transfer))
      loop.work()
      var looks = 0
      while !transfer.hasEnded, monotonicMilliseconds() <= end, !hasCommands {
        looks += 1
        loop.sleep(atMost: looks <= Self.looks ? 0 : Self.callersTime)
        loop.work()
      }
      return loop.isIdle
    }
      ?? {
        transfer.deliver(Transfer.News(end: .failure(TransportError(.other))))
        return true
      }()
  }

  /// The thread's work, turn after turn, until there are no more.
  private func run() {
    while true {
      turn.wait()
      let goesOn = withLoop { loop in
        while let commands = takeCommands(isIdle: loop.isIdle) {
          for command in commands { loop.perform(command) }
          loop.work()
          if !loop.isIdle { loop.sleep() }
        }
        return true
      }
      if goesOn == nil { refuse() }
      guard inbox.withLock({ !$0.isClosed }) else { break }
    }
    loop.withLock { loop in
      loop?.end()
      loop = nil
    }
    refuse()
  }

  /// Runs a body with the loop, which is made when it is first needed; nil where libcurl can't make it.
  private func withLoop<Result: Sendable>(
    _ body: @Sendable (CurlLoop) -> Result
  ) -> Result? {
    loop.withLock { loop in
      if loop == nil {
        loop = CurlLoop(configuration)
        let sleeper = loop?.handle
        inbox.withLock { $0.sleeper = sleeper }
      }
      return loop.map { body($0) }
    }
  }

  private var hasCommands: Bool { inbox.withLock { $0.needsWorker } }

  /// All commands since the last call; nil when the thread is no longer the worker, as nothing is under
  /// way or it is time to end.
  private func takeCommands(isIdle: Bool) -> [Command]? {
    inbox.withLock { inbox in
      guard !inbox.isClosed else { return nil }
      if isIdle, inbox.commands.isEmpty {
        inbox.worker = .nobody
        return nil
      }
      defer { inbox.commands.removeAll(keepingCapacity: true) }
      return inbox.commands
    }
  }

  /// Fails what never started, and whatever comes.
  private func refuse() {
    let left = inbox.withLock { inbox in
      inbox.isClosed = true
      inbox.sleeper = nil
      defer { inbox.commands = [] }
      return inbox.commands
    }
    for case .start(let transfer) in left {
      transfer.deliver(Transfer.News(end: .failure(TransportError(.closed))))
    }
  }
}
