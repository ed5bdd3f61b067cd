public import CacheStore
import FoundationEssentials

/// Entries of a cache, read from the store a page at a time while they are gone through.
public struct EntrySequence: AsyncSequence, Sendable {
  /// An entry as a list shows it; its body stays in the store.
  public typealias Element = EntrySummary

  private let cache: SessionCache
  private let filter: EntryFilter
  private let sort: EntrySort
  /// Only entries that came into the cache before that.
  private let limit: Date?

  init(
    _ cache: SessionCache, _ filter: EntryFilter, sort: EntrySort = EntrySort(.stored),
    before limit: Date? = nil
  ) {
    self.cache = cache
    self.filter = filter
    self.sort = sort
    self.limit = limit
  }

  /// Goes through the entries from the first.
  public func makeAsyncIterator() -> Iterator {
    let pager = EntryPager(filter, sort: sort, now: cache.core.now())
    return Iterator(cache: cache, pager: pager, limit: limit)
  }

  /// A place among the entries.
  public struct Iterator: AsyncIteratorProtocol {
    let cache: SessionCache
    private var pager: EntryPager
    let limit: Date?
    private var page: ArraySlice<EntrySummary> = []

    init(cache: SessionCache, pager: EntryPager, limit: Date?) {
      self.cache = cache
      self.pager = pager
      self.limit = limit
    }

    /// The next entry.
    ///
    /// - Throws: `StoreError` when the store can't be read.
    public mutating func next() async throws -> EntrySummary? {
      while page.isEmpty {
        guard let rows = try await nextPage() else { return nil }
        page = rows[...]
      }
      return page.popFirst()
    }

    /// The entries of the next page, which may be none; nil at the end.
    mutating func nextPage() async throws -> [EntrySummary]? {
      let rows = try await cache.read { try await pager.next(in: $0) }
      guard let limit else { return rows }
      return rows?.filter { $0.created < limit }
    }
  }
}
