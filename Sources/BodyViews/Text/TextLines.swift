import Canvas

/// Bounds of what a viewer makes of a window.
enum BodyLimits {
  /// Lines of one rendering.
  static let lines = 100_000
  /// Bytes of UTF-8 in one line; what is longer goes on in the next.
  static let lineLength = 8192
  /// Stretches of different style in one line; what has more goes on in the next.
  static let runs = 500
  /// Levels of nesting in structured text.
  static let depth = 512
}

/// Text as safe lines.
struct TextLines {
  private(set) var lines: [VisibleText] = []
  /// Whether a line was broken for its length.
  private(set) var hasLongLines = false
  /// Whether lines at the end were left out.
  private(set) var isCut = false

  /// Breaks text at line ends (LF, CR LF); tabs become blanks up to the next fourth column.
  init(_ text: String) {
    var text = text
    text.withUTF8 { buffer in
      var start = 0
      for (index, byte) in buffer.enumerated() where byte == 0x0A {
        let end = index > start && buffer[index - 1] == 0x0D ? index - 1 : index
        append(buffer[start..<end])
        start = index + 1
      }
      if start < buffer.count { append(buffer[start...]) }
    }
  }

  /// What a status line has to say of it.
  var notes: [VisibleText] {
    (hasLongLines ? ["long lines are broken"] : [])
      + (isCut ? ["the first \(BodyLimits.lines) lines"] : [])
  }

  private mutating func append(_ line: Slice<UnsafeBufferPointer<UInt8>>) {
    var rest = line
    repeat {
      guard lines.count < BodyLimits.lines else {
        isCut = true
        return
      }
      var part = rest.prefix(BodyLimits.lineLength)
      if part.count < rest.count {
        hasLongLines = true
        part = part.dropLast(UTF8Check.incompleteSuffix(Array(part)[...]))
      }
      lines.append(VisibleText(untrusted: Self.expandingTabs(part), .body))
      rest = rest.dropFirst(max(1, part.count))
    } while !rest.isEmpty
  }

  private static func expandingTabs(_ line: Slice<UnsafeBufferPointer<UInt8>>) -> [UInt8] {
    guard line.contains(0x09) else { return Array(line) }
    var result: [UInt8] = []
    for byte in line {
      if byte == 0x09 {
        result += [UInt8](repeating: 0x20, count: 4 - result.count % 4)
      } else {
        result.append(byte)
      }
    }
    return result
  }
}
