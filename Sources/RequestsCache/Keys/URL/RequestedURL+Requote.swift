extension RequestedURL {
  /// Plain characters for the escapes that stand for unreserved ones, escapes for illegal ones.
  /// Where two letters or digits after a `%` are no number, every `%` becomes an escape.
  static func requoted(_ url: [UInt8]) -> [UInt8] {
    guard let plain = unreservedUnquoted(url) else {
      return PythonQuoting.quoted(url, safe: safeWithoutPercent)
    }
    return PythonQuoting.quoted(plain, safe: safeWithPercent)
  }

  private static let safeWithPercent = PythonQuoting.Safe("!#$%&'()*+,/:;=?@[]~")
  private static let safeWithoutPercent = PythonQuoting.Safe("!#$&'()*+,/:;=?@[]~")

  private static func unreservedUnquoted(_ url: [UInt8]) -> [UInt8]? {
    var result: [UInt8] = []
    result.reserveCapacity(url.count)
    var rest = url[...]
    while let byte = rest.popFirst() {
      guard byte == Hex.percent else {
        result.append(byte)
        continue
      }
      let digits = rest.prefix(2)
      guard digits.count == 2, digits.allSatisfy(Hex.isAlphanumeric) else {
        result.append(byte)
        continue
      }
      guard let decoded = Hex.escape(digits) else { return nil }
      let isPlain = PythonQuoting.none.contains(decoded)
      result += isPlain ? [decoded] : [byte] + digits
      rest = rest.dropFirst(2)
    }
    return result
  }
}
