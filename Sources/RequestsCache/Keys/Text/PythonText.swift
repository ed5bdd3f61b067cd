/// Texts as Python's `str` handles them, where the standard library differs.
enum PythonText {
  /// In lower case. A capital sigma at the end of a word becomes the final one.
  static func lowercased(_ text: String) -> String {
    guard text.unicodeScalars.contains(sigma) else { return text.lowercased() }
    let scalars = Array(text.unicodeScalars)
    var result = ""
    for (index, scalar) in scalars.enumerated() {
      let isFinal = scalar == sigma && isFinal(index, in: scalars)
      result += isFinal ? "\u{3C2}" : scalar.properties.lowercaseMapping
    }
    return result
  }

  /// Without white space at both ends.
  static func stripped(_ text: some StringProtocol) -> String {
    let scalars = text.unicodeScalars
    let trimmed = scalars.drop(while: isSpace)
    guard let last = trimmed.lastIndex(where: { !isSpace($0) }) else { return "" }
    return String(String.UnicodeScalarView(trimmed[...last]))
  }

  /// Without white space at the beginning.
  static func leadingStripped(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.drop(while: isSpace)))
  }

  /// By code points, which is how UTF-8 sorts.
  static func precedes(_ left: String, _ right: String) -> Bool {
    left.utf8.lexicographicallyPrecedes(right.utf8)
  }

  static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isWhitespace || (0x1C...0x1F).contains(scalar.value)
  }

  private static let sigma: Unicode.Scalar = "\u{3A3}"

  /// Bounded, so that a text of nothing but sigmas and marks takes no square of its length.
  private static func isFinal(_ index: Int, in scalars: [Unicode.Scalar]) -> Bool {
    let before = scalars[..<index].suffix(64).last { !$0.properties.isCaseIgnorable }
    let after = scalars[(index + 1)...].prefix(64).first { !$0.properties.isCaseIgnorable }
    return before?.properties.isCased == true && after?.properties.isCased != true
  }
}
