import Dispatch
import Glibc

/// A program that is started by its words, never by a shell.
struct ChildProgram: Sendable {
  let process: pid_t

  /// Starts a program with all signals as they are by default; nil, with `errno` set, where it can't be.
  ///
  /// - Parameter hasOwnGroup: whether it is a process group of its own, so that what the terminal sends on
  ///   Ctrl-C or Ctrl-Z goes where the terminal is given to.
  init?(_ words: [String], _ environment: [String: String], hasOwnGroup: Bool = false) {
    guard let program = words.first else { return nil }
    var arguments = words.map { strdup($0) } + [nil]
    var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in arguments + variables { free(text) } }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    var all = sigset_t()
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setpgroup(&attributes, 0)
    let flags =
      POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | (hasOwnGroup ? POSIX_SPAWN_SETPGROUP : 0)
    posix_spawnattr_setflags(&attributes, Int16(flags))
    var process = pid_t()
    let code = posix_spawnp(&process, program, nil, &attributes, &arguments, &variables)
    errno = code
    guard code == 0 else { return nil }
    self.process = process
  }

  /// Waits for its end: its status, or 128 and the number of the signal that ended it.
  ///
  /// - Parameter stopped: called each time that it is stopped; nil where stops are nobody's business here.
  func end(stopped: (@Sendable () -> Void)? = nil) async -> Int32 {
    await withCheckedContinuation { continuation in
      DispatchQueue.global().async { [process] in
        var status: Int32 = 0
        while true {
          let found = waitpid(process, &status, stopped == nil ? 0 : WUNTRACED)
          if found < 0 && errno == EINTR { continue }
          guard found > 0, status & 0xFF == 0x7F else { break }
          stopped?()
        }
        let signal = status & 0x7F
        continuation.resume(returning: signal == 0 ? (status >> 8) & 0xFF : 128 + signal)
      }
    }
  }
}
