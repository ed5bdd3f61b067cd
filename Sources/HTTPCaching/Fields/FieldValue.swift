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

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  /// The elements of a list over all lines of a field (RFC 9110 section 5.6.1), commas inside quoted
  /// strings aside; empty elements are dropped.
  static func list(_ name: HTTPField.Name, in fields: HTTPFields) -> [String] {
    fields.lazy.filter { $0.name == name }.flatMap { elements(of: $0.value) }
  }

  /// The elements of one line.
  static func elements(of line: String) -> [String] {
    var result: [String] = []
    var start = line.startIndex
    var (isQuoted, isEscaped) = (false, false)
    for index in line.utf8.indices {
      let byte = line.utf8[index]
      if isEscaped { isEscaped = false; continue }
      switch byte {
      case UInt8(ascii: "\""): isQuoted.toggle()
      case UInt8(ascii: "\\"): isEscaped = isQuoted
      case UInt8(ascii: ",") where !isQuoted:
        result.append(trim(line[start..<index]))
        start = line.utf8.index(after: index)
      default: break
      }
    }
    result.append(trim(line[start...]))
    return result.filter { !$0.isEmpty }
  }
}
