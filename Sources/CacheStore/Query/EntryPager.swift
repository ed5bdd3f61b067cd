package import FoundationEssentials

/// Goes through a list a page at a time; no page is counted.
package struct EntryPager: Sendable {
  private var query: EntryQuery
  private let size: Int
  /// Entries that are still wanted.
  private var left: Int

  /// A place before the first entry.
  ///
  /// - Parameters:
  ///   - size: entries of a page at most.
  ///   - limit: entries of all pages at most.
  package init(
    _ filter: EntryFilter, sort: EntrySort = EntrySort(), size: Int = 500, limit: Int = .max,
    now: Date
  ) {
    query = EntryQuery(filter: filter, sort: sort, now: now)
    query.isCounted = false
    self.size = size
    left = limit
  }

  /// The entries of the next page; nil at the end.
  package mutating func next(in store: any CacheReader) async throws -> [EntrySummary]? {
    guard left > 0 else { return nil }
    query.limit = min(size, left)
    let page = try await store.browse(query)
    guard let last = page.cursors.last else {
      left = 0
      return nil
    }
    left -= page.rows.count
    query.place = .after(last)
    return page.rows
  }
}
