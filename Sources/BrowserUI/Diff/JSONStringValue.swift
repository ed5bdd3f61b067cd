/// What a JSON string (RFC 8259 section 7) means, however it was written.
enum JSONStringValue {
  /// The inside of a string with each character written in one way, so that equal strings are equal texts; nil
  /// where an escape means no character.
  static func canonical(_ inside: ArraySlice<UInt8>) -> String? {
    guard inside.contains(UInt8(ascii: "\\")) else {
      return String(decoding: inside, as: UTF8.self)
    }
    return value(inside).map { String(decoding: $0.flatMap(written), as: UTF8.self) }
  }

  /// A byte of the text, escaped where JSON wants it to be.
  private static func written(_ byte: UInt8) -> [UInt8] {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): return [UInt8(ascii: "\\"), byte]
    case 0..<0x20:
      if let letter = short.first(where: { $0.value == byte })?.key {
        return [UInt8(ascii: "\\"), letter]
      }
      return Array("\\u00\(byte < 0x10 ? "0" : "")\(String(byte, radix: 16))".utf8)
    default: return [byte]
    }
  }

  private static func value(_ inside: ArraySlice<UInt8>) -> [UInt8]? {
    var value: [UInt8] = []
    var rest = inside
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\\") else {
        value.append(byte)
        continue
      }
      guard let letter = rest.popFirst() else { return nil }
      if letter == UInt8(ascii: "u") {
        guard let scalar = scalar(&rest) else { return nil }
        value += Array(String(Character(scalar)).utf8)
      } else {
        guard let meant = short[letter] else { return nil }
        value.append(meant)
      }
    }
    return value
  }

  private static let short: [UInt8: UInt8] = Dictionary(
    uniqueKeysWithValues: zip("\"\\/bfnrt".utf8, "\"\\/\u{8}\u{C}\n\r\t".utf8))

  /// What stands behind `\u`: one unit of UTF-16, or a pair of them.
  private static func scalar(_ rest: inout ArraySlice<UInt8>) -> Unicode.Scalar? {
    guard let unit = unit(&rest) else { return nil }
    guard UTF16.isLeadSurrogate(unit) else { return Unicode.Scalar(unit) }
    guard rest.starts(with: "\\u".utf8) else { return nil }
    rest = rest.dropFirst(2)
    guard let trail = self.unit(&rest), UTF16.isTrailSurrogate(trail) else { return nil }
    return Unicode.Scalar(0x10000 + UInt32(unit - 0xD800) << 10 + UInt32(trail - 0xDC00))
  }

  private static func unit(_ rest: inout ArraySlice<UInt8>) -> UInt16? {
    let digits = String(decoding: rest.prefix(4), as: UTF8.self)
    guard digits.utf8.count == 4, digits.allSatisfy({ $0.isASCII && $0.isHexDigit }) else {
      return nil
    }
    rest = rest.dropFirst(4)
    return UInt16(digits, radix: 16)
  }
}
