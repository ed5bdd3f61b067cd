package import HTTPTypes

/// How an answer from the store goes on where the rest of the stored bytes is lost: an entry can be evicted or
/// deleted while it is sent. A strong validator lets the origin send the rest (RFC 9110 section 13.1.5).
package struct Continuation: Sendable {
  private let request: HTTPRequest
  private let stored: StoredResponse
  private let tag: EntityTag
  /// Where the stored bytes begin, and how many the whole has.
  private let start: Int64
  private let size: Int64

  /// Nil where the origin can't be asked: without a strong validator, and where only the cache may answer.
  ///
  /// - Parameter size: how many bytes of the representation are stored; nil where a coding was undone.
  package init?(
    of stored: StoredResponse, size: Int64?, for request: HTTPRequest, policy: CachePolicy
  ) {
    let part = StoredPart(stored.response)
    guard let size, request.method == .get,
      stored.isPart ? part != nil : stored.response.status == .ok,
      let tag = stored.entityTag, !tag.isWeak, tag.isWellFormed,
      RequestFacts(request.headerFields).onlyIfCached(policy) == nil
    else { return nil }
    self.request = request.renewing(stored)
    self.stored = stored
    self.tag = tag
    self.start = part?.range.lowerBound ?? 0
    self.size = part?.size ?? size
  }

  /// The request for those of the stored bytes.
  package func request(for range: Range<Int64>) -> HTTPRequest {
    var request = request
    let (first, last) = (start + range.lowerBound, start + range.upperBound - 1)
    request.headerFields[.range] = "bytes=\(first)-\(last)"
    request.headerFields[fields: .ifRange] = [HTTPField(.ifRange, tags: [tag])]
    return request
  }

  /// Whether that head brings them.
  package func isContinued(by head: HTTPResponse, for range: Range<Int64>) -> Bool {
    guard let part = StoredPart(head), let tag = EntityTag(of: head.headerFields) else {
      return false
    }
    return part.size == size && part.range.lowerBound == start + range.lowerBound
      && part.range.upperBound == start + range.upperBound && self.tag.stronglyMatches(tag)
      && head.headerFields[.contentEncoding] == stored.response.headerFields[.contentEncoding]
  }
}
