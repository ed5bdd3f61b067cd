import Canvas

/// The text of JSON tokens.
enum JSONText {
  /// A string with its quotes. `\u` escapes of what can be seen are shown as what they mean; controls
  /// and whatever is invisible stay escaped, as written.
  static func visible(_ bytes: ArraySlice<UInt8>) -> VisibleText {
    let shown = bytes.prefix(BodyLimits.lineLength)
    let rest = bytes.count - shown.count
    let text = VisibleText(
      untrusted: shown.contains(UInt8(ascii: "\\")) ? unescaped(shown) : Array(shown), .body)
    return rest == 0 ? text : text + "… (\(rest) bytes more)"
  }

  /// Whether the bytes are a number (RFC 8259 section 6).
  static func isNumber(_ bytes: ArraySlice<UInt8>) -> Bool {
    var rest = bytes
    if rest.first == UInt8(ascii: "-") { rest.removeFirst() }
    let beginsWithZero = rest.first == UInt8(ascii: "0")
    let whole = digits(&rest)
    guard whole > 0, whole == 1 || !beginsWithZero else { return false }
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      guard digits(&rest) > 0 else { return false }
    }
    if let mark = rest.first, mark | 0x20 == UInt8(ascii: "e") {
      rest.removeFirst()
      if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest.removeFirst() }
      guard digits(&rest) > 0 else { return false }
    }
    return rest.isEmpty
  }

  /// A member's name in a path: `.name`, or `["a b"]` where it is no plain word.
  static func pathLabel(_ name: VisibleText) -> VisibleText {
    let word = name.plainText.dropFirst().dropLast()
    let isPlain =
      !word.isEmpty
      && word.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || byte == 0x5F
      }
    return isPlain ? ".\(word)" : "[" + name + "]"
  }

  private static func digits(_ rest: inout ArraySlice<UInt8>) -> Int {
    let count = rest.prefix { (0x30...0x39).contains($0) }.count
    rest = rest.dropFirst(count)
    return count
  }

  private static func unescaped(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    var rest = bytes
    while let byte = rest.first {
      if byte == UInt8(ascii: "\\"), let (scalar, length) = escape(rest), isSeen(scalar) {
        result += Array(String(Character(scalar)).utf8)
        rest = rest.dropFirst(length)
      } else {
        // An escape stays together: its second byte begins nothing.
        let length = byte == UInt8(ascii: "\\") ? 2 : 1
        result += rest.prefix(length)
        rest = rest.dropFirst(length)
      }
    }
    return result
  }

  /// The scalar of a `\u` escape, or of two that are a surrogate pair, and their length.
  private static func escape(_ bytes: ArraySlice<UInt8>) -> (Unicode.Scalar, Int)? {
    guard let first = unit(bytes) else { return nil }
    if let scalar = Unicode.Scalar(first) { return (scalar, 6) }
    guard (0xD800..<0xDC00).contains(first), let second = unit(bytes.dropFirst(6)),
      (0xDC00..<0xE000).contains(second)
    else { return nil }
    let value = 0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00)
    return Unicode.Scalar(value).map { ($0, 12) }
  }

  private static func unit(_ bytes: ArraySlice<UInt8>) -> UInt16? {
    guard bytes.starts(with: "\\u".utf8) else { return nil }
    let digits = bytes.dropFirst(2).prefix(4)
    guard digits.count == 4, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }) else {
      return nil
    }
    return UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
  }

  /// Whether a scalar beyond ASCII has a shape of its own.
  private static func isSeen(_ scalar: Unicode.Scalar) -> Bool {
    guard scalar.value >= 0xA1 else { return false }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber, .letterNumber, .otherNumber, .mathSymbol, .currencySymbol, .otherSymbol,
      .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
      .initialPunctuation, .finalPunctuation, .otherPunctuation:
      return true
    default: return false
    }
  }
}
