import HTTPTypes

/// The heads of answers about parts of a stored response.
enum PartHead {
  /// A 206 with that part alone (RFC 9110 section 15.3.7).
  static func partial(_ head: HTTPResponse, _ range: Range<Int64>, of size: Int64) -> HTTPResponse {
    var head = head
    head.status = .partialContent
    head.headerFields[.contentRange] =
      "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(size)"
    head.headerFields[.contentLength] = String(range.count)
    return head
  }

  /// The head of that run of bytes of a representation: a 200 where it is all.
  static func of(_ head: HTTPResponse, _ range: Range<Int64>, of size: Int64) -> HTTPResponse {
    guard Int64(range.count) == size else { return partial(head, range, of: size) }
    var head = head
    head.status = .ok
    head.headerFields[.contentRange] = nil
    head.headerFields[.contentLength] = String(size)
    return head
  }

  /// A 416 that tells the size (RFC 9110 section 15.5.17); what describes the content is left out.
  static func unsatisfiable(_ head: HTTPResponse, size: Int64) -> HTTPResponse {
    var fields = HTTPFields(
      head.headerFields.filter { $0.name == .date || $0.name == .age || $0.name == .server })
    fields[.contentRange] = "bytes */\(size)"
    fields[.contentLength] = "0"
    return HTTPResponse(status: .rangeNotSatisfiable, headerFields: fields)
  }
}

extension HTTPRequest {
  /// The same without conditions and, but to renew a part, without a wish for one: what it brings is good for
  /// everybody.
  func renewing(_ stored: StoredResponse) -> HTTPRequest {
    var names: [HTTPField.Name] = [.ifRange, .ifNoneMatch, .ifModifiedSince]
    if !stored.isPart { names.append(.range) }
    guard names.contains(where: headerFields.contains) else { return self }
    var request = self
    for name in names { request.headerFields[name] = nil }
    return request
  }
}
