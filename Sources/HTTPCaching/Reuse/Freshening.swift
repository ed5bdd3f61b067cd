public import FoundationEssentials
public import HTTPTypes

extension Validation {
  /// The stored response after a 304, or a HEAD response that agrees with it: each field that the new
  /// head has replaces the stored lines of that name (RFC 9111 section 3.2); times and settings are new.
  ///
  /// Left as stored are the fields that are never stored (section 3.1), `Content-Length`, and those that
  /// describe how the stored content was processed: `Content-Encoding` and `Content-Range`, which
  /// section 3.2 lets a cache keep. `Content-Type` is updated.
  public static func freshened(
    _ stored: StoredResponse, by head: HTTPResponse, requestTime: Date, responseTime: Date,
    settings: FreshnessSettings
  ) -> StoredResponse {
    var result = stored
    var news = StoredFields.storable(head.headerFields).filter { !kept.contains($0.name) }
    // RFC 9110 section 6.6.1: what comes from an origin without a clock is of the time when it came.
    if !head.headerFields.contains(.date) {
      news.append(HTTPField(name: .date, value: HTTPDate.format(responseTime)))
    }
    let names = Set(news.map(\.name))
    var fields = HTTPFields()
    var replaced: Set<HTTPField.Name> = []
    for field in stored.response.headerFields {
      guard names.contains(field.name) else {
        // `Age` tells of the message that brought it: it has nothing to say about one without.
        if field.name != .age { fields.append(field) }
        continue
      }
      // The new lines of a name stand where its first stored line stood.
      guard replaced.insert(field.name).inserted else { continue }
      fields.append(contentsOf: news.filter { $0.name == field.name })
    }
    fields.append(contentsOf: news.filter { !replaced.contains($0.name) })
    result.response.headerFields = fields
    result.requestTime = requestTime
    result.responseTime = responseTime
    result.settings = settings
    return result
  }

  /// Fields that describe the stored content (RFC 9111 section 3.2).
  private static let kept: Set<HTTPField.Name> = [
    .contentLength, .contentEncoding, .contentRange,
  ]
}
