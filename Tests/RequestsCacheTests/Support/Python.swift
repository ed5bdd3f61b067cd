import Foundation
import Synchronization
import Testing

/// Python with the real requests-cache: a virtual environment below `.build` that `.ci/install --tests` makes,
/// with the releases in `Python/requirements.txt`. `LARDER_PYTHON` names another one that has them.
enum Python {
  static let missing: Comment = """
    There is no Python with requests-cache: .ci/install --tests makes one, with packages from PyPI.
    """

  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Python").path

  /// Where the tests may leave something.
  static let work = folder + "/../../../.build"

  private static let script = folder + "/caches.py"

  /// The interpreter; nil where there is none, or no way to its packages.
  static let program: String? = {
    if let named = ProcessInfo.processInfo.environment["LARDER_PYTHON"] { return named }
    let place = work + "/requests-cache-python"
    guard let wanted = FileManager.default.contents(atPath: folder + "/requirements.txt"),
      let installed = FileManager.default.contents(atPath: place + "/installed.txt"),
      // What other tests want stands behind.
      installed.starts(with: wanted)
    else { return nil }
    return place + "/bin/python"
  }()

  static var isThere: Bool { program != nil }

  /// Other releases, which `LARDER_OLD_PYTHONS` names by their interpreters, with colons between them.
  static let older = (ProcessInfo.processInfo.environment["LARDER_OLD_PYTHONS"] ?? "")
    .split(separator: ":").map(String.init)

  struct Failure: Error { var words: String }

  /// Lets the script do what it is told, and gives its answer.
  static func caches<Value: Decodable & Sendable>(
    _ command: [String], by program: String? = program
  ) throws -> Value {
    let server = try servers.withLock { servers in
      let server = try servers[program] ?? Server(program)
      servers[program] = server
      return server
    }
    return try server.ask(command)
  }

  /// One of each release, as starting one takes longer than most of what it is asked for.
  private static let servers = Mutex<[String?: Server]>([:])

  private final class Server: Sendable {
    private let process: Mutex<Running>

    init(_ program: String?) throws { process = Mutex(try Running("serve", by: program)) }

    func ask<Value: Decodable & Sendable>(_ command: [String]) throws -> Value {
      let line = try process.withLock { process in
        try process.say(String(decoding: try JSONEncoder().encode(command), as: UTF8.self))
        return process.line()
      }
      let answer = try JSONDecoder().decode(Answer<Value>.self, from: Data(line.utf8))
      guard answer.error == nil, let value = answer.value else {
        throw Failure(words: "\(command): \(answer.error ?? line)")
      }
      return value
    }
  }

  private struct Answer<Value: Decodable>: Decodable {
    var value: Value?
    var error: String?
  }

  /// A process of the script that goes on, until it is told to end or forgotten.
  final class Running {
    private let process = Process()
    private let (input, output) = (Pipe(), Pipe())

    init(_ arguments: String..., by program: String? = program) throws {
      guard let program else { throw Failure(words: "there is no Python with requests-cache") }
      process.executableURL = URL(filePath: program)
      process.arguments = [script] + arguments
      (process.standardInput, process.standardOutput) = (input, output)
      try process.run()
    }

    deinit { if process.isRunning { process.terminate() } }

    /// The next line that it prints; it prints one for each that it is given.
    func line() -> String {
      var line = Data()
      while line.last != UInt8(ascii: "\n") {
        let more = output.fileHandleForReading.availableData
        guard !more.isEmpty else { break }
        line += more
      }
      return String(decoding: line.dropLast(), as: UTF8.self)
    }

    /// Gives it a line.
    func say(_ line: String) throws {
      try input.fileHandleForWriting.write(contentsOf: Data((line + "\n").utf8))
    }

    func end() throws { try say("end") }
  }
}
