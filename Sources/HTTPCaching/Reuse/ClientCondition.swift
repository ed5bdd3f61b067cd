import FoundationEssentials
import HTTPTypes

/// The conditions that a client's own request brings (RFC 9111 section 4.3.2).
enum ClientCondition {
  /// Whether the answer is a 304: the condition says that the client has the stored response already.
  static func isNotModified(_ request: HTTPRequest, _ stored: StoredResponse) -> Bool {
    // RFC 9110 section 13.2.1: conditions count only where the answer would be a success.
    guard (200...299).contains(stored.response.status.code) else { return false }
    // RFC 9110 section 13.1.3: If-None-Match goes before If-Modified-Since.
    if request.headerFields.contains(.ifNoneMatch) { return matchesTag(request, stored) }
    guard let field = request.headerFields.first(where: { $0.name == .ifModifiedSince }),
      let since = HTTPDate.parse(field, now: stored.responseTime)
    else { return false }
    // RFC 9111 section 4.3.2: without a Last-Modified its Date, or the time of arrival, stands in.
    return (stored.lastModified ?? stored.dateValue) <= since
  }

  /// RFC 9110 section 13.1.2: `*`, or a list of tags, compared weakly.
  private static func matchesTag(_ request: HTTPRequest, _ stored: StoredResponse) -> Bool {
    let listed = FieldValue.list(.ifNoneMatch, in: request.headerFields)
    if listed == ["*"] { return true }
    guard let tag = stored.entityTag else { return false }
    return listed.contains { EntityTag($0)?.weaklyMatches(tag) ?? false }
  }
}
