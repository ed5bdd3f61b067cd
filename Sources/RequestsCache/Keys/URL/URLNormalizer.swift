/// A URL in one spelling, as the Python package url-normalize has it.
struct URLNormalizer {
  let release: RequestsKeyRelease.URLNormalize

  func normalized(_ url: [UInt8]) -> [UInt8] {
    switch release {
    case .v3: third(url)
    case .v2, .v1: older(url)
    }
  }

  private func third(_ url: [UInt8]) -> [UInt8] {
    let ignored: Set<UInt8> = [0x09, 0x0A, 0x0D]
    let cleaned = url.drop { $0 <= 0x20 }.filter { !ignored.contains($0) }
    guard !cleaned.isEmpty else { return [] }
    var pieces = URLPieces(Self.withoutEmptyQueries(Self.withScheme(cleaned)))
    var authority = Authority(pieces.authority)
    authority.user = Self.user(authority.user)
    authority.host = Self.host(authority.host)
    authority.port = Self.port(authority.port, scheme: pieces.scheme)
    pieces.authority = authority.joined
    pieces.query = Self.query(pieces.query)
    pieces.fragment = Self.spelled(pieces.fragment, safe: Self.fragmentBytes)
    let path = Self.spelled(pieces.path, safe: Self.pathBytes, keeping: Self.reserved)
    pieces.path = Self.segments(path, scheme: pieces.scheme)
    return pieces.joined
  }

  static let reserved = Set(":/?#[]@!$&'()*+,;=".utf8)
  private static let pathBytes = PythonQuoting.Safe("~:/[]@!$&'()*+,;=")
  private static let queryBytes = PythonQuoting.Safe("~:/?[]@!$'()*+,;")
  private static let userBytes = PythonQuoting.Safe("!$&'()*+,;=:")
  private static let shebangBytes = PythonQuoting.Safe("/")
  static let fragmentBytes = PythonQuoting.Safe("~=")

  /// `#!x` is a query; pieces of a query that are empty go.
  private static func withoutEmptyQueries(_ url: [UInt8]) -> [UInt8] {
    var rest = url[...]
    let hasFragment = rest.contains(UInt8(ascii: "#"))
    let fragment = URLPieces.cut(&rest, at: UInt8(ascii: "#"))
    let query = URLPieces.cut(&rest, at: UInt8(ascii: "?"))
    var parts = query.split(separator: UInt8(ascii: "&")).map(Array.init)
    let isShebang = fragment.first == UInt8(ascii: "!")
    if isShebang {
      let payload = spelled(Array(fragment.dropFirst()), safe: shebangBytes)
      parts.append("_escaped_fragment_=".utf8 + payload)
    }
    var result = Array(rest)
    if !parts.isEmpty {
      result.append(UInt8(ascii: "?"))
      result += parts.joined(separator: [UInt8(ascii: "&")])
    }
    return hasFragment && !isShebang ? result + [UInt8(ascii: "#")] + fragment : result
  }

  private static func user(_ user: [UInt8]) -> [UInt8] {
    if user.elementsEqual("@".utf8) || user.elementsEqual(":@".utf8) { return [] }
    guard user.last == UInt8(ascii: "@") else { return [] }
    return spelled(user.dropLast(), safe: userBytes, keeping: reserved) + [UInt8(ascii: "@")]
  }

  private static func host(_ host: [UInt8]) -> [UInt8] {
    guard host.first == UInt8(ascii: "["), host.last == UInt8(ascii: "]") else {
      return labels(host)
    }
    let end = host.firstIndex(of: Hex.percent) ?? host.endIndex
    return host[..<end].map(Hex.lowercased) + host[end...]
  }

  private static func query(_ query: [UInt8]) -> [UInt8] {
    let plus: Set = [UInt8(ascii: "+")]
    let parts = query.split(separator: UInt8(ascii: "&")).map { part in
      let equals = part.firstIndex(of: UInt8(ascii: "=")) ?? part.endIndex
      let name = spelled(part[..<equals], safe: queryBytes, keeping: plus)
      let value = spelled(part[equals...].dropFirst(), safe: queryBytes, keeping: plus)
      return name + part[equals...].prefix(1) + value
    }
    return Array(parts.joined(separator: [UInt8(ascii: "&")]))
  }

  /// Decodes, normalizes and encodes again what lies between the escapes of some characters, which
  /// stay.
  static func spelled(
    _ text: some Collection<UInt8>, safe: PythonQuoting.Safe, keeping kept: Set<UInt8> = []
  ) -> [UInt8] {
    var result: [UInt8] = []
    var piece: [UInt8] = []
    var rest = text[...]
    while let byte = rest.popFirst() {
      guard byte == Hex.percent, let decoded = Hex.escape(rest), kept.contains(decoded) else {
        piece.append(byte)
        continue
      }
      rest = rest.dropFirst(2)
      result += PythonQuoting.quoted(NFC.normalized(PythonQuoting.unquoted(piece)), safe: safe)
      piece.removeAll(keepingCapacity: true)
      Hex.appendEscape(decoded, to: &result)
    }
    return result
      + PythonQuoting.quoted(NFC.normalized(PythonQuoting.unquoted(piece)), safe: safe)
  }
}
