package import CacheStore

/// Entries that are to be written to a file.
package struct WriteRequest: Sendable, Hashable {
  /// The name of one of `KnownExporters`.
  package var exporter: String
  package var entries: Set<EntryID>
  /// As it was typed: relative to where larder was started, `~/` at its start is the home folder. For several
  /// bodies it is a folder.
  package var path: String
  /// Whether secrets are left in.
  package var withSecrets: Bool
  /// Whether a file that is there already is replaced.
  package var mayReplace = false

  package init(exporter: String, entries: Set<EntryID>, path: String, withSecrets: Bool) {
    self.exporter = exporter
    self.entries = entries
    self.path = path
    self.withSecrets = withSecrets
  }
}

/// What became of a `WriteRequest`.
package enum WriteOutcome: Sendable, Hashable {
  case written(ExportCount)
  /// A file is there, and nothing was written.
  case exists
  /// It was stopped, and nothing was written.
  case cancelled
}

/// What is to be compared.
package enum Comparison: Sendable, Hashable {
  /// Two entries, the one stored first in the place of the former.
  case entries(EntryID, EntryID)
  /// What an entry was, with what it is.
  case former(EntryID)
}

/// Limits and pace of many requests.
package struct RequestPace: Sendable, Hashable {
  /// Requests at once.
  package var concurrency: Int
  /// Requests at once to one host.
  package var perHost: Int
  /// Seconds from the start of a request to the start of the next one.
  package var delay: Double
  /// After so many errors no more requests are started; nil: however many.
  package var stopAfterErrors: Int?

  package init(
    concurrency: Int = 4, perHost: Int = 2, delay: Double = 0, stopAfterErrors: Int? = nil
  ) {
    self.concurrency = max(1, concurrency)
    self.perHost = max(1, perHost)
    self.delay = delay.isFinite ? max(0, min(3600, delay)) : 0
    self.stopAfterErrors = stopAfterErrors.map { max(1, $0) }
  }

  /// `4 at once, 2 per host, one each 0.5 s, stops after 5 errors`
  package var words: String {
    var parts = ["\(concurrency) at once", "\(perHost) per host"]
    if delay > 0 { parts.append("one each \(Durations.latency(delay))") }
    if let stopAfterErrors {
      parts.append("stops after \(Numbers.count(stopAfterErrors, "error", "errors"))")
    }
    return parts.joined(separator: ", ")
  }
}
