/// A URL as `requests` sends it (2.34, with urllib3 2): no white space before it, scheme and host
/// in lower case, the host in ASCII, no dot segments, illegal characters escaped, and only those
/// characters plain that need no escape.
enum RequestedURL {
  /// Nil where `requests` refuses the URL: without a scheme or host, with a port or host that can't
  /// be.
  ///
  /// A URL of another scheme than one that begins with `http` stays as it is, and gets no
  /// parameters. Whether a host beyond ASCII is one that IDNA 2008 allows is not looked at;
  /// `requests` refuses those.
  static func prepared(_ url: String, adding parameters: [SentRequest.Parameter]) -> String? {
    let text = PythonText.leadingStripped(url)
    let bytes = Array(text.utf8)
    let isHTTP = bytes.prefix(4).map(Hex.lowercased).elementsEqual("http".utf8)
    if bytes.contains(UInt8(ascii: ":")), !isHTTP { return text }
    guard var pieces = parsed(bytes[...]) else { return nil }
    let added = SentRequest.encoded(parameters)
    if !added.isEmpty {
      pieces.query += pieces.query.isEmpty ? added : [UInt8(ascii: "&")] + added
    }
    if pieces.path.isEmpty { pieces.path = [UInt8(ascii: "/")] }
    return String(decoding: requoted(pieces.joined), as: UTF8.self)
  }

  private static func parsed(_ url: ArraySlice<UInt8>) -> URLPieces? {
    guard let colon = URLPieces.schemeEnd(url) else { return nil }
    var pieces = URLPieces()
    pieces.scheme = url[..<colon].map(Hex.lowercased)
    guard !pieces.scheme.contains(UInt8(ascii: ".")) else { return nil }
    var rest = url[(colon + 1)...]
    guard rest.starts(with: "//".utf8) else { return nil }
    rest = rest.dropFirst(2)
    let end = rest.firstIndex { "\\/?#".utf8.contains($0) } ?? rest.endIndex
    let isNormal =
      pieces.scheme.elementsEqual("http".utf8) || pieces.scheme.elementsEqual("https".utf8)
    guard let authority = RequestedHost.authority(rest[..<end], isNormal: isNormal) else {
      return nil
    }
    pieces.authority = authority
    rest = rest[end...]
    pieces.fragment = URLPieces.cut(&rest, at: UInt8(ascii: "#"))
    pieces.query = URLPieces.cut(&rest, at: UInt8(ascii: "?"))
    pieces.path = Array(rest)
    if isNormal { normalize(&pieces) }
    return pieces
  }

  private static func normalize(_ pieces: inout URLPieces) {
    pieces.path = encoded(withoutDots(pieces.path), allowed: pathBytes)
    pieces.query = encoded(pieces.query, allowed: queryBytes)
    pieces.fragment = encoded(pieces.fragment, allowed: queryBytes)
  }

  private static let pathBytes = PythonQuoting.Safe("!$&'()*+,;=:@/")
  private static let queryBytes = PythonQuoting.Safe("!$&'()*+,;=:@/?")

  /// Escapes what isn't allowed. Where any `%` is no escape, all of them are escaped.
  static func encoded(_ text: [UInt8], allowed: PythonQuoting.Safe) -> [UInt8] {
    let escapes = text.indices.count { text[$0] == Hex.percent && isEscape(text, at: $0) }
    let isEncoded = escapes == text.count { $0 == Hex.percent }
    var result: [UInt8] = []
    var upper = 0
    for (index, byte) in text.enumerated() {
      if byte == Hex.percent, isEscape(text, at: index) { upper = index + 2 }
      let byte = index <= upper && upper > 0 ? uppercased(byte) : byte
      if allowed.contains(byte) || (isEncoded && byte == Hex.percent) {
        result.append(byte)
      } else {
        Hex.appendEscape(byte, to: &result)
      }
    }
    return result
  }

  private static func isEscape(_ text: [UInt8], at index: Int) -> Bool {
    Hex.escape(text[(index + 1)...]) != nil
  }

  static func uppercased(_ byte: UInt8) -> UInt8 {
    (0x61...0x7A).contains(byte) ? byte - 0x20 : byte
  }

  /// RFC 3986 section 5.2.4, where empty segments count.
  private static func withoutDots(_ path: [UInt8]) -> [UInt8] {
    let slash = UInt8(ascii: "/")
    var kept: [ArraySlice<UInt8>] = []
    for segment in path.split(separator: slash, omittingEmptySubsequences: false) {
      if segment.elementsEqual(".".utf8) { continue }
      if segment.elementsEqual("..".utf8) { _ = kept.popLast() } else { kept.append(segment) }
    }
    if path.first == slash, kept.first.map({ !$0.isEmpty }) ?? true { kept.insert([], at: 0) }
    if path.hasSuffix("/.") || path.hasSuffix("/..") { kept.append([]) }
    return Array(kept.joined(separator: [slash]))
  }
}

extension [UInt8] {
  func hasSuffix(_ text: StaticString) -> Bool {
    suffix(text.utf8CodeUnitCount).elementsEqual(
      UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }
}
