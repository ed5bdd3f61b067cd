package import FoundationEssentials

/// Dates as RFC 3339 has them.
package enum Timestamp {
  /// To the second, in UTC: `2026-03-01T10:00:04Z`.
  package static func text(_ date: Date) -> String {
    date.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: false))
  }

  /// With or without fractions of a second; nil for anything else.
  package static func parse(_ text: String) -> Date? {
    if let date = try? Date.ISO8601FormatStyle().parse(text) { return date }
    return try? Date.ISO8601FormatStyle(includingFractionalSeconds: true).parse(text)
  }
}
