import CacheStore
import Canvas
import HTTPCaching

/// The outcomes in the order and words in which the live panes list them.
enum LiveOutcomes {
  /// An outcome's names.
  struct Row {
    let outcome: ActivityEvent.Outcome
    let name: VisibleText
    let short: VisibleText
  }

  /// Lookups by outcome; bypasses are none. Errors are told where there are any.
  static func lookups(_ counters: ActivityCounters) -> [Row] {
    let hasErrors = counters.outcomes[.error] ?? 0 > 0
    return [
      Row(outcome: .hit, name: "hit", short: "hit"),
      Row(outcome: .revalidated, name: "revalidated (304)", short: "304"),
      Row(outcome: .changed, name: "changed (200)", short: "changed"),
      Row(outcome: .staleServed, name: "stale served", short: "stale served"),
      Row(outcome: .miss, name: "miss", short: "miss"),
    ] + (hasErrors ? [Row(outcome: .error, name: "error", short: "error")] : [])
  }

  /// `hit 512 | 304 12 | changed 6 | stale served 4 | miss 87 | bypass 56`
  static func line(_ counters: ActivityCounters) -> VisibleText {
    let counts = lookups(counters).map { $0.short + " \(counters.outcomes[$0.outcome] ?? 0)" }
    let bypass: VisibleText = "bypass \(counters.outcomes[.bypass] ?? 0)"
    return (counts + [bypass]).joined(separator: " | ")
  }
}
