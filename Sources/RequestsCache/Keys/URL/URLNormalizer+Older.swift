extension URLNormalizer {
  /// The spelling of url-normalize 1 and 2, which decode escapes of reserved characters in paths
  /// and queries, and repair what is not UTF-8. Release 1 sorts the encoded query as well, and
  /// removes `utm_source`.
  func older(_ url: [UInt8]) -> [UInt8] {
    var rest = Self.shebangs(withOlderScheme(url))
    if release == .v1 { rest = Self.withoutSource(rest) }
    while let last = rest.last, "&? ".utf8.contains(last) { rest.removeLast() }
    guard !rest.isEmpty else { return [] }
    var pieces = URLPieces(rest)
    pieces.authority = authority(pieces.authority, scheme: pieces.scheme)
    pieces.query = query(pieces.query)
    let fragment = release == .v1 ? PythonQuoting.none : Self.fragmentBytes
    pieces.fragment = Self.repaired(pieces.fragment, safe: fragment)
    let path = Self.repaired(pieces.path, safe: release == .v1 ? Self.firstPath : Self.secondPath)
    pieces.path = Self.segments(path, scheme: pieces.scheme)
    return pieces.joined
  }

  /// A scheme counts when its colon is among the first seven characters.
  private func withOlderScheme(_ url: [UInt8]) -> [UInt8] {
    if url.prefix(7).contains(UInt8(ascii: ":")) {
      return release == .v2 ? Self.withSlashes(url) : url
    }
    let slash = UInt8(ascii: "/")
    if url.starts(with: "//".utf8) { return "https:".utf8 + url }
    if url.isEmpty || url.first == slash || url.elementsEqual("-".utf8) { return url }
    return "https://".utf8 + url
  }

  private static let firstPath = PythonQuoting.Safe("~:/?#[]@!$&'()*+,;=")
  private static let secondPath = PythonQuoting.Safe("~:/#[]@!$&'()*+,;=")
  private static let firstQuery = PythonQuoting.Safe("~:/?#[]@!$'()*+,;=")
  private static let secondQuery = PythonQuoting.Safe("~:/?[]@!$'()*+,;")

  /// An address of IPv6 is cut at its first colon, so that a default port after it stays.
  private func authority(_ text: [UInt8], scheme: [UInt8]) -> [UInt8] {
    let start = text.firstIndex(of: UInt8(ascii: "@")).map { $0 + 1 } ?? 0
    let user = text[..<start]
    let isEmpty = user.elementsEqual("@".utf8) || user.elementsEqual(":@".utf8)
    var rest = text[start...]
    let port = URLPieces.cut(&rest, at: UInt8(ascii: ":"))
    let kept = Self.port(port, scheme: scheme)
    return (isEmpty ? [] : user) + Self.labels(Array(rest))
      + (kept.isEmpty ? [] : [UInt8(ascii: ":")] + kept)
  }

  private func query(_ query: [UInt8]) -> [UInt8] {
    let isFirst = release == .v1
    var parts = query.split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: !isFirst)
      .map { part in
        let equals = part.firstIndex(of: UInt8(ascii: "=")) ?? part.endIndex
        let safe = isFirst ? Self.firstQuery : Self.secondQuery
        let value = Self.repaired(part[equals...].dropFirst(), safe: safe)
        let sign = isFirst || !value.isEmpty ? part[equals...].prefix(1) : []
        return Self.repaired(part[..<equals], safe: safe) + sign + value
      }
    if isFirst { parts.sort { $0.lexicographicallyPrecedes($1) } }
    return Array(parts.joined(separator: [UInt8(ascii: "&")]))
  }

  private static func repaired(
    _ text: some Collection<UInt8>, safe: PythonQuoting.Safe
  ) -> [UInt8] {
    let decoded = UTF8Bytes.repaired(PythonQuoting.unquoted(text))
    return PythonQuoting.quoted(NFC.normalized(decoded), safe: safe)
  }

  private static func shebangs(_ url: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var rest = url[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "#"), rest.first == UInt8(ascii: "!") {
        rest.removeFirst()
        result += "?_escaped_fragment_=".utf8
      } else {
        result.append(byte)
      }
    }
    return result
  }

  /// Removes each `utm_source` that has a value, with the `&` after it.
  private static func withoutSource(_ url: [UInt8]) -> [UInt8] {
    let name = Array("utm_source=".utf8)
    var result: [UInt8] = []
    var rest = url[...]
    while let byte = rest.first {
      let value = rest.starts(with: name) ? rest.dropFirst(name.count) : []
      if let first = value.first, first != UInt8(ascii: "&") {
        rest = value.drop { $0 != UInt8(ascii: "&") }.dropFirst()
      } else {
        result.append(byte)
        rest.removeFirst()
      }
    }
    return result
  }
}
