internal import CLinux
import Dispatch
import Glibc
import Synchronization

/// A thread that waits for sockets, and runs the tasks that were given it as their executor: a connection
/// that waits costs no thread, and one that goes on needs no change of threads.
final class EventLoop: TaskExecutor {
  private let epoll: Int32
  /// Wakes the thread when another one brings a job.
  private let alarm: Int32
  private let state = Mutex(State())

  private struct State {
    var jobs: [UnownedJob] = []
    var sockets: [UInt64: Socket] = [:]
    var lastSocket: UInt64 = 0
    var isAsleep = false
    var isStopped = false
  }

  /// How often sockets that wait for too long are looked for, in milliseconds.
  private static let watch: Int32 = 250

  init() throws(NetworkError) {
    epoll = clinux_epoll()
    alarm = clinux_event_counter()
    guard epoll >= 0, alarm >= 0, clinux_epoll_add(epoll, alarm, 0) == 0 else {
      throw NetworkError.last("epoll")
    }
    DispatchQueue(label: "larder.proxy.loop").async { [self] in run() }
  }

  deinit {
    close(epoll)
    close(alarm)
  }

  func enqueue(_ job: UnownedJob) {
    let mustWake = state.withLock { state in
      state.jobs.append(job)
      defer { state.isAsleep = false }
      return state.isAsleep
    }
    if mustWake { ring() }
  }

  /// Ends the thread once no job is left. What still waits for a socket then waits for ever.
  func stop() {
    state.withLock { $0.isStopped = true }
    ring()
  }

  /// Takes a socket over, which doesn't block from then on and is closed with the object.
  func adopt(_ descriptor: Int32) throws(NetworkError) -> Socket {
    let socket = Socket(descriptor)
    let number = state.withLock { state in
      state.lastSocket += 1
      state.sockets[state.lastSocket] = socket
      return state.lastSocket
    }
    guard clinux_epoll_add(epoll, descriptor, number) == 0 else {
      forget(number)
      throw NetworkError.last("epoll_ctl")
    }
    socket.onClose { [weak self] in self?.forget(number) }
    return socket
  }

  private func forget(_ number: UInt64) {
    _ = state.withLock { $0.sockets.removeValue(forKey: number) }
  }

  private func ring() {
    var one: UInt64 = 1
    _ = write(alarm, &one, 8)
  }

  // MARK: On the thread

  private func run() {
    var changes = [clinux_change](repeating: clinux_change(), count: 256)
    var lastWatch = ContinuousClock.now
    while true {
      guard let hasJobs = runJobs() else { return }
      let count = clinux_epoll_wait(epoll, &changes, hasJobs ? 0 : Self.watch)
      state.withLock { $0.isAsleep = false }
      for change in changes.prefix(max(0, Int(count))) { tell(change) }
      if lastWatch.duration(to: .now) > .milliseconds(Int64(Self.watch)) {
        lastWatch = .now
        let sockets = state.withLock { Array($0.sockets.values) }
        for socket in sockets { socket.giveUpWaiting(at: lastWatch) }
      }
    }
  }

  /// Runs the jobs that are there. Returns whether more have come; nil at the end of the loop.
  private func runJobs() -> Bool? {
    let jobs = state.withLock { state in
      defer { state.jobs = [] }
      return state.jobs
    }
    for job in jobs { job.runSynchronously(on: asUnownedTaskExecutor()) }
    return state.withLock { state in
      guard state.jobs.isEmpty else { return true }
      if state.isStopped { return nil }
      state.isAsleep = true
      return false
    }
  }

  private func tell(_ change: clinux_change) {
    guard change.number != 0 else {
      var count: UInt64 = 0
      _ = read(alarm, &count, 8)
      return
    }
    let socket = state.withLock { $0.sockets[change.number] }
    socket?.became(readable: change.can_read != 0, writable: change.can_write != 0)
  }
}
