/// Reads many pieces of text in one charset. For one thread.
final class CharsetDecoder {
  private let charset: Charset
  private let converter: SystemConverter?

  init(_ charset: Charset) {
    self.charset = charset
    converter = charset.systemName.flatMap {
      SystemConverter(from: $0, to: "UTF-8", isDoubleByte: charset.leadBytes != nil)
    }
  }

  /// Reads a piece that begins with a whole character; what can't be read becomes U+FFFD.
  func decode(_ bytes: ArraySlice<UInt8>) -> String {
    switch charset {
    case .utf8: String(decoding: bytes, as: UTF8.self)
    case .utf16LittleEndian: decodePairs(bytes) { UInt16($1) << 8 | UInt16($0) }
    case .utf16BigEndian: decodePairs(bytes) { UInt16($0) << 8 | UInt16($1) }
    case .windows1252: decodeEach(bytes, Self.windows1252Scalar)
    case .latin9: decodeEach(bytes) { Self.latin9Changes[$0] ?? Unicode.Scalar($0) }
    default:
      converter.map { String(decoding: $0.convert(bytes).bytes, as: UTF8.self) }
        ?? decodeEach(bytes) { $0 < 0x80 ? Unicode.Scalar($0) : "\u{FFFD}" }
    }
  }

  /// The same as UTF-8; bytes that should be are handed on as they are, for the sanitiser to show.
  func utf8(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    charset == .utf8 ? bytes : Array(decode(bytes).utf8)[...]
  }

  private func decodeEach(
    _ bytes: ArraySlice<UInt8>, _ scalar: (UInt8) -> Unicode.Scalar
  ) -> String {
    var result = String.UnicodeScalarView()
    for byte in bytes { result.append(scalar(byte)) }
    return String(result)
  }

  private func decodePairs(
    _ bytes: ArraySlice<UInt8>, _ unit: (UInt8, UInt8) -> UInt16
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
