public import CacheStore
import Dispatch
import EntryTable
public import FoundationEssentials
import SQLite

extension SQLiteStore {
  /// One page of the entries that match, with count and place: one state of the cache.
  public func browse(_ query: EntryQuery) async throws -> EntryPage {
    let found = try await list { try $0.page(query) }
    markCorrupt(found.damaged)
    return found.page
  }

  /// Count and sizes of the entries that match, by state at that moment.
  public func totals(_ filter: EntryFilter, now: Date) async throws -> EntryTotals {
    try await list { list in try list.listing { try $0.totals(filter, now: now) } }
  }

  /// The entries counted by host, or by the next part of a host's paths.
  public func groups(_ query: GroupQuery) async throws -> EntryGroups {
    try await list { list in try list.listing { try $0.groups(query) } }
  }

  /// One entry with its heads and key; nil when it is gone.
  public func entry(_ id: EntryID) async throws -> CacheEntry? {
    try await list { try $0.entry(id) }
  }

  /// What an entry was before it was last replaced or changed, as far as that is kept.
  public func formerVersion(of id: EntryID) async throws -> CacheEntry? {
    try await list { try $0.formerVersion(of: id) }
  }

  /// The values of a column among the entries that match, with their counts.
  public func values(
    of facet: EntryFacet, among filter: EntryFilter, limit: Int, now: Date
  ) async throws -> [FacetValue] {
    try await list { list in
      try list.listing { try $0.values(of: facet, among: filter, limit: limit, now: now) }
    }
  }

  /// References to all entries that match; a snapshot.
  public func references(
    matching filter: EntryFilter, now: Date
  ) async throws -> [EntryReference] {
    try await list { list in
      try list.listing { try $0.references(FilterTranslation(now: now).condition(filter)) }
    }
  }

  /// Runs a body with a connection for lists, on a queue of its own.
  func list<Result: Sendable>(
    _ body: @escaping @Sendable (ListReader) throws -> Result
  ) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global(qos: .userInitiated).async { [self] in
        continuation.resume(
          with: Swift.Result {
            try StoreError.mapping(store: path) { try lists.read(body) }
          })
      }
    }
  }
}
