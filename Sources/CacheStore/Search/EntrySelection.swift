package import FoundationEssentials

/// Entries as a person asks for them: a search, and perhaps only the first so many in an order.
package struct EntrySelection: Sendable, Hashable {
  package var search: EntrySearch
  package var sort: EntrySort
  /// Entries at most; nil for all.
  package var limit: Int?

  package init(_ search: EntrySearch, sort: EntrySort = EntrySort(), limit: Int? = nil) {
    self.search = search
    self.sort = sort
    self.limit = limit
  }

  /// Looks for them, until it is done or the task is cancelled.
  ///
  /// - Parameter report: is told now and then how far it is, from any thread.
  /// - Returns: how far it came; what it found is in the order of the selection where there is a limit.
  package func run(
    in store: any CacheReader, now: Date,
    _ report: @escaping @Sendable (SearchRun.Progress) -> Void = { _ in }
  ) async throws -> SearchRun.Progress {
    guard let limit else {
      return try await SearchRun(store: store, search: search, now: now)(report)
    }
    var progress = SearchRun.Progress()
    var filter = search.filter
    if filter == nil {
      progress = try await SearchRun(store: store, search: search, now: now)(report)
      filter = .ids(Set(progress.found.map(\.id)))
    }
    progress.found = try await first(limit, of: filter ?? .all, in: store, now: now)
    if search.filter != nil {
      (progress.scanned, progress.total) = (progress.found.count, progress.found.count)
    }
    return progress
  }

  private func first(
    _ limit: Int, of filter: EntryFilter, in store: any CacheReader, now: Date
  ) async throws -> [EntryReference] {
    var pager = EntryPager(filter, sort: sort, size: 10_000, limit: limit, now: now)
    var found: [EntryReference] = []
    while let rows = try await pager.next(in: store) { found += rows.map(\.reference) }
    return found
  }
}
