import FoundationEssentials
import HTTPTypes

extension StoredResponse {
  /// The `ETag`; nil without one.
  var entityTag: EntityTag? { EntityTag(of: response.headerFields) }

  /// The `Last-Modified` field, if it holds a date.
  var lastModifiedField: HTTPField? {
    response.headerFields.first {
      $0.name == .lastModified && HTTPDate.parse($0, now: responseTime) != nil
    }
  }

  /// The `Last-Modified` date.
  var lastModified: Date? { lastModifiedField.flatMap { HTTPDate.parse($0, now: responseTime) } }

  /// Whether it can be asked about: it is a success, and has an `ETag` or a `Last-Modified`.
  var hasValidator: Bool {
    mayBeUnchanged && (entityTag != nil || lastModifiedField != nil)
  }

  /// Whether a 304 can speak of it: that stands for a success, whatever else the origin once gave the same
  /// validator (RFC 9110 sections 13.2.1 and 15.4.5).
  var mayBeUnchanged: Bool { response.status.kind == .successful }

  /// `date_value`: the `Date` field, or the time of arrival (RFC 9110 section 6.6.1).
  var dateValue: Date {
    let field = response.headerFields.first { $0.name == .date }
    return field.flatMap { HTTPDate.parse($0, now: responseTime) } ?? responseTime
  }
}
