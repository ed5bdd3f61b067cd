import CacheStore
import FoundationEssentials

/// The entries of a store that a command acts on.
enum Choice {
  /// Those that one word names, found without a list.
  case named([EntrySummary])
  /// Those of the list that match.
  case matching(EntryFilter)

  func references(in store: any CacheStore, now: Date) async throws -> [EntryReference] {
    switch self {
    case .named(let rows): rows.map(\.reference)
    case .matching(let filter): try await store.references(matching: filter, now: now)
    }
  }

  /// The entries as the lines to print.
  func lines(in store: any CacheStore, now: Date) async throws -> [EntryID: String] {
    switch self {
    case .named(let rows): Self.lines(rows)
    case .matching(let filter): try await Self.lines(of: filter, in: store, now: now)
    }
  }

  /// Prints the entries as `larder ls` does.
  func list(in store: any CacheStore, now: Date) async throws {
    switch self {
    case .named(let rows):
      _ = Listing(store: store, filter: .all, sort: EntrySort(), now: now)
        .print(rows, asJSON: false)
    case .matching(let filter):
      _ = try await Listing(store: store, filter: filter, sort: EntrySort(), now: now)
        .print(limit: .max, asJSON: false)
    }
  }

  private static func lines(
    of filter: EntryFilter, in store: any CacheStore, now: Date
  ) async throws -> [EntryID: String] {
    var query = EntryQuery(filter: filter, sort: EntrySort(.url), limit: 10_000, now: now)
    var lines: [EntryID: String] = [:]
    while true {
      let page = try await store.browse(query)
      lines.merge(Self.lines(page.rows)) { $1 }
      guard let last = page.cursors.last, page.rows.count == query.limit else { return lines }
      query.place = .after(last)
    }
  }

  private static func lines(_ rows: [EntrySummary]) -> [EntryID: String] {
    Dictionary(rows.map { ($0.id, "\($0.method) \($0.url)") }) { $1 }
  }
}
