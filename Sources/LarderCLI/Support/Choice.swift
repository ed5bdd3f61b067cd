import CacheStore
import FoundationEssentials

/// The entries of a store that a command acts on.
enum Choice {
  /// Those that one word names, found without a list.
  case named([EntrySummary])
  /// Those of the list that match.
  case matching(EntryFilter)

  /// The same as a filter.
  var filter: EntryFilter {
    switch self {
    case .named(let rows): .ids(Set(rows.map(\.id)))
    case .matching(let filter): filter
    }
  }

  func references(in store: any CacheStore, now: Date) async throws -> [EntryReference] {
    switch self {
    case .named(let rows): rows.map(\.reference)
    case .matching(let filter): try await store.references(matching: filter, now: now)
    }
  }

  /// The entries, by URL.
  func rows(in store: any CacheStore, now: Date) async throws -> [EntrySummary] {
    let filter: EntryFilter
    switch self {
    case .named(let rows): return rows
    case .matching(let matching): filter = matching
    }
    var pager = EntryPager(filter, sort: EntrySort(.url), size: 10_000, now: now)
    var rows: [EntrySummary] = []
    while let page = try await pager.next(in: store) { rows += page }
    return rows
  }
}
