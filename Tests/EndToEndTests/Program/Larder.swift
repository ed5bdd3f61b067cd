import FoundationEssentials
import Testing

/// The built program, run as a command.
enum Larder {
  static let path = BuiltProgram.path("larder")

  /// What a run left behind.
  struct Outcome {
    let status: Int32
    let bytes: Data
    let complaint: String

    var output: String { String(decoding: bytes, as: UTF8.self) }
    var lines: [String] { output.split(separator: "\n").map(String.init) }

    /// Standard output as JSON.
    func json<Value: Decodable>(_ type: Value.Type = Value.self) throws -> Value {
      try JSONDecoder().decode(type, from: bytes)
    }

    /// Each line as JSON.
    func jsonLines<Value: Decodable>(_ type: Value.Type = Value.self) throws -> [Value] {
      try lines.map { try JSONDecoder().decode(type, from: Data($0.utf8)) }
    }
  }

  /// The clock stands still unless a scenario wants it to run.
  static let frozen = ["LARDER_NOW": Moment.text()]

  /// Runs `larder` with these words in a directory.
  @discardableResult
  static func run(
    _ words: [String], in directory: String, environment: [String: String] = frozen
  ) throws -> Outcome {
    let mark = "\(directory)/run-\(UUID().uuidString.prefix(8))"
    let script = "cd \"$1\" && mark=\"$2\" && shift 2 && exec \"$@\" >\"$mark.out\" 2>\"$mark.err\""
    let result = try ChildProcess.run(
      "/bin/sh", ["-c", script, "sh", directory, mark, path] + words,
      environment: [
        "PATH": "/usr/bin:/bin", "HOME": directory, "LANG": "C.UTF-8", "TMPDIR": directory,
      ].merging(environment) { $1 },
      limit: .seconds(120))
    let files = ["out", "err"].map { URL(filePath: "\(mark).\($0)") }
    defer { for file in files { try? FileManager.default.removeItem(at: file) } }
    let contents = try files.map { try Data(contentsOf: $0) }
    return Outcome(
      status: result.status, bytes: contents[0],
      complaint: String(decoding: contents[1], as: UTF8.self))
  }
}

extension Fixture {
  /// Runs `larder COMMAND demo.sqlite WORDS`.
  @discardableResult
  func run(
    _ command: String, _ words: String..., environment: [String: String] = Larder.frozen
  ) throws -> Larder.Outcome {
    try Larder.run([command, Self.name] + words, in: directory, environment: environment)
  }
}
