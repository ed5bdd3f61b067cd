public import FoundationEssentials
public import HTTPCaching

/// The least that a store of one's own needs: what is not listed here, it has by default.
///
/// What remains is `name`, `summaries`, `entry`, `candidates`, `read`, `changeCounter`, `put`, `freshen` and
/// `delete`. Lists are worked out in memory from `summaries`, so they take time in proportion to the
/// entries. There is no undo, no trash, no history and no statistics, and `capabilities` says so. A store
/// that can do better implements more of `CacheStore`, and says that in its `capabilities`.
public protocol SimpleStore: CacheStore {
  /// What lists show of all entries, in any order.
  func summaries() async throws -> [EntrySummary]
}

// MARK: Reading

extension SimpleStore {
  /// What it does by default: takes, deletes and freshens entries, and sets their expiry.
  public var capabilities: StoreCapabilities { [.insert, .delete, .freshen, .setExpiration] }

  /// One page of the entries that match.
  public func browse(_ query: EntryQuery) async throws -> EntryPage {
    MemoryList(query, try await summaries()).page
  }

  /// Count and sizes of the entries that match, by state at that moment.
  public func totals(_ filter: EntryFilter, now: Date) async throws -> EntryTotals {
    EntryTotals(try await summaries().filter { filter.matches($0, now: now) }, now: now)
  }

  /// The entries counted by host, or by the next part of a host's paths.
  public func groups(_ query: GroupQuery) async throws -> EntryGroups {
    EntryGroups(query, try await summaries())
  }

  /// References to all entries that match; a snapshot.
  public func references(
    matching filter: EntryFilter, now: Date
  ) async throws -> [EntryReference] {
    try await summaries().filter { filter.matches($0, now: now) }.map(\.reference)
  }

  /// Nothing is kept.
  public func history(of id: EntryID) async throws -> [HistoryItem] { [] }

  /// Nothing is counted.
  public func activity(after sequence: Int64?, limit: Int) async throws -> ActivitySnapshot {
    ActivitySnapshot()
  }

  /// Nothing is kept.
  public func trash(after place: TrashID?, limit: Int) async throws -> [TrashedEntry] { [] }

  /// None is kept. Returns 0.
  public func trashCount() async throws -> Int { 0 }

  /// Nothing is in the trash.
  public func occupants(of trashed: [TrashID]) async throws -> [EntryReference] { [] }

  /// Nothing can be undone.
  public func undoableOperations(limit: Int) async throws -> [StoreOperation] { [] }

  /// The bytes of all bodies.
  public func storage() async throws -> StorageFacts {
    StorageFacts(
      bytesOnDisk: try await summaries().reduce(0) { $0 + $1.size }, reclaimableBytes: 0)
  }
}

// MARK: Writing

extension SimpleStore {
  /// Gathers a body in memory.
  public func stageBody() async throws -> any BodyStaging { GatheredBody(self) }

  /// Puts the entry in the other's place, which can't come back.
  public func replace(
    _ reference: EntryReference, with entry: NewEntry, body: Data, now: Date
  ) async throws -> OperationResult {
    var result = OperationResult()
    guard try await current(reference, &result) != nil else { return result }
    let new = try await put(entry, body: body)
    if new.id != reference.id {
      _ = try await delete([reference], to: .purge, reason: "replaced", now: now)
    }
    result.changed = [new]
    result.bytes = Int64(body.count)
    return result
  }

  /// Freshens each entry with that expiry.
  public func setExpiration(
    _ expiration: Expiration, of references: [EntryReference], now: Date
  ) async throws -> OperationResult {
    var result = OperationResult()
    for reference in references {
      guard var entry = try await current(reference, &result) else { continue }
      entry.stored.settings.manual = .init(expiration, setAt: now)
      guard let new = try await freshen(reference, with: entry.stored, now: now) else {
        result.skipped[reference] = .changed
        continue
      }
      result.changed.append(new)
      result.bytes += entry.body.size
    }
    return result
  }

  /// Deletes every entry of these URLs whatever their method.
  public func invalidate(urls: [String], now: Date) async throws -> Int {
    let filter = EntryFilter.or(Set(urls).map { .equals(.url, $0) })
    let references = try await references(matching: filter, now: now)
    return try await delete(references, to: .purge, reason: "invalidated", now: now).changed.count
  }

  /// Throws `StoreError` with code `unsupported`.
  public func undo(_ operation: OperationID, now: Date) async throws -> OperationResult {
    throw StoreError(.unsupported, store: name)
  }

  /// Throws `StoreError` with code `unsupported`.
  public func redo(_ operation: OperationID, now: Date) async throws -> OperationResult {
    throw StoreError(.unsupported, store: name)
  }

  /// Throws `StoreError` with code `unsupported`.
  public func restore(_ trashed: [TrashID], now: Date) async throws -> OperationResult {
    throw StoreError(.unsupported, store: name)
  }

  /// There is none. Returns 0.
  public func emptyTrash() async throws -> Int { 0 }

  /// Counts nothing.
  public func record(_ activity: ActivityDelta) async throws {}

  /// There are none. Returns 0.
  public func enforceLimits(now: Date) async throws -> Int { 0 }

  /// Frees nothing.
  public func vacuum(pages: Int) async throws -> Int64 { 0 }

  /// The entry that a reference means; nil, and noted, when it is gone or changed.
  private func current(
    _ reference: EntryReference, _ result: inout OperationResult
  ) async throws -> CacheEntry? {
    guard let entry = try await entry(reference.id) else {
      result.skipped[reference] = .gone
      return nil
    }
    guard entry.summary.reference == reference else {
      result.skipped[reference] = .changed
      return nil
    }
    return entry
  }
}
