import FoundationEssentials

/// Makes a `ResponseDocument` of plain data, and counts what it copies: the same body may stand in
/// many places of a pickle that has it once.
struct DocumentReader {
  /// More responses than that lead to none; requests gives up after 30.
  private static let mostRedirects = 100
  private static let mostFields = 20_000
  private var bytesLeft: Int
  private var fieldsLeft = Self.mostFields
  /// 0.7 to 0.9, which stored what was `raw` besides, wrote the text of Python's None for no body.
  private let hasRaw: Bool

  init(_ root: PlainNode) {
    bytesLeft = 64 << 20 + root.sourceCount * 8
    hasRaw = root.record?["raw"] != nil
  }

  mutating func document(_ root: PlainNode) throws(UndecodableValue) -> ResponseDocument {
    guard let parts = ResponseParts(root: root) else { throw UndecodableValue(.notAResponse) }
    var document = try response(parts)
    guard let history = parts.history, history.kind == .array else { return document }
    for hop in history.children {
      guard document.history.count < Self.mostRedirects else { throw UndecodableValue(.tooLarge) }
      guard let parts = hop.record.flatMap({ ResponseParts($0) }) else {
        throw UndecodableValue(.notAResponse)
      }
      document.history.append(try response(parts))
    }
    return document
  }

  private mutating func response(
    _ parts: ResponseParts
  ) throws(UndecodableValue) -> ResponseDocument {
    var document = ResponseDocument()
    document.url = try text(parts.url) ?? ""
    document.status = parts.status?.integer.flatMap(Int.init(exactly:)) ?? 0
    document.reason = try text(parts.reason)
    document.encoding = try text(parts.encoding)
    document.headers = try fields(parts.headers)
    document.cookies = try cookies(parts.cookies)
    document.created = parts.created?.isoDate
    document.expires = parts.expires?.isoDate
    document.elapsed = parts.elapsed?.seconds ?? 0
    document.request = try request(parts.request) ?? .init()
    document.next = try request(parts.next)
    document.body = try body(parts, document)
    return document
  }

  private mutating func request(
    _ node: PlainNode?
  ) throws(UndecodableValue) -> ResponseDocument.Request? {
    guard let node, !node.isNull else { return nil }
    let parts = RequestParts(node)
    var request = ResponseDocument.Request()
    request.method = try text(parts.method) ?? ""
    request.url = try text(parts.url) ?? ""
    request.headers = try fields(parts.headers)
    request.cookies = try cookies(parts.cookies)
    if let raw = parts.body?.raw { request.body = Data(try take(raw)) }
    if hasRaw, request.body == Data("None".utf8) { request.body = Data() }
    return request
  }

  private mutating func body(
    _ parts: ResponseParts, _ document: ResponseDocument
  ) throws(UndecodableValue) -> ResponseDocument.Body {
    let part = BodyPart(
      content: parts.content, decoded: parts.decodedContent,
      mediaType: document.header("Content-Type")?.value ?? "")
    switch part {
    case .bytes(let node): return .bytes(Data(try take(node?.raw)))
    case .text(let node): return .reencodedText(try text(node) ?? "")
    case .json(let node):
      var limits = PlainTree.Limits()
      limits.sideBytes = bytesLeft
      return .reencodedJSON(try PlainValue(node, limits: limits))
    case .lost: return .lost
    case .none: return .none
    }
  }
}

// MARK: Parts

extension DocumentReader {
  private mutating func take(
    _ raw: UnsafeRawBufferPointer?
  ) throws(UndecodableValue) -> UnsafeRawBufferPointer {
    let raw = raw ?? UnsafeRawBufferPointer(start: nil, count: 0)
    bytesLeft -= raw.count
    guard bytesLeft >= 0 else { throw UndecodableValue(.tooLarge) }
    return raw
  }

  private mutating func text(_ node: PlainNode?) throws(UndecodableValue) -> String? {
    guard let node, node.kind == .text || node.kind == .bytes else { return nil }
    return String(decoding: try take(node.raw), as: UTF8.self)
  }

  private mutating func fields(
    _ node: PlainNode?
  ) throws(UndecodableValue) -> [ResponseDocument.Field] {
    let pairs = try pairs { (body) in node?.forEachHeader(body) }
    var fields: [ResponseDocument.Field] = []
    for (name, value) in pairs {
      guard let name = try text(name), let raw = value.raw else { continue }
      fields.append(.init(name, Array(try take(raw))))
    }
    return fields
  }

  private mutating func cookies(
    _ node: PlainNode?
  ) throws(UndecodableValue) -> [ResponseDocument.Cookie] {
    let pairs = try pairs { (body) in node?.forEachCookie(body) }
    var cookies: [ResponseDocument.Cookie] = []
    for (name, value) in pairs {
      guard let name = try text(name), let value = try text(value) else { continue }
      cookies.append(.init(name, value))
    }
    return cookies
  }

  /// Pairs of nodes, as many as there may be.
  private mutating func pairs(
    _ each: ((PlainNode, PlainNode) -> Void) -> Void
  ) throws(UndecodableValue) -> [(PlainNode, PlainNode)] {
    var pairs: [(PlainNode, PlainNode)] = []
    let limit = fieldsLeft + 1
    each { if pairs.count < limit { pairs.append(($0, $1)) } }
    fieldsLeft -= pairs.count
    guard fieldsLeft >= 0 else { throw UndecodableValue(.tooLarge) }
    return pairs
  }
}

extension ResponseDocument {
  /// Reads what a codec made of a stored value.
  ///
  /// - Throws: `UndecodableValue`: `.notAResponse` for data of something else, `.tooLarge` where
  ///   copies of what it has once would come to more than 64 MiB and eight times its size, or
  ///   headers and cookies to more than 20,000.
  package init(_ node: PlainNode) throws(UndecodableValue) {
    var reader = DocumentReader(node)
    self = try reader.document(node)
  }

  /// Where a stored value has its body, byte by byte, for reading it without a copy. Nil where it
  /// has it in no such form: it is re-encoded, or not there.
  package static func bodyRange(of node: PlainNode) -> Range<Int>? {
    guard let parts = ResponseParts(root: node) else { return nil }
    let body = BodyPart(content: parts.content, decoded: parts.decodedContent, mediaType: "")
    return body.bytes?.sourceRange
  }
}
