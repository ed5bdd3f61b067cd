/// Percent-encoding in one spelling (RFC 3986 section 6.2.2): hexadecimal digits in upper case, unreserved
/// characters plain, and what may not stand in a URL encoded. Reserved characters stay as they are, plain
/// or encoded, since the two can mean different things. A `%` without two digits stays too.
enum PercentEncoding {
  static func normalize(_ bytes: some Collection<UInt8>) -> [UInt8] {
    if bytes.allSatisfy(isPlain) { return Array(bytes) }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var rest = bytes[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), let decoded = escape(rest) {
        rest = rest.dropFirst(2)
        append(decoded, to: &result, encoded: !isUnreserved(decoded))
      } else {
        append(byte, to: &result, encoded: !isAllowed(byte))
      }
    }
    return result
  }

  /// Whether that byte would stay as it is, whatever stands beside it.
  static func isPlain(_ byte: UInt8) -> Bool { byte != UInt8(ascii: "%") && isAllowed(byte) }

  private static func append(_ byte: UInt8, to result: inout [UInt8], encoded: Bool) {
    guard encoded else { return result.append(byte) }
    result.append(UInt8(ascii: "%"))
    result.append(digit(byte >> 4))
    result.append(digit(byte & 15))
  }

  /// The byte that two hexadecimal digits stand for.
  private static func escape(_ rest: some Collection<UInt8>) -> UInt8? {
    guard let high = rest.first.flatMap(value), let low = rest.dropFirst().first.flatMap(value)
    else { return nil }
    return high << 4 | low
  }

  private static func value(_ digit: UInt8) -> UInt8? {
    switch digit {
    case 0x30...0x39: digit - 0x30
    case 0x41...0x46: digit - 0x37
    case 0x61...0x66: digit - 0x57
    default: nil
    }
  }

  private static func digit(_ nibble: UInt8) -> UInt8 {
    nibble < 10 ? 0x30 + nibble : 0x37 + nibble
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"): true
    default: false
    }
  }

  /// Visible ASCII, less the delimiters that no URL holds.
  private static func isAllowed(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">"): false
    default: byte > 0x20 && byte < 0x7F
    }
  }
}
