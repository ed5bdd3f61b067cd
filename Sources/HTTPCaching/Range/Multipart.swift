import FoundationEssentials
import HTTPTypes

/// Several parts of a stored body as one body, of the type `multipart/byteranges` (RFC 9110
/// section 15.3.7.2).
public struct Multipart: Sendable, Hashable {
  /// A part with what stands before it.
  public struct Part: Sendable, Hashable {
    /// The delimiter and the part's own fields.
    public var head: String
    /// The bytes of the stored body.
    public var range: Range<Int64>
  }

  /// The parts, in their order.
  public var parts: [Part]
  /// What stands behind the last one.
  public var end: String

  /// The bytes of all of it.
  public var length: Int64 {
    parts.reduce(Int64(end.utf8.count)) { $0 + Int64($1.head.utf8.count) + Int64($1.range.count) }
  }

  /// The most parts that are sent: who asks for more gets the whole (RFC 9110 section 14.2).
  static let limit = 16
}

extension Multipart {
  /// The answer with those parts of the stored response, and its head.
  static func make(
    _ stored: StoredResponse, _ head: HTTPResponse, _ ranges: [Range<Int64>], of size: Int64
  ) -> (head: HTTPResponse, body: Multipart) {
    let boundary = boundary(stored, ranges)
    let type = head.headerFields[.contentType].map { "Content-Type: \($0)\r\n" } ?? ""
    var body = Multipart(parts: [], end: "\r\n--\(boundary)--\r\n")
    for range in ranges {
      let place = "\(range.lowerBound)-\(range.upperBound - 1)/\(size)"
      let fields = "\(type)Content-Range: bytes \(place)\r\n\r\n"
      body.parts.append(
        Part(head: "\(body.parts.isEmpty ? "" : "\r\n")--\(boundary)\r\n\(fields)", range: range))
    }
    var head = head
    head.status = .partialContent
    head.headerFields[.contentRange] = nil
    head.headerFields[.contentType] = "multipart/byteranges; boundary=\(boundary)"
    head.headerFields[.contentLength] = String(body.length)
    return (head, body)
  }

  /// What no content holds: it is made of the moment at which the content came.
  private static func boundary(_ stored: StoredResponse, _ ranges: [Range<Int64>]) -> String {
    let times = [stored.requestTime, stored.responseTime]
      .map { String($0.timeIntervalSinceReferenceDate.bitPattern, radix: 16) }
    let text = "boundary \(times) \(CacheKey.requestURL(stored.request)) \(ranges)"
    return "larder-" + BLAKE2b.hex(Array(text.utf8))
  }
}
