import Glibc

/// A file of lines that grows while a process runs.
final class NoteFile {
  private let descriptor: Int32
  private var waiting = ""

  /// Makes the file anew.
  ///
  /// - Throws: `BenchmarkError` when the system does not allow it.
  init(path: String) throws {
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw BenchmarkError("\(path) can't be written.") }
  }

  /// Adds a line; it is in the file at `close` at the latest.
  func add(_ line: String) {
    waiting += line + "\n"
    if waiting.utf8.count > 1 << 16 { flush() }
  }

  /// Writes what waits and ends the file.
  func close() {
    flush()
    Glibc.close(descriptor)
  }

  private func flush() {
    write(waiting, to: descriptor)
    waiting = ""
  }

  /// The lines of a file, less a last one without an end.
  static func wholeLines(_ path: String) -> [String] {
    let text = SystemFile.text(path)
    let lines = text.split(separator: "\n").map(String.init)
    return text.hasSuffix("\n") ? lines : lines.dropLast()
  }
}
