import HTTPTypes

/// Small things about field values.
enum FieldValue {
  /// Without optional white space around it (RFC 9110 section 5.6.3).
  static func trim(_ text: some StringProtocol) -> String {
    var rest = Substring(text).utf8
    while let byte = rest.first, isSpace(byte) { rest.removeFirst() }
    while let byte = rest.last, isSpace(byte) { rest.removeLast() }
    return String(Substring(rest))
  }

  /// The elements of a list over all lines of a field (RFC 9110 section 5.6.1), commas inside quoted
  /// strings aside; empty elements are dropped.
  static func list(_ name: HTTPField.Name, in fields: HTTPFields) -> [String] {
    var result: [String] = []
    for field in fields where field.name == name { result += elements(of: field) }
    return result
  }

  /// The elements of one line.
  static func elements(of field: HTTPField) -> [String] {
    field.withUnsafeBytesOfValue { bytes in
      var result: [String] = []
      var start = 0
      while start <= bytes.count {
        let end = endOfElement(bytes, from: start)
        let element = trimmed(bytes, start, end)
        if !element.isEmpty { result.append(text(element)) }
        start = end + 1
      }
      return result
    }
  }

  /// The value of a line so that no two values are one text: nobody knows the encoding of bytes above ASCII
  /// (RFC 9110 section 5.5), so each is the character of its number.
  static func text(of field: HTTPField) -> String { field.withUnsafeBytesOfValue(text) }

  private static func text(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    guard bytes.contains(where: { $0 >= 0x80 }) else {
      return String(decoding: bytes, as: UTF8.self)
    }
    return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
  }

  /// The bytes that such a text stands for.
  static func bytes(of text: String) -> [UInt8] {
    text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
  }

  /// The place of the next comma outside of quotes, or the end.
  private static func endOfElement(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var index = start
    var isQuoted = false
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\""): isQuoted.toggle()
      case UInt8(ascii: "\\") where isQuoted: index += 1
      case UInt8(ascii: ",") where !isQuoted: return index
      default: break
      }
      index += 1
    }
    return bytes.count
  }

  /// Those bytes without white space around them.
  static func trimmed(
    _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int
  ) -> UnsafeBufferPointer<UInt8> {
    var (start, end) = (start, end)
    while start < end, isSpace(bytes[start]) { start += 1 }
    while end > start, isSpace(bytes[end - 1]) { end -= 1 }
    return UnsafeBufferPointer(rebasing: bytes[start..<end])
  }

  /// Space or tab: the optional white space of RFC 9110 section 5.6.3.
  static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}
