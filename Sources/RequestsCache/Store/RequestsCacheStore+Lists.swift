public import CacheStore
import EntryTable
public import FoundationEssentials
import HTTPCaching
import SQLite

extension RequestsCacheStore {
  /// One page of the entries that match, of those that were decoded.
  public func browse(_ query: EntryQuery) async throws -> EntryPage {
    try await listing { try $0.page(query).page }
  }

  /// Count and sizes of the entries that match, by state at that moment.
  public func totals(_ filter: EntryFilter, now: Date) async throws -> EntryTotals {
    try await listing { try $0.totals(filter, now: now) }
  }

  /// The values of a column among the entries that match, with their counts.
  public func values(
    of facet: EntryFacet, among filter: EntryFilter, limit: Int, now: Date
  ) async throws -> [FacetValue] {
    try await listing { try $0.values(of: facet, among: filter, limit: limit, now: now) }
  }

  /// The entries counted by host, or by the next part of a host's paths, of those that were decoded.
  public func groups(_ query: GroupQuery) async throws -> EntryGroups {
    try await listing { try $0.groups(query) }
  }

  /// References to all entries that match; waits until all were decoded.
  public func references(
    matching filter: EntryFilter, now: Date
  ) async throws -> [EntryReference] {
    try await indexer.settle()
    return try await reading { [indexer] in
      try indexer.index.read { try $0.references(FilterTranslation(now: now).condition(filter)) }
    }
  }

  private func listing<Result: Sendable>(
    _ body: @escaping @Sendable (EntryTable) throws -> Result
  ) async throws -> Result {
    switch options.listing {
    case .complete: try await indexer.settle()
    case .progressive: try await indexer.begin()
    }
    return try await reading { [indexer] in
      try indexer.index.read(body)
    }
  }

  /// A number that grows while entries are decoded, and when anyone changes the cache.
  public func changeCounter() async throws -> Int64 { try indexer.changeCounter() }

  /// What was seen to happen to entries since the cache was opened: the layout has no place for statistics.
  public func activity(after sequence: Int64?, limit: Int) async throws -> ActivitySnapshot {
    ActivitySnapshot(observed: indexer.changes)
  }

  /// Bytes on disk, and those that Python's `vacuum` would free.
  public func storage() async throws -> StorageFacts {
    try await reading { [storage] in
      let (bytes, reclaimable) = try storage.storage()
      return StorageFacts(bytesOnDisk: bytes, reclaimableBytes: reclaimable)
    }
  }

  /// When the entry was stored, and when it was last validated.
  public func history(of id: EntryID) async throws -> [HistoryItem] {
    try await reading { [indexer] in
      guard let row = try indexer.index.row(id), !row.isCorrupt else { return [] }
      let stored = HistoryItem(
        time: row.created, event: .stored, version: row.version, status: row.facts.status,
        size: row.size)
      guard let time = row.revalidated else { return [stored] }
      return [
        HistoryItem(
          time: time, event: .notModified, version: row.version, status: row.facts.status,
          size: row.size), stored,
      ]
    }
  }
}
