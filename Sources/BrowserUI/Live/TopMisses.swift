import CacheStore
import HTTPCaching

/// The requests that went to the origin most often, grouped by URL pattern. Bounded: URLs are the
/// network's, and there may be any number of them.
package struct TopMisses: Sendable, Equatable {
  /// A group of requests.
  package struct Group: Sendable, Hashable {
    /// The host with its port, empty if none was found.
    package var host: String
    /// The path with `*` for numbers and for values of the query.
    package var path: String
    /// How many.
    package var count: Int64
    /// Bytes of body they took.
    package var bytes: Int64
    /// Why the last of them went forward, in the words of RFC 9211 or the session's own.
    package var reason: String
  }

  private var groups: [URLPattern: Group] = [:]
  private static let limit = 512

  /// Nothing missed.
  package init() {}

  /// The largest groups, the most frequent first.
  package func top(_ count: Int) -> [Group] {
    let sorted = groups.values.sorted {
      ($1.count, $1.bytes, $0.host, $0.path) < ($0.count, $0.bytes, $1.host, $1.path)
    }
    return Array(sorted.prefix(count))
  }

  mutating func count(_ event: ActivityEvent) {
    switch event.outcome {
    case .miss, .changed, .error, .revalidated: break
    case .hit, .staleServed, .bypass: return
    }
    let pattern = URLPattern(event.url)
    if groups[pattern] == nil, groups.count >= Self.limit { dropRarest() }
    var group =
      groups[pattern]
      ?? Group(host: pattern.host, path: pattern.path, count: 0, bytes: 0, reason: "")
    group.count += 1
    group.bytes = group.bytes.addingClamped(max(0, event.bytes))
    group.reason = Self.reason(event)
    groups[pattern] = group
  }

  /// A response that could not be stored will miss again: that is the better reason.
  private static func reason(_ event: ActivityEvent) -> String {
    if let detail = event.status.detail, !event.status.isStored, !detail.isEmpty { return detail }
    return event.status.forward?.rawValue ?? event.outcome.rawValue
  }

  /// Halves the table, so that the work is spread over many new patterns.
  private mutating func dropRarest() {
    let kept = groups.sorted { $0.value.count > $1.value.count }.prefix(Self.limit / 2)
    groups = Dictionary(uniqueKeysWithValues: kept.map { ($0.key, $0.value) })
  }
}
