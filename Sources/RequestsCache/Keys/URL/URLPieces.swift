/// A URL in five pieces, as Python's `urlsplit` cuts it; a piece that isn't there is empty.
struct URLPieces: Equatable {
  /// In lower case.
  var scheme: [UInt8] = []
  var authority: [UInt8] = []
  var path: [UInt8] = []
  var query: [UInt8] = []
  var fragment: [UInt8] = []

  init() {}

  init(_ url: [UInt8]) {
    let ignored: Set<UInt8> = [0x09, 0x0A, 0x0D]
    var rest = url.drop { $0 <= 0x20 }.filter { !ignored.contains($0) }[...]
    if let colon = Self.schemeEnd(rest) {
      scheme = rest[..<colon].map(Hex.lowercased)
      rest = rest[(colon + 1)...]
    }
    if rest.starts(with: "//".utf8) {
      let end = rest.dropFirst(2).firstIndex { "/?#".utf8.contains($0) } ?? rest.endIndex
      authority = Array(rest.dropFirst(2)[..<end])
      rest = rest[end...]
    }
    fragment = Self.cut(&rest, at: UInt8(ascii: "#"))
    query = Self.cut(&rest, at: UInt8(ascii: "?"))
    path = Array(rest)
  }

  /// The whole again; empty pieces lose their signs.
  var joined: [UInt8] {
    var result: [UInt8] = scheme
    if !scheme.isEmpty { result.append(UInt8(ascii: ":")) }
    if hasSlashes { result += "//".utf8 + authority }
    if !authority.isEmpty, let first = path.first, first != UInt8(ascii: "/") {
      result.append(UInt8(ascii: "/"))
    }
    result += path
    if !query.isEmpty { result += [UInt8(ascii: "?")] + query }
    if !fragment.isEmpty { result += [UInt8(ascii: "#")] + fragment }
    return result
  }

  private var hasSlashes: Bool {
    if !authority.isEmpty || path.starts(with: "//".utf8) { return true }
    let isAbsolute = path.isEmpty || path.first == UInt8(ascii: "/")
    return isAbsolute && Self.slashed.contains(String(decoding: scheme, as: UTF8.self))
  }

  /// Schemes that have an authority even if it is empty.
  private static let slashed: Set<String> = ["http", "https", "ftp", "file", "ws", "wss"]

  /// Where the scheme ends; nil without one.
  static func schemeEnd(_ url: ArraySlice<UInt8>) -> Int? {
    guard let first = url.first, Hex.isAlphanumeric(first), first > 0x39 else { return nil }
    let end = url.firstIndex { !Hex.isAlphanumeric($0) && !"+-.".utf8.contains($0) }
    return end.flatMap { url[$0] == UInt8(ascii: ":") ? $0 : nil }
  }

  /// Takes off what comes after the first of these.
  static func cut(_ text: inout ArraySlice<UInt8>, at mark: UInt8) -> [UInt8] {
    guard let place = text.firstIndex(of: mark) else { return [] }
    defer { text = text[..<place] }
    return Array(text[(place + 1)...])
  }
}
