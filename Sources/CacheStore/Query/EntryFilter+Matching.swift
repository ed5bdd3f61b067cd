package import FoundationEssentials
import HTTPCaching

extension EntryFilter {
  /// Whether an entry belongs to it at that moment: the meaning of each case, in Swift. Stores that
  /// translate filters must agree with it.
  package func matches(_ entry: EntrySummary, now: Date) -> Bool {
    switch self {
    case .all: true
    case .and(let filters): filters.allSatisfy { $0.matches(entry, now: now) }
    case .or(let filters): filters.contains { $0.matches(entry, now: now) }
    case .not(let filter): !filter.matches(entry, now: now)
    case .urlContains(let part): TextMatch.contains(entry.url, part)
    case .glob(let column, let pattern): TextMatch.glob(column.text(of: entry), pattern)
    case .equals(let column, let text): Array(column.text(of: entry).utf8) == Array(text.utf8)
    case .number(let column, let comparison, let number):
      column.number(of: entry, now: now).map { comparison.holds($0, number) } ?? false
    case .pattern(let column, let pattern): pattern.matches(column.text(of: entry))
    case .moment(let column, let comparison, let moment):
      column.moment(of: entry).map { comparison.holds($0, moment) } ?? false
    case .flag(let flag): flag.holds(for: entry, now: now)
    case .ids(let ids): ids.contains(entry.id)
    }
  }
}

extension EntryFilter.TextColumn {
  func text(of entry: EntrySummary) -> String {
    switch self {
    case .url: entry.url
    case .host: URLRanges.host(of: entry.url)
    case .path, .query, .scheme: URLRanges.text(of: self, in: entry.url)
    case .method: entry.method
    case .mediaType: entry.mediaType
    case .key: entry.key
    case .rule: entry.timeline.rule.rawValue
    case .vary: entry.vary
    }
  }
}

extension EntryFilter.NumberColumn {
  /// The column's value; nil when the entry has none, and then no comparison holds.
  func number(of entry: EntrySummary, now: Date) -> Double? {
    switch self {
    case .status: Double(entry.status)
    case .size: Double(entry.size)
    case .hits: Double(entry.hits)
    case .timeToLive:
      entry.isCorrupt
        ? nil : entry.timeline.freshUntil?.timeIntervalSince(now) ?? .infinity
    case .age: now.timeIntervalSince(entry.generated)
    case .idle: now.timeIntervalSince(entry.lastUsed ?? entry.stored)
    case .sinceStored: now.timeIntervalSince(entry.stored)
    case .sinceRevalidated: entry.revalidated.map { now.timeIntervalSince($0) }
    case .saved: Double(entry.hits) * entry.fetchDuration
    case .port: URLRanges.port(of: entry.url).map(Double.init)
    }
  }
}

extension EntryFilter.MomentColumn {
  /// The moment; nil when the entry has none.
  func moment(of entry: EntrySummary) -> Date? {
    switch self {
    case .stored: entry.stored
    case .revalidated: entry.revalidated
    case .used: entry.lastUsed
    case .generated: entry.generated
    case .expires: entry.isCorrupt ? nil : entry.timeline.freshUntil
    }
  }
}

extension EntryFilter.Comparison {
  package func holds<Value: Comparable>(_ left: Value, _ right: Value) -> Bool {
    switch self {
    case .less: left < right
    case .lessOrEqual: left <= right
    case .equal: left == right
    case .notEqual: left != right
    case .greaterOrEqual: left >= right
    case .greater: left > right
    }
  }
}

extension EntryFilter.Flag {
  func holds(for entry: EntrySummary, now: Date) -> Bool {
    switch self {
    case .fresh, .stale, .swr, .sie, .validate, .never:
      !entry.isCorrupt && holds(for: entry.timeline, now: now)
    case .immutable: entry.timeline.isImmutable
    case .heuristic: entry.timeline.rule == .heuristic
    case .corrupt: entry.isCorrupt
    case .redirect: (300...399).contains(entry.status) && entry.status != 304
    case .error: entry.status >= 400
    case .variant, .vary: !entry.vary.isEmpty
    case .entityTag: entry.hasEntityTag
    case .lastModified: entry.hasLastModified
    case .validator: entry.hasValidator
    case .used: entry.hits > 0
    }
  }

  private func holds(for timeline: FreshnessTimeline, now: Date) -> Bool {
    let state = timeline.state(at: now)
    let isStale = state == .stale || state == .staleWhileRevalidate
    return switch self {
    case .fresh: state == .fresh || state == .neverExpires
    case .stale: isStale
    case .swr: state == .staleWhileRevalidate
    case .sie: isStale && timeline.staleIfErrorUntil.map { now < $0 } ?? false
    case .validate: state == .mustValidate
    default: state == .neverExpires
    }
  }
}
