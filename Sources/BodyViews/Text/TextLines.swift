import Canvas
import Unpacking

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
  /// Where each line begins, counted from the first byte.
  private(set) var offsets: [Int] = []
  /// Whether a line was broken for its length.
  private(set) var hasLongLines = false
  /// Whether lines at the end were left out.
  private(set) var isCut = false
  private let charset: Charset
  private let decoder: CharsetDecoder

  /// Breaks text at line ends (LF, CR LF); tabs become blanks up to the next fourth column.
  init(_ text: String) { self.init(Array(text.utf8)[...], .utf8) }

  /// Breaks the bytes of a text at its line ends.
  init(_ bytes: ArraySlice<UInt8>, _ charset: Charset) {
    self.charset = charset
    decoder = CharsetDecoder(charset)
    let first = bytes.startIndex
    var start = first
    while start < bytes.endIndex, !isCut {
      let end = lineEnd(bytes[start...])
      append(withoutReturn(bytes[start..<(end ?? bytes.endIndex)]), at: start - first)
      start = end.map { $0 + charset.unitSize } ?? bytes.endIndex
    }
  }

  /// What a status line has to say of it.
  var notes: [VisibleText] {
    (hasLongLines ? ["long lines are broken"] : [])
      + (isCut ? ["the first \(BodyLimits.lines) lines"] : [])
  }

  /// Where the next line feed is.
  private func lineEnd(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard charset.unitSize == 2 else { return bytes.firstIndex(of: 0x0A) }
    return stride(from: bytes.startIndex, to: bytes.endIndex - 1, by: 2).first {
      isUnit(bytes, at: $0, 0x0A)
    }
  }

  private func isUnit(_ bytes: ArraySlice<UInt8>, at index: Int, _ ascii: UInt8) -> Bool {
    switch charset {
    case .utf16LittleEndian: bytes[index] == ascii && bytes[index + 1] == 0
    case .utf16BigEndian: bytes[index] == 0 && bytes[index + 1] == ascii
    default: bytes[index] == ascii
    }
  }

  private func withoutReturn(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let last = line.endIndex - charset.unitSize
    guard last >= line.startIndex, isUnit(line, at: last, 0x0D) else { return line }
    return line[..<last]
  }

  private mutating func append(_ line: ArraySlice<UInt8>, at offset: Int) {
    var rest = line
    repeat {
      guard lines.count < BodyLimits.lines else {
        isCut = true
        return
      }
      var part = rest.prefix(BodyLimits.lineLength)
      if part.count < rest.count {
        hasLongLines = true
        part = part.dropLast(charset.cutSuffix(part))
      }
      lines.append(VisibleText(untrusted: Self.expandingTabs(decoder.utf8(part)), .body))
      offsets.append(offset + rest.startIndex - line.startIndex)
      rest = rest.dropFirst(max(1, part.count))
    } while !rest.isEmpty
  }

  private static func expandingTabs(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard line.contains(0x09) else { return line }
    var result: [UInt8] = []
    for byte in line {
      if byte == 0x09 {
        result += [UInt8](repeating: 0x20, count: 4 - result.count % 4)
      } else {
        result.append(byte)
      }
    }
    return result[...]
  }
}
