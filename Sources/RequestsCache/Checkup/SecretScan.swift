/// Finds secrets that requests-cache stores in clear, since it replaces only some, and those only by the names
/// that it was given, letter by letter. It tells where they are and never what they are.
struct SecretScan {
  /// What kind of place.
  enum Place: String {
    case history = "in redirects"
    case field = "in headers"
    case cookie = "cookies"
    case password = "passwords in URLs"
    case query = "in queries"
    case body = "in request bodies"
  }

  /// Names in lower case, as people write them in any.
  private let names: Set<String>
  private var found: [(place: Place, words: String)] = []
  private var path = ""
  private var isHop = false

  private init(_ names: Set<String>) { self.names = names }

  /// The places of a value, each once.
  static func places(
    in root: PlainNode, names: Set<String>
  ) -> [(place: Place, words: String)] {
    guard let parts = ResponseParts(root: root) else { return [] }
    var scan = SecretScan(names)
    scan.note(parts)
    guard let history = parts.history, history.kind == .array else { return scan.found }
    scan.isHop = true
    for (number, hop) in history.children.prefix(100).enumerated() {
      scan.path = "history \(number + 1), "
      if let parts = hop.record.flatMap({ ResponseParts($0) }) { scan.note(parts) }
    }
    return scan.found
  }

  private mutating func add(_ place: Place, _ words: String) {
    let kind = isHop && place != .password ? Place.history : place
    guard found.count < 100 else { return }
    found.append((kind, path + words))
  }

  private mutating func note(_ parts: ResponseParts) {
    note(url: parts.url, "URL")
    note(fields: parts.headers, "response")
    if let cookies = parts.cookies { note(cookies: cookies) }
    for (name, node) in [("request", parts.request), ("next request", parts.next)] {
      guard let node, !node.isNull else { continue }
      let request = RequestParts(node)
      if request.url?.raw?.elementsEqual(parts.url?.raw ?? .init(start: nil, count: 0)) != true {
        note(url: request.url, name + " URL")
      }
      note(fields: request.headers, name)
      note(body: request.body, name)
    }
  }

  private mutating func note(cookies: PlainNode) {
    var hasSome = false
    cookies.forEachCookie { _, _ in hasSome = true }
    if hasSome { add(.cookie, "cookies") }
  }

  private mutating func note(fields: PlainNode?, _ part: String) {
    var found: [(Place, String)] = []
    fields?.forEachHeader { name, value in
      guard let raw = name.raw, raw.count < 200, let value = value.raw, !value.isEmpty else {
        return
      }
      let name = String(decoding: raw, as: UTF8.self)
      let lower = name.lowercased()
      if lower == "cookie" || lower == "set-cookie" {
        found.append((.cookie, "\(part) header \(name)"))
      } else if names.contains(lower), !Self.isMark(value) {
        found.append((.field, "\(part) header \(name)"))
      }
    }
    for (place, words) in found { add(place, words) }
  }

  private mutating func note(url: PlainNode?, _ part: String) {
    guard let raw = url?.raw else { return }
    let pieces = URLPieces(Array(raw))
    if let at = pieces.authority.lastIndex(of: UInt8(ascii: "@")),
      pieces.authority[..<at].contains(UInt8(ascii: ":"))
    {
      add(.password, part)
    }
    note(query: pieces.query, .query, part)
  }

  private mutating func note(query: [UInt8], _ place: Place, _ part: String) {
    guard !query.isEmpty else { return }
    for (name, values) in NamedValues(query: query).values
    where names.contains(name.lowercased()) {
      guard values.contains(where: { !$0.isEmpty && $0 != IgnoredNames.mark }) else { continue }
      add(place, "\(part) parameter \(name)")
    }
  }

  private static func isMark(_ value: some Sequence<UInt8>) -> Bool {
    value.elementsEqual(IgnoredNames.mark.utf8)
  }
}

// MARK: Content of requests

extension SecretScan {
  private mutating func note(body: PlainNode?, _ part: String) {
    guard let raw = body?.raw, raw.count > 2, raw.count < 10 << 20 else { return }
    let first = raw.first { $0 > 0x20 }
    guard first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else {
      let isForm = raw.contains(UInt8(ascii: "=")) && raw.allSatisfy { (0x21...0x7E).contains($0) }
      if isForm { note(query: Array(raw), .body, part + " body,") }
      return
    }
    var tree = PlainTree()
    guard (try? PythonJSONReader.read(raw, into: &tree)) != nil else { return }
    _ = tree.withRoot(raw) { note(member: $0, part + " body", depth: 64) }
  }

  /// Goes down into objects and lists.
  private mutating func note(member node: PlainNode, _ path: String, depth: Int) {
    guard depth > 0, found.count < 100 else { return }
    if node.kind == .array {
      for child in node.children { note(member: child, path + "[]", depth: depth - 1) }
    }
    node.forEachMember { name, value in
      let name = name.text ?? ""
      if names.contains(name.lowercased()), !value.isNull,
        value.raw.map({ !$0.isEmpty && !Self.isMark($0) }) ?? true
      {
        add(.body, "\(path).\(name.prefix(60))")
      }
      note(member: value, "\(path).\(name.prefix(60))", depth: depth - 1)
    }
  }
}
