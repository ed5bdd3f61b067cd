package import CacheStore
import FoundationEssentials
import HTTPCaching
import HTTPTypes

/// How two entries, or two versions of one, differ: what the screen shows, `y` copies and `larder diff` prints.
package struct EntryDifference: Sendable, Hashable {
  package let before: CacheEntry
  package let after: CacheEntry
  /// Of the response's fields.
  package let fields: [FieldChange]
  /// Nil where a body could not be read.
  package let body: BodyDifference?

  /// - Parameter body: how the bodies differ, which somebody has to have read.
  package init(before: CacheEntry, after: CacheEntry, body: BodyDifference?) {
    self.before = before
    self.after = after
    self.body = body
    fields = FieldChange.between(
      before.stored.response.headerFields, after.stored.response.headerFields)
  }

  /// Whether both are versions of the same entry.
  package var isOneEntry: Bool { before.summary.id == after.summary.id }
}
