import FoundationEssentials

/// Makes a `ResponseDocument` of plain data, and counts what it copies: the same body may stand in many
/// places of a pickle that has it once.
struct DocumentReader {
  /// More responses than that lead to none; requests gives up after 30.
  private static let mostRedirects = 100
  private static let mostFields = 20_000
  private var bytesLeft: Int
  private var fieldsLeft = Self.mostFields
  /// 0.8 and 0.9, which stored what was `raw` besides, wrote the text of Python's None for no body.
  private let hasRaw: Bool

  init(_ root: PlainNode) {
    bytesLeft = 64 << 20 + root.sourceCount * 8
    hasRaw = root["raw"] != nil
  }

  mutating func document(_ node: PlainNode) throws(UndecodableValue) -> ResponseDocument {
    guard let (record, created) = node.response else { throw UndecodableValue(.notAResponse) }
    var document = try response(record)
    if let created { document.created = created.isoDate }
    try history(record, &document)
    return document
  }

  private mutating func history(
    _ record: PlainNode, _ document: inout ResponseDocument
  ) throws(UndecodableValue) {
    guard let history = record["history"], history.kind == .array else { return }
    for hop in history.children {
      guard document.history.count < Self.mostRedirects else { throw UndecodableValue(.tooLarge) }
      if let record = hop.record { document.history.append(try response(record)) }
    }
  }

  private mutating func response(
    _ record: PlainNode
  ) throws(UndecodableValue) -> ResponseDocument {
    var document = ResponseDocument()
    guard ["url", "status_code", "headers", "request"].contains(where: { record[$0] != nil })
    else { throw UndecodableValue(.notAResponse) }
    document.url = try text(record["url"]) ?? ""
    document.status = record["status_code"]?.integer.flatMap(Int.init(exactly:)) ?? 0
    document.reason = try text(record["reason"])
    document.encoding = try text(record["encoding"])
    document.headers = try fields(record["headers"])
    document.cookies = try cookies(record["cookies"])
    document.created = record["created_at"]?.isoDate
    document.expires = record["expires"]?.isoDate
    document.elapsed = record["elapsed"]?.seconds ?? 0
    document.request = try request(record["request"]) ?? .init()
    document.next = try request(record["_next"])
    document.body = try body(record, document)
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
    _ record: PlainNode, _ document: ResponseDocument
  ) throws(UndecodableValue) -> ResponseDocument.Body {
    let part = BodyPart(
      content: record["_content"], decoded: record["_decoded_content"],
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
  /// - Throws: `UndecodableValue`: `.notAResponse` for data of something else, `.tooLarge` where copies of
  ///   what it has once would come to more than 64 MiB and eight times its size, or headers and cookies
  ///   to more than 20,000.
  package init(_ node: PlainNode) throws(UndecodableValue) {
    var reader = DocumentReader(node)
    self = try reader.document(node)
  }

  /// Where a stored value has its body, byte by byte, for reading it without a copy. Nil where it has it
  /// in no such form: it is re-encoded, or not there.
  package static func bodyRange(of node: PlainNode) -> Range<Int>? {
    guard let record = node.response?.record, record["_decoded_content"]?.isNull ?? true else {
      return nil
    }
    return record["_content"]?.sourceRange
  }
}
