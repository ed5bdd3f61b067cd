/// User, host and port as `requests` writes them.
enum RequestedHost {
  /// Nil where there is no host, or one that can't be.
  static func authority(_ text: ArraySlice<UInt8>, isNormal: Bool) -> [UInt8]? {
    let at = text.lastIndex(of: UInt8(ascii: "@"))
    let user = at.map { Array(text[..<$0]) } ?? []
    guard let (name, port) = split(text[(at.map { $0 + 1 } ?? text.startIndex)...]),
      let host = isNormal ? host(Array(name)) : foreign(Array(name)),
      host.first != UInt8(ascii: "*"), host.first != UInt8(ascii: ".")
    else { return nil }
    let written = isNormal ? RequestedURL.encoded(user, allowed: userBytes) : user
    return (user.isEmpty ? [] : written + [UInt8(ascii: "@")]) + host
      + (port > 0 ? Array(":\(port)".utf8) : [])
  }

  private static let userBytes = PythonQuoting.Safe("!$&'()*+,;=:")

  /// Host and port; the port is 0 without one.
  private static func split(_ text: ArraySlice<UInt8>) -> (ArraySlice<UInt8>, Int)? {
    let colon = UInt8(ascii: ":")
    let end =
      text.first == UInt8(ascii: "[")
      ? text.firstIndex(of: UInt8(ascii: "]")).map { $0 + 1 } ?? text.endIndex
      : text.firstIndex(of: colon) ?? text.endIndex
    let host = text[..<end]
    guard !host.isEmpty, host.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else { return nil }
    let rest = text[end...]
    guard let first = rest.first else { return (host, 0) }
    let digits = rest.dropFirst().drop { $0 == 0x30 }
    guard first == colon, digits.count <= 5, digits.allSatisfy(Hex.isDecimal) else {
      return nil
    }
    let port = digits.reduce(0) { $0 * 10 + Int($1) - 0x30 }
    return port <= 65535 ? (host, port) : nil
  }

  private static func host(_ text: [UInt8]) -> [UInt8]? {
    if text.first == UInt8(ascii: "[") { return address(text) }
    guard !text.contains(where: "[]".utf8.contains), let plain = unreservedUnquoted(text) else {
      return nil
    }
    return IDNAHost.sent(plain)
  }

  /// A host of a scheme that only begins with `http`.
  private static func foreign(_ text: [UInt8]) -> [UInt8] {
    text.allSatisfy { $0 < 0x80 } ? text : IDNAHost.mapped(text)
  }

  /// An address of IPv6, with the zone behind a single `%`.
  private static func address(_ text: [UInt8]) -> [UInt8]? {
    guard text.last == UInt8(ascii: "]") else { return nil }
    let inner = text.dropFirst().dropLast()
    let end = inner.firstIndex(of: Hex.percent) ?? inner.endIndex
    let digits = inner[..<end]
    let isAddress = digits.allSatisfy { Hex.value($0) != nil || ":.".utf8.contains($0) }
    guard isAddress, digits.count(where: { $0 == UInt8(ascii: ":") }) >= 2 else { return nil }
    let lower = [text[0]] + digits.map(Hex.lowercased)
    guard end < inner.endIndex else { return lower + [UInt8(ascii: "]")] }
    var zone = Array(inner[(end + 1)...])
    if zone.starts(with: "25".utf8), zone.count > 2 { zone.removeFirst(2) }
    guard !zone.isEmpty else { return nil }
    return lower + [Hex.percent] + RequestedURL.encoded(zone, allowed: PythonQuoting.none)
      + [UInt8(ascii: "]")]
  }

  /// Nil for a `%` without digits, and for an escaped control character.
  private static func unreservedUnquoted(_ text: [UInt8]) -> [UInt8]? {
    var result: [UInt8] = []
    var rest = text[...]
    while let byte = rest.popFirst() {
      guard byte == Hex.percent else {
        result.append(byte)
        continue
      }
      guard let decoded = Hex.escape(rest), decoded >= 0x20, decoded != 0x7F else { return nil }
      let isPlain = PythonQuoting.none.contains(decoded)
      result += isPlain ? [decoded] : [byte] + rest.prefix(2)
      rest = rest.dropFirst(2)
    }
    return result
  }
}
