import Canvas
import FoundationEssentials
import Glibc
import Synchronization

/// Standard output and error. Text of entries goes through the sanitiser; bytes that were asked for go
/// out as they are, but never to a terminal that they could drive.
enum Output {
  private static let buffer = Mutex<[UInt8]>([])
  private static let bufferLimit = 1 << 16
  /// Why standard output did not take all; nil while it did.
  private static let fault = Mutex<String?>(nil)

  static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

  /// Columns that lines may fill: the terminal's, or 80 where there is none.
  static var columns: Int {
    var size = winsize()
    guard isTerminal, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 else { return 80 }
    return max(40, Int(size.ws_col))
  }

  /// A line of text for people: control characters in it become visible.
  static func line(_ text: String) { write(VisibleText(untrusted: text).plainText + "\n") }

  /// Lines for people, each through the sanitiser.
  static func text(_ lines: String) {
    for line in lines.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
      Output.line(String(line))
    }
  }

  /// A question, without a line's end.
  static func prompt(_ text: String) {
    write(VisibleText(untrusted: text).plainText)
    flush()
  }

  /// A line that a machine reads and that was escaped by its own format.
  static func rawLine(_ text: String) { write(text + "\n") }

  /// Text that a machine reads and that was made safe by its own format.
  static func raw(_ text: String) { write(text) }

  /// A sentence on standard error.
  static func complain(_ message: String) {
    flush()
    let lines = message.split(separator: "\n", omittingEmptySubsequences: false)
      .map { VisibleText(untrusted: String($0)).plainText }
    writeAll([UInt8](("larder: " + lines.joined(separator: "\n") + "\n").utf8), to: STDERR_FILENO)
  }

  /// Replaces the line that tells how far something is, on standard error where that is a terminal; nil
  /// takes it away.
  static func progress(_ text: String?) {
    guard isatty(STDERR_FILENO) == 1 else { return }
    let line = text.map { VisibleText(untrusted: $0).plainText } ?? ""
    writeAll([UInt8](("\r\u{1B}[K" + line).utf8), to: STDERR_FILENO)
  }

  /// Exactly these bytes.
  ///
  /// - Throws: `Failure` when they hold control characters and would go to a terminal.
  static func body(_ data: Data) throws {
    guard !isTerminal || isHarmless(data) else {
      throw Failure(
        .usage, "The body has bytes that could confuse your terminal. Send it to a file or a pipe.")
    }
    flush()
    writeOut([UInt8](data))
  }

  /// Bytes of a form that was made safe.
  ///
  /// - Throws: `Failure` where they can't be written, so that no more of them are made.
  static func bytes(_ bytes: [UInt8]) throws {
    flush()
    writeOut(bytes)
    try finish()
  }

  /// Sends out what waits; has to be called before the process ends.
  static func flush() {
    let bytes = buffer.withLock { buffer in
      defer { buffer = [] }
      return buffer
    }
    writeOut(bytes)
  }

  /// Sends out what waits.
  ///
  /// - Throws: `Failure` where something could not be written, now or before.
  static func finish() throws {
    flush()
    if let fault = fault.withLock({ $0 }) {
      throw Failure(.someFailed, "Not everything could be written to standard output: \(fault).")
    }
  }

  /// What standard output doesn't take is told at the end: what a command changes goes on.
  private static func writeOut(_ bytes: [UInt8]) {
    guard !writeAll(bytes, to: STDOUT_FILENO) else { return }
    let reason = String(cString: strerror(errno))
    fault.withLock { $0 = $0 ?? reason }
  }

  /// Whether a terminal shows the bytes as text: what the sanitiser would change isn't.
  private static func isHarmless(_ data: Data) -> Bool {
    String(decoding: data, as: UTF8.self).split(separator: "\n").allSatisfy { line in
      let text = String(line).replacing("\t", with: " ")
      return !VisibleText(untrusted: text, TextContext.body).hasEscapes
    }
  }

  private static func write(_ text: String) {
    let isFull = buffer.withLock { buffer in
      buffer.append(contentsOf: text.utf8)
      return buffer.count >= bufferLimit
    }
    if isFull { flush() }
  }

  /// Whether all of it could be written.
  @discardableResult
  private static func writeAll(_ bytes: [UInt8], to file: Int32) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if count < 0, errno != EINTR { return false }
      rest = rest.dropFirst(max(0, count))
    }
    return true
  }
}

/// Standard input.
enum Input {
  static var isTerminal: Bool { isatty(STDIN_FILENO) == 1 }

  /// Whether somebody is there to be asked.
  static var canAsk: Bool { Output.isTerminal && isTerminal }

  /// Asks a question; whether the answer is yes.
  static func agrees(to question: String) -> Bool {
    Output.prompt("\(question) y/n ")
    return readLine()?.lowercased().hasPrefix("y") == true
  }
}
