import Foundation
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
    let wanted = FileManager.default.contents(atPath: folder + "/requirements.txt")
    let installed = FileManager.default.contents(atPath: place + "/installed.txt")
    return installed != nil && installed == wanted ? place + "/bin/python" : nil
  }()

  static var isThere: Bool { program != nil }

  /// Other releases, which `LARDER_OLD_PYTHONS` names by their interpreters, with colons between them.
  static let older = (ProcessInfo.processInfo.environment["LARDER_OLD_PYTHONS"] ?? "")
    .split(separator: ":").map(String.init)

  struct Failure: Error { var words: String }

  /// Runs the script of the tests and gives what it prints.
  @discardableResult
  static func caches(_ arguments: [String], by program: String? = program) throws -> Data {
    guard let program, let output = run(program, [script] + arguments) else {
      throw Failure(words: arguments.joined(separator: " "))
    }
    return output
  }

  /// A process of the script that goes on, until it is told to end or forgotten.
  final class Running {
    private let process = Process()
    private let (input, output) = (Pipe(), Pipe())

    init(_ arguments: String...) throws {
      process.executableURL = program.map { URL(filePath: $0) }
      process.arguments = [script] + arguments
      (process.standardInput, process.standardOutput) = (input, output)
      try process.run()
    }

    deinit { if process.isRunning { process.terminate() } }

    /// The next line that it prints.
    func line() -> String {
      var bytes = Data()
      while let byte = try? output.fileHandleForReading.read(upToCount: 1), byte != Data("\n".utf8)
      {
        guard !byte.isEmpty else { break }
        bytes += byte
      }
      return String(decoding: bytes, as: UTF8.self)
    }

    func end() throws { try input.fileHandleForWriting.write(contentsOf: Data("end\n".utf8)) }
  }

  /// What a program prints; nil where it fails.
  private static func run(_ program: String, _ arguments: [String]) -> Data? {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.standardOutput = output
    process.standardInput = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return process.terminationStatus == 0 ? data : nil
  }
}
