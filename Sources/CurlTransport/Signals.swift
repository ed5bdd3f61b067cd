import CCurl
import Glibc

/// Signals belong to the program's other threads; above all SIGPIPE, which the TLS library can raise.
func blockSignals() {
  var all = sigset_t()
  sigfillset(&all)
  for fault in [SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGABRT] { sigdelset(&all, fault) }
  pthread_sigmask(SIG_BLOCK, &all, nil)
}

/// Runs a body on somebody else's thread in which a broken connection raises no SIGPIPE, as the TLS
/// library would.
func withoutBrokenPipes<Result>(_ body: () -> Result) -> Result {
  var pipe = sigset_t()
  var former = sigset_t()
  sigemptyset(&pipe)
  sigaddset(&pipe, SIGPIPE)
  pthread_sigmask(SIG_BLOCK, &pipe, &former)
  let result = body()
  guard sigismember(&former, SIGPIPE) == 0 else { return result }
  var pending = sigset_t()
  if sigpending(&pending) == 0, sigismember(&pending, SIGPIPE) == 1 {
    var now = timespec()
    sigtimedwait(&pipe, nil, &now)
  }
  pthread_sigmask(SIG_SETMASK, &former, nil)
  return result
}
