/// What a list tells of an entry, read from its plain data with few allocations: two or three
/// texts.
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
  /// Nil: it never expires. Of releases before 1.0 it stands here alone, not in a column of the
  /// store; those before 0.6 have it nowhere.
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

  /// - Throws: `UndecodableValue(.notAResponse)` for data that has no status, URL, request or
  ///   headers.
  package init(_ node: PlainNode) throws(UndecodableValue) {
    guard let parts = ResponseParts(root: node) else { throw UndecodableValue(.notAResponse) }
    url = parts.url?.text ?? ""
    status = parts.status?.integer.flatMap(Int.init(exactly:)) ?? 0
    created = parts.created?.isoDate
    expires = parts.expires?.isoDate
    elapsed = parts.elapsed?.seconds ?? 0
    if let history = parts.history, history.kind == .array {
      redirects = history.children.reduce(0) { count, _ in count + 1 }
    }
    if let request = parts.request { note(RequestParts(request)) }
    var contentLength: PlainNode?
    parts.headers?.forEachHeader { noteHeader($0, $1, &contentLength) }
    noteBody(parts, contentLength)
  }

  private mutating func note(_ request: RequestParts) {
    method = request.method?.text ?? ""
    if url.isEmpty { url = request.url?.text ?? "" }
  }

  private mutating func noteHeader(
    _ name: PlainNode, _ value: PlainNode, _ contentLength: inout PlainNode?
  ) {
    switch name.raw?.count {
    case 4 where name.isHeader("etag"): hasETag = true
    case 4 where name.isHeader("vary"):
      vary = value.raw.map { String(decoding: $0, as: UTF8.self) }
    case 12 where name.isHeader("content-type"): mediaType = value.raw.map(Self.mediaType) ?? ""
    case 13 where name.isHeader("last-modified"): hasLastModified = true
    case 14 where name.isHeader("content-length"): contentLength = value
    default: break
    }
  }

  private mutating func noteBody(_ parts: ResponseParts, _ contentLength: PlainNode?) {
    let body = BodyPart(
      content: parts.content, decoded: parts.decodedContent, mediaType: mediaType)
    isReencoded = body.isReencoded
    bodyRange = body.bytes?.sourceRange
    switch body {
    case .bytes(let node): bodySize = node?.raw?.count ?? 0
    case .text(let node): bodySize = node.raw?.count
    case .json: bodySize = contentLength?.raw.flatMap(Self.number)
    case .lost, .none: bodySize = nil
    }
  }

  static func mediaType(_ raw: UnsafeRawBufferPointer) -> String {
    String(decoding: mediaType(raw.bindMemory(to: UInt8.self)), as: UTF8.self)
  }

  /// The part of a Content-Type before its parameters.
  static func mediaType(_ field: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    var part = field[..<(field.firstIndex(of: 0x3B) ?? field.endIndex)]
    while let last = part.last, last == 0x20 || last == 0x09 { part.removeLast() }
    while let first = part.first, first == 0x20 || first == 0x09 { part.removeFirst() }
    return UnsafeBufferPointer(rebasing: part)
  }

  private static func number(_ digits: UnsafeRawBufferPointer) -> Int? {
    guard digits.count <= 18, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return digits.reduce(0) { $0 * 10 + Int($1) - 0x30 }
  }
}
