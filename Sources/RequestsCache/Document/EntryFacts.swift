/// What a list tells of an entry, read from its plain data with few allocations: two or three texts.
package struct EntryFacts: Sendable, Hashable {
  /// Empty where it isn't told.
  package var url = ""
  package var method = ""
  package var status = 0
  /// Bytes; nil where there is no body to measure. Of JSON that was taken apart it is what
  /// `Content-Length` says, if it says something.
  package var bodySize: Int?
  /// Where the body lies in the source; nil where it isn't there byte by byte.
  package var bodyRange: Range<Int>?
  /// Without parameters, as it was received; empty where there is none.
  package var mediaType = ""
  package var created: ISODate?
  /// Nil: it never expires. Entries of 0.3 to 0.5 don't tell.
  package var expires: ISODate?
  /// Seconds.
  package var elapsed: Double = 0
  package var hasETag = false
  package var hasLastModified = false
  package var vary: String?
  /// How many responses led to this one.
  package var redirects = 0
  /// Whether the body was stored as text or JSON, and may not be what was received, byte by byte.
  package var isReencoded = false

  /// - Throws: `UndecodableValue(.notAResponse)` for data that has no status, URL, request or headers.
  package init(_ node: PlainNode) throws(UndecodableValue) {
    guard let (record, created) = node.response else { throw UndecodableValue(.notAResponse) }
    var parts = Parts()
    record.forEachMember { key, value in
      if let key = ResponseKey(key) { note(key, value, &parts) }
    }
    guard parts.isResponse else { throw UndecodableValue(.notAResponse) }
    if let created { self.created = created.isoDate }
    note(parts)
  }

  /// What is looked at once everything is known.
  private struct Parts {
    var content: PlainNode?
    var decodedContent: PlainNode?
    var requestURL: PlainNode?
    var contentLength: PlainNode?
    var isResponse = false
  }

  private mutating func note(_ key: ResponseKey, _ value: PlainNode, _ parts: inout Parts) {
    switch key {
    case .content: parts.content = value
    case .decodedContent: parts.decodedContent = value
    case .created: created = value.isoDate
    case .expires: expires = value.isoDate
    case .elapsed: elapsed = value.seconds ?? 0
    case .encoding: break
    case .history: redirects = value.kind == .array ? value.children.reduce(0) { n, _ in n + 1 } : 0
    default: noteHead(key, value, &parts)
    }
  }

  private mutating func noteHead(_ key: ResponseKey, _ value: PlainNode, _ parts: inout Parts) {
    parts.isResponse = true
    switch key {
    case .url: url = value.text ?? ""
    case .status: status = value.integer.flatMap(Int.init(exactly:)) ?? 0
    case .headers: value.forEachHeader { noteHeader($0, $1, &parts) }
    case .request:
      let request = RequestParts(value)
      method = request.method?.text ?? ""
      parts.requestURL = request.url
    default: break
    }
  }

  private mutating func noteHeader(_ name: PlainNode, _ value: PlainNode, _ parts: inout Parts) {
    switch name.raw?.count {
    case 4 where name.isHeader("etag"): hasETag = true
    case 4 where name.isHeader("vary"):
      vary = value.raw.map { String(decoding: $0, as: UTF8.self) }
    case 12 where name.isHeader("content-type"): mediaType = Self.mediaType(value)
    case 13 where name.isHeader("last-modified"): hasLastModified = true
    case 14 where name.isHeader("content-length"): parts.contentLength = value
    default: break
    }
  }

  private mutating func note(_ parts: Parts) {
    if url.isEmpty { url = parts.requestURL?.text ?? "" }
    let body = BodyPart(
      content: parts.content, decoded: parts.decodedContent, mediaType: mediaType)
    isReencoded = body.isReencoded
    bodyRange = body.bytes?.sourceRange
    switch body {
    case .bytes(let node): bodySize = node?.raw?.count ?? 0
    case .text(let node): bodySize = node.raw?.count
    case .json: bodySize = parts.contentLength?.raw.flatMap(Self.number)
    case .lost, .none: bodySize = nil
    }
  }

  private static func mediaType(_ value: PlainNode) -> String {
    guard let raw = value.raw else { return "" }
    let end = raw.firstIndex(of: 0x3B) ?? raw.endIndex
    var part = raw[..<end]
    while let last = part.last, last == 0x20 || last == 0x09 { part.removeLast() }
    while let first = part.first, first == 0x20 || first == 0x09 { part.removeFirst() }
    return String(decoding: part, as: UTF8.self)
  }

  private static func number(_ digits: UnsafeRawBufferPointer) -> Int? {
    guard digits.count <= 18, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return digits.reduce(0) { $0 * 10 + Int($1) - 0x30 }
  }
}
