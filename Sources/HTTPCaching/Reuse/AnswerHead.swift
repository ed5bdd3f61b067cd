public import FoundationEssentials
public import HTTPTypes

/// The head of an answer from the store.
public enum AnswerHead {
  /// The stored head with an `Age` field for that moment (RFC 9111 sections 4 and 5.1), less the fields
  /// that a qualified `no-cache` withholds (section 5.2.2.4). One without `Date` is dated by its arrival
  /// (RFC 9110 section 6.6.1).
  public static func make(
    _ stored: StoredResponse, freshness: Freshness, now: Date
  ) -> HTTPResponse {
    var head = stored.response
    for name in freshness.fieldsToWithhold {
      if let field = HTTPField.Name(name) { head.headerFields[field] = nil }
    }
    if !head.headerFields.contains(.date) {
      head.headerFields[.date] = HTTPDate.format(stored.responseTime)
    }
    let age = min(max(0, freshness.age(at: now)), CacheControl.unbounded)
    let value = String(Int(age))
    // To add a field takes half as long as to set one that isn't there.
    if head.headerFields.contains(.age) {
      head.headerFields[.age] = value
    } else {
      head.headerFields.append(HTTPField(name: .age, value: value))
    }
    return head
  }

  /// The 304 that tells a client that what it has is this response (RFC 9110 section 15.4.5).
  static func notModified(_ head: HTTPResponse) -> HTTPResponse {
    HTTPResponse(
      status: .notModified,
      headerFields: HTTPFields(head.headerFields.filter { notModifiedFields.contains($0.name) }))
  }

  private static let notModifiedFields: Set<HTTPField.Name> = [
    .age, .cacheControl, .contentLocation, .date, .eTag, .expires, .lastModified, .vary,
  ]
}
