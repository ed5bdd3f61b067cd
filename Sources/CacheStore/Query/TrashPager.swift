/// Goes through the trash a page at a time, newest first.
package struct TrashPager: Sendable {
  private let size: Int
  private var place: TrashID?
  private var isAtEnd = false

  /// A place before the first row.
  ///
  /// - Parameter size: rows of a page at most.
  package init(size: Int = 500) { self.size = size }

  /// The rows of the next page; nil at the end.
  package mutating func next(in store: any CacheReader) async throws -> [TrashedEntry]? {
    guard !isAtEnd else { return nil }
    let rows = try await store.trash(after: place, limit: size)
    isAtEnd = rows.count < size
    place = rows.last?.id
    return rows.isEmpty ? nil : rows
  }
}

extension CacheReader {
  /// The rows of the trash that are wanted, newest first; no others are in memory longer than a page is.
  package func trash(where isWanted: (TrashedEntry) -> Bool) async throws -> [TrashedEntry] {
    var pager = TrashPager()
    var wanted: [TrashedEntry] = []
    while let rows = try await pager.next(in: self) { wanted += rows.filter(isWanted) }
    return wanted
  }
}
