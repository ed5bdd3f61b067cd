package import CacheStore
package import FoundationEssentials

/// What came of asking an origin about one entry.
package struct RevalidationReport: Sendable, Hashable {
  /// In the words that the browser shows.
  package enum Outcome: Sendable, Hashable {
    /// 304: the stored body stays, its freshness is renewed.
    case notModified
    /// A new response was stored.
    case changed
    /// 404 or 410.
    case gone
    /// The origin failed with that status; the entry was kept.
    case originError(Int)
    /// No answer; the entry was kept.
    case networkError(String)
    /// The new response may not be stored; the old one went to the trash.
    case notStorable
    /// The entry was changed or deleted by someone else meanwhile, or the store failed.
    case skipped(String)
    /// The task was cancelled before its turn.
    case cancelled
  }

  /// A field that was sent for the revalidation.
  package struct SentField: Sendable, Hashable {
    package var name: String
    package var value: String

    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// The entry as it was when the task began.
  package var reference: EntryReference
  /// Its URL; empty where it was gone by then.
  package var url: String
  package var outcome: Outcome
  /// Request target and validators as sent; empty when nothing was sent.
  package var requestLine: String
  package var sentFields: [SentField]
  /// The origin's status; 0 without an answer.
  package var status: Int
  /// Seconds until the answer was complete.
  package var duration: TimeInterval
  /// The entry before and after; nil where unknown or gone.
  package var before: CacheEntry?
  package var after: CacheEntry?
  /// How the bodies differ; nil where they were not compared.
  package var body: BodyDifference?
  /// What undo would take back; nil where nothing was replaced or deleted.
  package var operation: OperationID?

  package init(
    reference: EntryReference, url: String? = nil, outcome: Outcome, requestLine: String = "",
    sentFields: [SentField] = [], status: Int = 0, duration: TimeInterval = 0,
    before: CacheEntry? = nil, after: CacheEntry? = nil, body: BodyDifference? = nil,
    operation: OperationID? = nil
  ) {
    self.reference = reference
    self.url = url ?? (after ?? before)?.summary.url ?? ""
    self.outcome = outcome
    self.requestLine = requestLine
    self.sentFields = sentFields
    self.status = status
    self.duration = duration
    self.before = before
    self.after = after
    self.body = body
    self.operation = operation
  }
}
