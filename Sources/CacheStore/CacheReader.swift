public import FoundationEssentials
public import HTTPCaching
public import HTTPTypes

/// A cache that can be browsed. A cache that must not be written is a reader by type.
///
/// What an implementation owes:
/// - browsing and counting never read a body;
/// - every call may come from any task at any time, also while another process writes;
/// - a call waits a bounded time for a lock and then throws `StoreError` with code `locked`;
/// - a row that cannot be decoded is listed with `isCorrupt`, never left out and never fatal;
/// - opening and reading create no file and take no write lock.
public protocol CacheReader: Sendable {
  /// What the cache is called on screen: its path, or `memory`.
  var name: String { get }

  /// What it can do; an action that is missing here says why on screen.
  var capabilities: StoreCapabilities { get }

  /// One page of the entries that match.
  func browse(_ query: EntryQuery) async throws -> EntryPage

  /// Count and sizes of the entries that match, by state at that moment.
  func totals(_ filter: EntryFilter, now: Date) async throws -> EntryTotals

  /// The entries counted by host, or by the next part of a host's paths.
  func groups(_ query: GroupQuery) async throws -> EntryGroups

  /// References to all entries that match, for bulk operations; a snapshot.
  func references(matching filter: EntryFilter, now: Date) async throws -> [EntryReference]

  /// The values of a column among the entries that match, with their counts: the most frequent first, equal
  /// ones in the order of their bytes, `limit` at most. Default: goes through all pages.
  func values(
    of facet: EntryFacet, among filter: EntryFilter, limit: Int, now: Date
  ) async throws -> [FacetValue]

  /// Those of these entries for which a search holds, in the same order. What their index answers was
  /// looked at already where `search` doesn't ask for it. A few hundred at a time: the caller goes on with
  /// the next ones, on as many threads as it likes. Default: reads one entry after another.
  func matching(
    _ search: EntrySearch, among references: [EntryReference], now: Date
  ) async throws -> SearchedBatch

  /// One entry with its heads and key; nil when it is gone.
  ///
  /// - Throws: `StoreError` with code `corrupt` when the row can't be decoded.
  func entry(_ id: EntryID) async throws -> CacheEntry?

  /// All variants stored under a key, most recent first; each carries its body when that is small.
  func candidates(for key: CacheKey) async throws -> [StoredCandidate]

  /// The same for a request, where a store needs more of it than its key to find variants or redirects.
  /// Default: by the key alone.
  func candidates(for lookup: CacheLookup) async throws -> [StoredCandidate]

  /// Bytes of a body; a range past the end is cut, and empty beyond it.
  ///
  /// - Throws: `StoreError` with code `gone` when the body was replaced or deleted meanwhile.
  func read(_ body: BodyReference, range: Range<Int64>) async throws -> Data

  /// The former versions of an entry and what became of it, newest first.
  func history(of id: EntryID) async throws -> [HistoryItem]

  /// What an entry was before it was last replaced or changed, as far as that is kept; its body can be read.
  /// One whose response was another comes first, then one whose settings were. Default: nil.
  func formerVersion(of id: EntryID) async throws -> CacheEntry?

  /// How far lists are behind the cache, in stores that have to read all entries first; nil when they have
  /// everything. Default: nil. `changeCounter` changes while it goes on.
  func indexing() async -> IndexingProgress?

  /// A number that changes whenever anyone changes the cache; cheap enough to poll.
  func changeCounter() async throws -> Int64

  /// Statistics that sessions wrote: counters, sessions, and the events after a sequence number (nil:
  /// the last `limit` ones).
  func activity(after sequence: Int64?, limit: Int) async throws -> ActivitySnapshot

  /// What was deleted and can come back, newest first: what follows that row of the trash, which may be gone,
  /// or nil: from the newest on.
  func trash(after place: TrashID?, limit: Int) async throws -> [TrashedEntry]

  /// How many entries the trash has.
  func trashCount() async throws -> Int

  /// The entries that were stored anew where rows of the trash were: as long as they are there, these
  /// can't come back.
  func occupants(of trashed: [TrashID]) async throws -> [EntryReference]

  /// Operations that can be undone or, if undone, done again, newest first: none of which nothing is left, as
  /// when all that it deleted came back from the trash one by one.
  func undoableOperations(limit: Int) async throws -> [StoreOperation]

  /// Sizes of the cache as a file: bytes on disk, bytes that a vacuum would free.
  func storage() async throws -> StorageFacts
}

/// What a session looks for.
public struct CacheLookup: Sendable {
  /// The key of the request.
  public var key: CacheKey
  /// What went into it.
  public var parts: CacheKeyParts
  /// The request.
  public var request: HTTPRequest
  /// Its content; nil without.
  public var body: Data?

  /// Makes a lookup.
  public init(key: CacheKey, parts: CacheKeyParts, request: HTTPRequest, body: Data? = nil) {
    self.key = key
    self.parts = parts
    self.request = request
    self.body = body
  }
}

extension CacheReader {
  /// The newest of what was deleted and can come back.
  public func trash(limit: Int) async throws -> [TrashedEntry] {
    try await trash(after: nil, limit: limit)
  }

  /// None is kept.
  public func formerVersion(of id: EntryID) async throws -> CacheEntry? { nil }

  /// By the key alone.
  public func candidates(for lookup: CacheLookup) async throws -> [StoredCandidate] {
    try await candidates(for: lookup.key)
  }
}
