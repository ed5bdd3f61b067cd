/// A way to read bytes as text: those of the web (WHATWG Encoding, section 4) but for ISO-2022-JP, whose
/// bytes mean something only behind all others of their line. A few are read here, the others by the C
/// library.
package enum Charset: String, Sendable, Hashable, CaseIterable {
  case utf8 = "utf-8"
  case utf16LittleEndian = "utf-16le"
  case utf16BigEndian = "utf-16be"
  case ascii = "us-ascii"
  case windows1252 = "windows-1252"
  case latin9 = "iso-8859-15"

  case latin2 = "iso-8859-2"
  case latin3 = "iso-8859-3"
  case latin4 = "iso-8859-4"
  case isoCyrillic = "iso-8859-5"
  case isoArabic = "iso-8859-6"
  case isoGreek = "iso-8859-7"
  case isoHebrew = "iso-8859-8"
  case latin6 = "iso-8859-10"
  case latin7 = "iso-8859-13"
  case latin8 = "iso-8859-14"
  case latin10 = "iso-8859-16"
  case windows874 = "windows-874"
  case windows1250 = "windows-1250"
  case windows1251 = "windows-1251"
  case windows1253 = "windows-1253"
  case windows1254 = "windows-1254"
  case windows1255 = "windows-1255"
  case windows1256 = "windows-1256"
  case windows1257 = "windows-1257"
  case windows1258 = "windows-1258"
  case koi8R = "koi8-r"
  case koi8U = "koi8-u"
  case ibm866
  case macintosh
  case macCyrillic = "x-mac-cyrillic"

  case shiftJIS = "shift_jis"
  case eucJP = "euc-jp"
  case gb18030
  case big5
  case eucKR = "euc-kr"

  /// How many bytes a unit has.
  var unitSize: Int {
    switch self {
    case .utf16LittleEndian, .utf16BigEndian: 2
    default: 1
    }
  }

  /// What the C library calls it, or its superset that the web means; nil for what is read here. A name
  /// from a response never gets there.
  var systemName: String? {
    switch self {
    case .utf8, .utf16LittleEndian, .utf16BigEndian, .ascii, .windows1252, .latin9: nil
    case .windows874: "CP874"
    case .ibm866: "IBM866"
    case .macintosh: "MACINTOSH"
    case .macCyrillic: "MAC-CYRILLIC"
    case .shiftJIS: "CP932"
    case .eucJP: "EUC-JP-MS"
    case .gb18030: "GB18030"
    case .big5: "BIG5-HKSCS"
    case .eucKR: "UHC"
    default: rawValue.hasPrefix("windows-") ? "CP" + rawValue.dropFirst(8) : rawValue.uppercased()
    }
  }

  /// Whether it can be read here: not every machine has all converters of the C library.
  var isInstalled: Bool {
    systemName.map { SystemConverter(from: $0, to: "UTF-8") != nil } ?? true
  }

  /// Reads bytes as text; what can't be read becomes U+FFFD.
  package func decode(_ bytes: some Collection<UInt8>) -> String {
    CharsetDecoder(self).decode(Array(bytes)[...])
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
    default:
      let converter = systemName.flatMap { SystemConverter(from: "UTF-8", to: $0) }
      let converted = converter?.convert(Array(text.utf8)[...])
      return converted.flatMap { $0.faults == 0 ? $0.bytes : nil } ?? Array(text.utf8)
    }
  }
}
