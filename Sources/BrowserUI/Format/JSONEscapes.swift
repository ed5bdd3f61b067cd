/// The inside of JSON strings: escapes what JSON must, and every control and format character besides, so
/// that no line of JSON can drive a terminal.
package enum JSONEscapes {
  /// Appends UTF-8 text, escaped. What isn't UTF-8 becomes U+FFFD.
  package static func append(_ text: UnsafeBufferPointer<UInt8>, to out: inout [UInt8]) {
    var position = 0
    while position < text.count {
      // Almost everything is plain ASCII, and goes as it is.
      let start = position
      while position < text.count, isPlain(text[position]) { position += 1 }
      if position > start { out.append(contentsOf: text[start..<position]) }
      guard position < text.count else { return }
      if text[position] < 0x80 {
        escape(byte: text[position], into: &out)
        position += 1
      } else {
        let end = text[position...].firstIndex { $0 < 0x80 } ?? text.endIndex
        append(scalarsOf: String(decoding: text[position..<end], as: UTF8.self), to: &out)
        position = end
      }
    }
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte < 0x7F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
  }

  private static func escape(byte: UInt8, into out: inout [UInt8]) {
    switch byte {
    case UInt8(ascii: "\""): out += Array("\\\"".utf8)
    case UInt8(ascii: "\\"): out += Array("\\\\".utf8)
    case UInt8(ascii: "\n"): out += Array("\\n".utf8)
    case UInt8(ascii: "\r"): out += Array("\\r".utf8)
    case UInt8(ascii: "\t"): out += Array("\\t".utf8)
    default: escape(UInt16(byte), into: &out)
    }
  }

  private static func append(scalarsOf text: String, to out: inout [UInt8]) {
    for scalar in text.unicodeScalars {
      if isVisible(scalar) {
        out.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      } else {
        for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter {
          escape(unit, into: &out)
        }
      }
    }
  }

  private static func escape(_ unit: UInt16, into out: inout [UInt8]) {
    let hex = String(unit, radix: 16)
    out += Array(("\\u" + String(repeating: "0", count: 4 - hex.count) + hex).utf8)
  }

  private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned: false
    default: true
    }
  }
}
