import FoundationEssentials
import Glibc

/// The other process of a test. It ends with the test.
final class Worker: Sendable {
  let process: pid_t
  private let output: Int32
  private let input: Int32

  /// Starts a worker with those arguments.
  init(_ arguments: String...) throws {
    let toWorker = try Self.pipe()
    let fromWorker = try Self.pipe()
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, toWorker[0], 0)
    posix_spawn_file_actions_adddup2(&actions, fromWorker[1], 1)
    var words = ([Self.program] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var process: pid_t = 0
    let code = posix_spawn(&process, Self.program, &actions, nil, &words, environ)
    close(toWorker[0])
    close(fromWorker[1])
    (self.process, input, output) = (process, toWorker[1], fromWorker[0])
    guard code == 0 else { throw Failure(words: "can't start \(Self.program): \(code)") }
  }

  deinit {
    kill(process, SIGKILL)
    reap()
    close(input)
    close(output)
  }

  /// Two ends that no other process gets.
  private static func pipe() throws -> [Int32] {
    var ends: [Int32] = [0, 0]
    guard Glibc.pipe(&ends) == 0 else { throw Failure(words: "no pipe") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return ends
  }

  struct Failure: Error { var words: String }

  /// The program, built beside the tests.
  private static var program: String {
    let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    let arguments = CommandLine.arguments
    let bundle = arguments.first { $0.contains(".xctest") } ?? tests
    let folder = bundle.components(separatedBy: "/").dropLast().joined(separator: "/")
    return folder + "/StoreWorker"
  }

  /// The next line that it says; nil when it has ended.
  func line() -> String? {
    var bytes: [UInt8] = []
    var byte: UInt8 = 0
    while read(output, &byte, 1) == 1 {
      if byte == UInt8(ascii: "\n") { return String(decoding: bytes, as: UTF8.self) }
      bytes.append(byte)
    }
    return nil
  }

  /// Waits until the system has forgotten it: until then its number is taken.
  func reap() { waitpid(process, nil, 0) }

  /// Kills it, waits for its end, and gives the lines that it had said.
  func killNow() -> [String] {
    kill(process, SIGKILL)
    var lines: [String] = []
    while let line = line() { lines.append(line) }
    return lines
  }
}
