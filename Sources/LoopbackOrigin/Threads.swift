import Glibc

private final class Work: Sendable {
  let body: @Sendable () -> Void
  init(_ body: @escaping @Sendable () -> Void) { self.body = body }
}

/// Runs `body` on a detached thread of its own, with every signal left to the other threads;
/// false when the system has no thread left.
@discardableResult
func spawnThread(_ body: @escaping @Sendable () -> Void) -> Bool {
  var thread = pthread_t()
  let work = Unmanaged.passRetained(Work(body))
  let started = pthread_create(
    &thread, nil,
    { @Sendable context in
      guard let context else { return nil }
      blockSignals()
      Unmanaged<Work>.fromOpaque(context).takeRetainedValue().body()
      return nil
    }, work.toOpaque())
  guard started == 0 else {
    work.release()
    return false
  }
  pthread_detach(thread)
  return true
}

private func blockSignals() {
  var all = sigset_t()
  sigfillset(&all)
  for fault in [SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGABRT] { sigdelset(&all, fault) }
  pthread_sigmask(SIG_BLOCK, &all, nil)
}
