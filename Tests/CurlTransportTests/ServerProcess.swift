import FoundationEssentials
import Glibc
import LoopbackOrigin

/// A server that runs as a process of its own, in a directory that goes with it.
final class ServerProcess {
  /// Its files.
  let directory: String
  private let process: pid_t

  /// Where a program is, if it is installed.
  static func path(of program: String) -> String? {
    ["/usr/bin/", "/usr/sbin/", "/usr/local/bin/"].map { $0 + program }
      .first { access($0, X_OK) == 0 }
  }

  /// Starts `program` and waits until it has printed `sign`.
  init(_ program: String, _ arguments: [String], in directory: String, sign: String) throws {
    self.directory = directory
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw POSIXError(.EMFILE) }
    defer { close(ends[0]) }
    process = try spawn(program, arguments, output: ends)
    close(ends[1])
    try wait(for: sign, on: ends[0])
  }

  deinit {
    kill(process, SIGKILL)
    waitpid(process, nil, 0)
    try? FileManager.default.removeItem(atPath: directory)
  }

  /// Runs `program` to its end.
  static func run(_ program: String, _ arguments: [String]) throws {
    let process = try spawn(program, arguments, output: nil)
    var status: Int32 = 0
    waitpid(process, &status, 0)
    guard status == 0 else { throw POSIXError(.EINVAL) }
  }

  /// A new directory with `cert.pem`, signed by `key.pem` itself, for 127.0.0.1.
  static func directoryWithCertificate() throws -> String {
    let directory = FileManager.default.temporaryDirectory
      .appendingPathComponent("larder-\(UUID().uuidString)", isDirectory: true).path
    try FileManager.default.createDirectory(
      atPath: directory, withIntermediateDirectories: false)
    let words =
      """
      req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 \
      -subj /CN=localhost -addext subjectAltName=IP:127.0.0.1
      """
    let files = ["-keyout", directory + "/key.pem", "-out", directory + "/cert.pem"]
    try run("openssl", words.split(separator: " ").map(String.init) + files)
    return directory
  }
}

private func spawn(
  _ program: String, _ arguments: [String], output: [Int32]?
) throws -> pid_t {
  let path = ServerProcess.path(of: program) ?? program
  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
  posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
  posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
  if let output {
    posix_spawn_file_actions_adddup2(&actions, output[1], 1)
    for end in output { posix_spawn_file_actions_addclose(&actions, end) }
  }
  var words = ([program] + arguments).map { strdup($0) } + [nil]
  defer { for word in words { free(word) } }
  var process = pid_t()
  let failure = posix_spawn(&process, path, &actions, nil, &words, environ)
  guard failure == 0 else { throw POSIXError(POSIXErrorCode(rawValue: failure) ?? .EINVAL) }
  return process
}

private func wait(for sign: String, on output: Int32) throws {
  var text = ""
  var bytes = [UInt8](repeating: 0, count: 4096)
  while !text.contains(sign) {
    let count = read(output, &bytes, bytes.count)
    guard count > 0 else { throw POSIXError(.EPIPE) }
    text += String(decoding: bytes[..<count], as: UTF8.self)
  }
}

/// A port that nobody listened on a moment ago.
func freePort() throws -> Int { try Loopback(.status(200)).origin.port }
