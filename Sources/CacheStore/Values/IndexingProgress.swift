/// How far a store is that has to read all its entries before it can list them.
public struct IndexingProgress: Sendable, Hashable {
  /// Entries read.
  public var known: Int
  /// Entries that there are, at least.
  public var total: Int

  /// Makes a progress.
  public init(known: Int, total: Int) {
    self.known = known
    self.total = total
  }
}

extension CacheReader {
  /// Nil: lists have everything.
  public func indexing() async -> IndexingProgress? { nil }
}
