/// A way to read bytes as text.
package enum Charset: String, Sendable, Hashable, CaseIterable {
  case utf8 = "utf-8"
  case utf16LittleEndian = "utf-16le"
  case utf16BigEndian = "utf-16be"
  case ascii = "us-ascii"
  case windows1252 = "windows-1252"
  case latin9 = "iso-8859-15"

  /// The charset of a label as in `charset=`; nil for one that isn't known here. As on the web,
  /// `iso-8859-1` is read as its superset windows-1252 (WHATWG Encoding, section 4.2).
  package init?(label: String) {
    switch label.lowercased().filter({ $0 != "\"" && $0 != "'" && $0 != " " }) {
    case "utf-8", "utf8", "unicode-1-1-utf-8": self = .utf8
    case "utf-16", "utf-16le", "ucs-2": self = .utf16LittleEndian
    case "utf-16be": self = .utf16BigEndian
    case "us-ascii", "ascii": self = .ascii
    case "iso-8859-1", "latin1", "iso8859-1", "latin-1", "windows-1252", "cp1252":
      self = .windows1252
    case "iso-8859-15", "latin-9", "latin9": self = .latin9
    default: return nil
    }
  }

  /// How many bytes a unit has.
  var unitSize: Int {
    switch self {
    case .utf16LittleEndian, .utf16BigEndian: 2
    case .utf8, .ascii, .windows1252, .latin9: 1
    }
  }

  /// Reads bytes as text; what can't be read becomes U+FFFD.
  package func decode(_ bytes: some Collection<UInt8>) -> String {
    switch self {
    case .utf8: String(decoding: bytes, as: UTF8.self)
    case .utf16LittleEndian: decodePairs(bytes) { UInt16($1) << 8 | UInt16($0) }
    case .utf16BigEndian: decodePairs(bytes) { UInt16($0) << 8 | UInt16($1) }
    case .ascii: decodeEach(bytes) { $0 < 0x80 ? Unicode.Scalar($0) : "\u{FFFD}" }
    case .windows1252: decodeEach(bytes, Self.windows1252Scalar)
    case .latin9: decodeEach(bytes) { Self.latin9Changes[$0] ?? Unicode.Scalar($0) }
    }
  }

  /// Text as bytes of the charset, for searching in them; what it can't say becomes nothing that occurs.
  package func encode(_ text: String) -> [UInt8] {
    switch self {
    case .utf8, .ascii: return Array(text.utf8)
    case .utf16LittleEndian:
      return text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
    case .utf16BigEndian:
      return text.utf16.flatMap { [UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)] }
    case .windows1252, .latin9:
      let high = (0x80...0xFF).map { (UInt8($0), decode([UInt8($0)])) }
      return text.flatMap { character -> [UInt8] in
        if let ascii = character.asciiValue { return [ascii] }
        let byte = high.first { $0.1 == String(character) }?.0
        return byte.map { [$0] } ?? Array(String(character).utf8)
      }
    }
  }

  private func decodeEach(
    _ bytes: some Collection<UInt8>, _ scalar: (UInt8) -> Unicode.Scalar
  ) -> String {
    var result = String.UnicodeScalarView()
    for byte in bytes { result.append(scalar(byte)) }
    return String(result)
  }

  private func decodePairs(
    _ bytes: some Collection<UInt8>, _ unit: (UInt8, UInt8) -> UInt16
  ) -> String {
    var units: [UInt16] = []
    units.reserveCapacity(bytes.count / 2)
    var iterator = bytes.makeIterator()
    while let first = iterator.next(), let second = iterator.next() {
      units.append(unit(first, second))
    }
    return String(decoding: units, as: UTF16.self)
  }

  private static func windows1252Scalar(_ byte: UInt8) -> Unicode.Scalar {
    guard byte >= 0x80, byte < 0xA0 else { return Unicode.Scalar(byte) }
    return windows1252Block[Int(byte) - 0x80]
  }

  /// 0x80 to 0x9F; the five bytes without a character keep their control.
  private static let windows1252Block: [Unicode.Scalar] = [
    "\u{20AC}", "\u{81}", "\u{201A}", "\u{0192}", "\u{201E}", "\u{2026}", "\u{2020}", "\u{2021}",
    "\u{02C6}", "\u{2030}", "\u{0160}", "\u{2039}", "\u{0152}", "\u{8D}", "\u{017D}", "\u{8F}",
    "\u{90}", "\u{2018}", "\u{2019}", "\u{201C}", "\u{201D}", "\u{2022}", "\u{2013}", "\u{2014}",
    "\u{02DC}", "\u{2122}", "\u{0161}", "\u{203A}", "\u{0153}", "\u{9D}", "\u{017E}", "\u{0178}",
  ]

  private static let latin9Changes: [UInt8: Unicode.Scalar] = [
    0xA4: "\u{20AC}", 0xA6: "\u{0160}", 0xA8: "\u{0161}", 0xB4: "\u{017D}", 0xB8: "\u{017E}",
    0xBC: "\u{0152}", 0xBD: "\u{0153}", 0xBE: "\u{0178}",
  ]
}
