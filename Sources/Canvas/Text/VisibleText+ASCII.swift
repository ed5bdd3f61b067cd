extension VisibleText {
  /// The text for a terminal or a file that takes ASCII only: `^[` for an escape, `\u{E9}` for what has
  /// no ASCII form. May be wider than the text itself.
  package var ascii: VisibleText {
    if isASCII { return self }
    var output = ""
    var marked: [Range<Int>] = []
    forEachScalar { scalar, isEscape in
      let start = output.utf8.count
      let substitute = Self.substitute(for: scalar, isEscape: isEscape)
      output += substitute.text
      if substitute.isMarked { Self.mark(start..<output.utf8.count, in: &marked) }
    }
    return VisibleText(parts: output, escapes: marked, width: output.utf8.count)
  }

  private static func substitute(
    for scalar: Unicode.Scalar, isEscape: Bool
  ) -> (text: String, isMarked: Bool) {
    if scalar.isASCII { return (String(Character(scalar)), isEscape) }
    if isEscape { return (caret(scalar), true) }
    if let known = substitutes[scalar] { return (known, false) }
    return ("\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}", true)
  }

  /// `␛` as `^[`.
  private static func caret(_ picture: Unicode.Scalar) -> String {
    if picture.value == 0x2421 { return "^?" }
    guard picture.value >= 0x2400, let letter = Unicode.Scalar(picture.value - 0x2400 + 0x40) else {
      return "?"
    }
    return "^" + String(Character(letter))
  }

  private static func mark(_ range: Range<Int>, in marked: inout [Range<Int>]) {
    if let last = marked.last, last.upperBound == range.lowerBound {
      marked[marked.count - 1] = last.lowerBound..<range.upperBound
    } else {
      marked.append(range)
    }
  }

  /// Symbols that the program itself draws with.
  private static let substitutes: [Unicode.Scalar: String] = [
    "…": "...", "—": "-", "–": "-", "─": "-", "│": "|", "→": "->", "←": "<-", "↑": "^", "↓": "v",
    "▲": "^", "▼": "v", "·": ".", "•": "*", "×": "x", "≤": "<=", "≥": ">=", "‘": "'", "’": "'",
    "“": "\"", "”": "\"", "█": "#", "▀": "\"", "▄": "_",
  ]
}
