package import CacheStore
package import FoundationEssentials
import HTTPCaching

/// What the list says about time, in one place with the viewer.
package enum Expiries {
  /// The time left, `-4m`, or `never`, `check` (validated before each use), `?` (row unreadable).
  package static func text(_ summary: EntrySummary, now: Date) -> String {
    if summary.isCorrupt { return "?" }
    if summary.timeline.mustValidate { return "check" }
    guard let end = summary.timeline.freshUntil else { return "never" }
    return Durations.signed(end.timeIntervalSince(now))
  }

  /// The age, `14m` (RFC 9111 section 4.2.3); `?` for an unreadable row.
  package static func age(_ summary: EntrySummary, now: Date) -> String {
    summary.isCorrupt ? "?" : Durations.short(now.timeIntervalSince(summary.generated))
  }
}
