package import CacheStore
package import FoundationEssentials
package import HTTPCaching

/// An explanation for programs: `larder explain --json`. Its numbers are those of the screen.
package struct ExplainDocument: Codable, Sendable, Hashable {
  /// The key's digest in hexadecimal.
  package var key: String
  /// The method under which it is stored.
  package var method: String
  /// The normalised URL.
  package var url: String
  /// The status code.
  package var status: Int
  /// Bytes of the body as a client gets it.
  package var size: Int64
  /// What went into the key.
  package var keyParts: CacheKeyParts
  /// The reasoning.
  package var report: FreshnessReport
  /// What the report assumes of the next request; nil for the stored request again, now.
  package var whatIf: Assumptions?

  /// Assumptions, and what comes of them in words.
  package struct Assumptions: Codable, Sendable, Hashable {
    package var text: String
    package var outcome: String
  }

  /// The document about an entry.
  package init(_ report: FreshnessReport, of entry: CacheEntry, whatIf: WhatIf? = nil) {
    self.whatIf = whatIf.map { Assumptions(text: $0.text, outcome: report.outcome) }
    key = entry.summary.key
    method = entry.summary.method
    url = entry.summary.url
    status = entry.summary.status
    size = entry.summary.size
    keyParts = entry.keyParts
    self.report = report
  }

  /// The document as JSON: members sorted by name, dates in RFC 3339 with milliseconds.
  package func json() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .custom { date, encoder in
      var container = encoder.singleValueContainer()
      try container.encode(ClockTimes().timestamp(date))
    }
    return try encoder.encode(self)
  }
}
