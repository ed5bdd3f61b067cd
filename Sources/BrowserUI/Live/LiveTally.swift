package import CacheStore
import HTTPCaching

/// The counts that a window of time needs.
package struct LiveTally: Sendable, Hashable {
  /// All requests.
  package var requests: Int64 = 0
  /// All requests but bypasses.
  package var lookups: Int64 = 0
  /// Answered without contact with the origin, fresh.
  package var hits: Int64 = 0
  /// Bytes of body served from the store.
  package var bytesFromStore: Int64 = 0
  /// Bytes of body that came from origins.
  package var bytesFromOrigin: Int64 = 0
  /// Responses written to the store.
  package var storeWrites: Int64 = 0

  /// Entries that were stored, refreshed and removed, as far as that was seen.
  package var stored: Int64 = 0
  package var refreshed: Int64 = 0
  package var removed: Int64 = 0

  /// Nothing.
  package init() {}

  /// What was seen to happen to entries since an earlier look.
  init(_ changes: ObservedChanges?, since earlier: ObservedChanges?) {
    let (changes, earlier) = (changes ?? ObservedChanges(), earlier ?? ObservedChanges())
    stored = max(0, changes.stored.subtractingClamped(earlier.stored))
    refreshed = max(0, changes.refreshed.subtractingClamped(earlier.refreshed))
    removed = max(0, changes.removed.subtractingClamped(earlier.removed))
  }

  /// All that was seen to happen to entries.
  package var changes: Int64 { stored.addingClamped(refreshed).addingClamped(removed) }

  /// The counts of counters.
  package init(_ counters: ActivityCounters) {
    requests = counters.requests
    lookups = counters.lookups
    hits = counters.outcomes[.hit] ?? 0
    bytesFromStore = counters.bytesFromStore
    bytesFromOrigin = counters.bytesFromOrigin
    storeWrites = counters.storeWrites
  }

  /// The counts of one event.
  package init(_ event: ActivityEvent) {
    requests = 1
    lookups = event.outcome == .bypass ? 0 : 1
    hits = event.outcome == .hit ? 1 : 0
    storeWrites = event.status.isStored ? 1 : 0
    switch event.outcome {
    case .hit, .revalidated, .staleServed: bytesFromStore = max(0, event.bytes)
    case .changed, .miss, .bypass, .error: bytesFromOrigin = max(0, event.bytes)
    }
  }

  /// The share of lookups that were hits; nil without lookups.
  package var hitRatio: Double? {
    lookups > 0 ? Double(hits) / Double(lookups) : nil
  }

  /// The share of bytes that came from the store; nil without bytes.
  package var byteRatio: Double? {
    let total = bytesFromStore.addingClamped(bytesFromOrigin)
    return total > 0 ? Double(bytesFromStore) / Double(total) : nil
  }

  /// Adds another's counts.
  mutating func add(_ other: LiveTally) {
    for field in Self.fields {
      self[keyPath: field] = self[keyPath: field].addingClamped(other[keyPath: field])
    }
  }

  /// One of so many nearly equal parts; together they are the whole.
  func part(_ index: Int, of count: Int) -> LiveTally {
    var result = self
    for field in Self.fields {
      let (share, rest) = self[keyPath: field].quotientAndRemainder(dividingBy: Int64(count))
      result[keyPath: field] = share + (index < rest ? 1 : 0)
    }
    return result
  }

  private static var fields: [WritableKeyPath<LiveTally, Int64>] {
    [
      \.requests, \.lookups, \.hits, \.bytesFromStore, \.bytesFromOrigin, \.storeWrites, \.stored,
      \.refreshed, \.removed,
    ]
  }
}

extension HostActivity {
  /// The share of lookups that were hits; nil without lookups.
  var hitRatio: Double? { lookups > 0 ? Double(hits) / Double(lookups) : nil }
}

extension ActivityCounters {
  /// All requests.
  var requests: Int64 { outcomes.values.reduce(0) { $0.addingClamped($1) } }

  /// What was counted since an earlier reading; never negative.
  package func subtracting(_ earlier: ActivityCounters) -> ActivityCounters {
    var result = ActivityCounters()
    for (outcome, count) in outcomes {
      result.outcomes[outcome] = Self.difference(count, earlier.outcomes[outcome] ?? 0)
    }
    result.bytesFromStore = Self.difference(bytesFromStore, earlier.bytesFromStore)
    result.bytesFromOrigin = Self.difference(bytesFromOrigin, earlier.bytesFromOrigin)
    result.secondsSaved = max(0, secondsSaved - earlier.secondsSaved)
    result.storeWrites = Self.difference(storeWrites, earlier.storeWrites)
    result.storeFaults = Self.difference(storeFaults, earlier.storeFaults)
    result.collapsed = Self.difference(collapsed, earlier.collapsed)
    result.hitDurations = Self.difference(hitDurations, earlier.hitDurations)
    result.missDurations = Self.difference(missDurations, earlier.missDurations)
    return result
  }

  private static func difference(_ later: Int64, _ earlier: Int64) -> Int64 {
    max(0, later.subtractingClamped(earlier))
  }

  private static func difference(_ later: [Int64], _ earlier: [Int64]) -> [Int64] {
    later.indices.map { difference(later[$0], $0 < earlier.count ? earlier[$0] : 0) }
  }
}
