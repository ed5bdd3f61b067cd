import FoundationEssentials
import Glibc
import Testing

/// The pictures in `screenshots/`: each carries what it shows as text, so that a test can tell whether the
/// program still draws that.
enum Pictures {
  /// Whether they are drawn anew; then what they carry is right by itself.
  static let isRecording = getenv("LARDER_RECORD") != nil

  /// Compares captured screens with those of a picture, or draws it anew.
  ///
  /// - Parameters:
  ///   - file: its name, `list.png`.
  ///   - directory: where scratch files may be.
  static func compare(
    _ captured: String, with file: String, columns: Int, rows: Int, in directory: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let path = project + "/screenshots/" + file
    if isRecording { try draw(captured, path, columns, rows, directory) }
    let data = try Data(contentsOf: URL(filePath: path))
    let shown = PNGText.text("screen", in: data) ?? GIFComment.text(in: data)
    #expect(
      shown.map(PaintedScreen.look) == PaintedScreen.look(of: captured),
      "screenshots/\(file) is out of date: run .ci/screenshots",
      sourceLocation: sourceLocation)
  }

  private static func draw(
    _ captured: String, _ path: String, _ columns: Int, _ rows: Int, _ directory: String
  ) throws {
    let capture = directory + "/capture"
    try Data(captured.utf8).write(to: URL(filePath: capture))
    let python = getenv("LARDER_PYTHON").map { String(cString: $0) } ?? "/usr/bin/python3"
    let result = try ChildProcess.run(
      python, [project + "/.ci/render.py", capture, "\(columns)", "\(rows)", path],
      limit: .seconds(120))
    #expect(result.status == 0, "\(result.output)")
  }

  /// The folder of the package.
  private static let project = #filePath.split(separator: "/").dropLast(4).map { "/" + $0 }.joined()
}
