package import CacheStore
package import FoundationEssentials
import HTTPCaching

/// States as letters, the same in the list and on the command line.
package enum StateLetters {
  /// `F` fresh, `I` never expires, `W` stale but servable while it is revalidated, `S` stale, `N`
  /// validated before each use, `X` unreadable.
  package static func letter(_ summary: EntrySummary, now: Date) -> String {
    guard !summary.isCorrupt else { return "X" }
    return switch summary.timeline.state(at: now) {
    case .fresh: "F"
    case .neverExpires: "I"
    case .staleWhileRevalidate: "W"
    case .stale: "S"
    case .mustValidate: "N"
    }
  }
}
