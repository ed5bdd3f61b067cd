import FoundationEssentials
import Glibc

/// Runs a program to its end: no shell, its own environment, no signals blocked.
enum ChildProcess {
  struct Result {
    /// What it exited with; 128 and the signal's number when one ended it.
    let status: Int32
    let output: String
  }

  struct CannotRun: Error, CustomStringConvertible {
    let program: String
    let reason: String
    var description: String { "\(program) can't be run: \(reason)" }
  }

  /// The file of a program on the usual path; nil when it isn't installed.
  static func find(_ name: String) -> String? {
    ["/usr/local/bin/", "/usr/bin/", "/bin/"].map { $0 + name }.first { access($0, X_OK) == 0 }
  }

  /// Standard output and error go through a file, so that a daemon that keeps them open can't make this wait.
  static func run(
    _ program: String, _ arguments: [String], environment: [String: String] = [:],
    limit: Duration = .seconds(60)
  ) throws -> Result {
    let path = "/tmp/larder-output-\(UUID().uuidString)"
    defer { unlink(path) }
    let child = try spawn(program, arguments, environment, outputPath: path)
    let status = try wait(for: child, limit, program)
    let data = (try? Data(contentsOf: URL(filePath: path))) ?? Data()
    return Result(status: status, output: String(decoding: data, as: UTF8.self))
  }

  private static func spawn(
    _ program: String, _ arguments: [String], _ environment: [String: String], outputPath: String
  ) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, outputPath, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    var all = sigset_t()
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    var child = pid_t()
    let error = withStrings([program] + arguments) { argv in
      withStrings(environment.map { "\($0.key)=\($0.value)" }) { envp in
        posix_spawn(&child, program, &actions, &attributes, argv, envp)
      }
    }
    guard error == 0 else {
      throw CannotRun(program: program, reason: String(cString: strerror(error)))
    }
    return child
  }

  private static func withStrings<Result>(
    _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
  ) -> Result {
    let copies = strings.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    return body(copies + [nil])
  }

  private static func wait(
    for child: pid_t, _ limit: Duration, _ program: String
  ) throws -> Int32 {
    let end = ContinuousClock.now + limit
    var status: Int32 = 0
    while waitpid(child, &status, WNOHANG) == 0 {
      if ContinuousClock.now > end {
        kill(child, SIGKILL)
        waitpid(child, &status, 0)
        throw CannotRun(program: program, reason: "it didn't end within \(limit)")
      }
      usleep(1000)
    }
    let signal = status & 0x7F
    return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
  }

  /// The processes that a process started, and those that they did.
  static func descendants(of process: pid_t) -> [pid_t] {
    children(of: process).flatMap { [$0] + descendants(of: $0) }
  }

  /// The processes that a process started and that are there.
  static func children(of process: pid_t) -> [pid_t] {
    let file = URL(filePath: "/proc/\(process)/task/\(process)/children")
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    return text.split(separator: " ").compactMap { pid_t($0) }
  }

  /// Whether a process is there and not only waiting to be buried.
  static func isRunning(_ process: pid_t) -> Bool {
    guard kill(process, 0) == 0,
      let data = try? Data(contentsOf: URL(filePath: "/proc/\(process)/stat"))
    else { return false }
    let state = String(decoding: data, as: UTF8.self).split(separator: ")").last?.first {
      $0 != " "
    }
    return state != "Z" && state != "X"
  }
}
