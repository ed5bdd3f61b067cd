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
    for field in fields where field.name == name { result += elements(of: field.value) }
    return result
  }

  /// The elements of one line.
  static func elements(of line: String) -> [String] {
    var line = line
    return line.withUTF8 { bytes in
      var result: [String] = []
      var start = 0
      while start <= bytes.count {
        let end = endOfElement(bytes, from: start)
        let element = trimmed(bytes, start, end)
        if !element.isEmpty { result.append(String(decoding: element, as: UTF8.self)) }
        start = end + 1
      }
      return result
    }
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
