package import CacheStore

/// The hosts with the most bytes: totals, and the stale share of each.
package struct HostsPane: Sendable, Hashable {
  /// Which line is under the cursor; 0 is all hosts.
  package var cursor = 0
  /// Totals per host, as they come in.
  package var totals: [String: EntryTotals] = [:]
  /// The generation of the totals that are awaited.
  var generation = 0

  package init() {}

  /// The share of a host's entries that is stale; nil while unknown.
  package func staleShare(_ host: String) -> Double? {
    guard let totals = totals[host], totals.count > 0 else { return nil }
    return Double(totals.stale + totals.staleWhileRevalidate) / Double(totals.count)
  }
}
