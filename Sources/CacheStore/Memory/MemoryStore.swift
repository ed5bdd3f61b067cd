public import FoundationEssentials
public import HTTPCaching
import Synchronization

/// A store in memory, gone with the process: for tests, previews and short-lived sessions. It keeps
/// every promise of `CacheStore` except to survive, and lists take time in proportion to their length.
public final class MemoryStore: CacheStore {
  private let state: Mutex<MemoryState>

  /// An empty store.
  public init(limits: StoreLimits = StoreLimits()) {
    state = Mutex(MemoryState(limits: limits))
  }

  /// `memory`.
  public var name: String { "memory" }

  /// Everything.
  public var capabilities: StoreCapabilities { .all }

  private func read<Result: Sendable>(_ body: (MemoryState) throws -> Result) rethrows -> Result {
    try state.withLock { try body($0) }
  }

  func change<Result: Sendable>(
    _ body: (inout MemoryState) throws -> Result
  ) rethrows -> Result {
    try state.withLock { state in
      state.changes += 1
      return try body(&state)
    }
  }
}

// MARK: Reading

extension MemoryStore {
  /// One page of the entries that match.
  public func browse(_ query: EntryQuery) async throws -> EntryPage {
    read { MemoryList(query, $0.summaries).page }
  }

  /// Count and sizes of the entries that match, by state at that moment.
  public func totals(_ filter: EntryFilter, now: Date) async throws -> EntryTotals {
    read { state in
      EntryTotals(state.summaries.filter { filter.matches($0, now: now) }, now: now)
    }
  }

  /// The entries counted by host, or by the next part of a host's paths.
  public func groups(_ query: GroupQuery) async throws -> EntryGroups {
    read { EntryGroups(query, $0.summaries) }
  }

  /// References to all entries that match; a snapshot.
  public func references(
    matching filter: EntryFilter, now: Date
  ) async throws -> [EntryReference] {
    read { state in
      state.summaries.filter { filter.matches($0, now: now) }.map(\.reference)
    }
  }

  /// What an entry was before it was last replaced or changed; nil where nothing of it is kept.
  public func formerVersion(of id: EntryID) async throws -> CacheEntry? {
    read { $0.formerVersion(of: id) }
  }

  /// One entry with its heads and key; nil when it is gone.
  public func entry(_ id: EntryID) async throws -> CacheEntry? {
    read { $0.live(id)?.entry }
  }

  /// All variants stored under a key, most recent first, each with its body.
  public func candidates(for key: CacheKey) async throws -> [StoredCandidate] {
    read { $0.candidates(for: key) }
  }

  /// Bytes of a body; `gone` when it was replaced or deleted meanwhile.
  public func read(_ body: BodyReference, range: Range<Int64>) async throws -> Data {
    guard let data = read({ $0.bodies[body.handle] }) else {
      throw StoreError(.gone, store: name)
    }
    let range = range.clamped(to: 0..<Int64(data.count))
    return data.subdata(
      in: (data.startIndex + Int(range.lowerBound))..<(data.startIndex + Int(range.upperBound)))
  }

  /// The former versions of an entry and what became of it, newest first.
  public func history(of id: EntryID) async throws -> [HistoryItem] {
    read { state in
      guard let entry = state.live(id) else { return [] }
      return [entry.historyItem] + (state.history[entry.id] ?? []).reversed()
    }
  }

  /// How many changes there were.
  public func changeCounter() async throws -> Int64 { read { $0.changes } }

  /// Statistics that sessions wrote.
  public func activity(after sequence: Int64?, limit: Int) async throws -> ActivitySnapshot {
    read { $0.activity.snapshot(after: sequence, limit: limit) }
  }

  /// What was deleted and can come back, newest first.
  public func trash(after place: TrashID?, limit: Int) async throws -> [TrashedEntry] {
    read { $0.trash(after: place, limit: limit) }
  }

  /// How many entries the trash has.
  public func trashCount() async throws -> Int {
    read { $0.shelf.values.count(where: \.isInTrash) }
  }

  /// The entries that were stored anew where rows of the trash were.
  public func occupants(of trashed: [TrashID]) async throws -> [EntryReference] {
    read { state in
      trashed.compactMap { state.shelf[$0.rawValue] }.filter(\.isInTrash)
        .compactMap { state.slots[$0.entry.slot].flatMap { state.entries[$0]?.reference } }
    }
  }

  /// Operations that can be undone or, if undone, done again; newest first.
  public func undoableOperations(limit: Int) async throws -> [StoreOperation] {
    read { state in
      let latest = state.operations.keys.sorted(by: >).lazy.compactMap { state.operations[$0] }
      return latest.filter(\.canBeTurned).prefix(max(0, limit)).map(\.record)
    }
  }

  /// Bytes of bodies; nothing on a disk to free.
  public func storage() async throws -> StorageFacts {
    StorageFacts(bytesOnDisk: read { $0.usedBytes }, reclaimableBytes: 0)
  }
}

// MARK: Changing

extension MemoryStore {
  /// Stores an entry, replacing the one with the same key and variant.
  @discardableResult
  public func put(_ entry: NewEntry, body: Data) async throws -> EntryReference {
    change { $0.put(entry, body: body).reference }
  }

  /// Begins to store a body of unknown size.
  public func stageBody() async throws -> any BodyStaging { GatheredBody(self) }

  /// Replaces an entry that its caller saw, and keeps the former one for `undo`.
  public func replace(
    _ reference: EntryReference, with entry: NewEntry, body: Data, now: Date
  ) async throws -> OperationResult {
    change { $0.replace(reference, with: entry, body: body, now: now) }
  }

  /// Replaces head, times and settings of an entry and keeps its body.
  public func freshen(
    _ reference: EntryReference, with stored: StoredResponse, now: Date
  ) async throws -> EntryReference? {
    change { $0.freshen(reference, with: stored, now: now) }
  }

  /// Sets an expiry by hand; one undoable operation.
  public func setExpiration(
    _ expiration: Expiration, of references: [EntryReference], now: Date
  ) async throws -> OperationResult {
    change { $0.set(expiration, of: references, now: now) }
  }

  /// Deletes, to the trash or for good; for good also when the trash is off.
  public func delete(
    _ references: [EntryReference], to destination: DeleteDestination, reason: String, now: Date
  ) async throws -> OperationResult {
    change { $0.delete(references, to: destination, reason: reason, now: now) }
  }

  /// Deletes every entry of these URLs for good. Returns how many went.
  public func invalidate(urls: [String], now: Date) async throws -> Int {
    let urls = Set(urls)
    return change { state in
      let references = state.entries.values.filter { urls.contains($0.url) }.map(\.reference)
      return state.delete(references, to: .purge, reason: "", now: now).changed.count
    }
  }

  /// Undoes an operation; an undone or forgotten one stays as it is.
  public func undo(_ operation: OperationID, now: Date) async throws -> OperationResult {
    change { $0.turn(operation, undone: false, now: now) }
  }

  /// Does an undone operation again.
  public func redo(_ operation: OperationID, now: Date) async throws -> OperationResult {
    change { $0.turn(operation, undone: true, now: now) }
  }

  /// Makes one operation of several.
  public func joinOperations(_ operations: [OperationID]) async throws {
    change { $0.join(operations) }
  }

  /// Brings single entries back from the trash.
  public func restore(_ trashed: [TrashID], now: Date) async throws -> OperationResult {
    change { $0.restore(trashed, now: now) }
  }

  /// Empties the trash. Returns how many entries went for good.
  public func emptyTrash() async throws -> Int {
    change { state in
      let rows = state.shelf.values.filter(\.isInTrash)
      for row in rows { state.drop(row) }
      return rows.count
    }
  }

  /// Adds what a session counted.
  public func record(_ activity: ActivityDelta) async throws {
    change { state in
      state.activity.add(activity)
      for (id, use) in activity.uses { state.note(use, of: id) }
    }
  }

  /// Evicts, least recently used first, until the limits hold. Returns how many entries went.
  public func enforceLimits(now: Date) async throws -> Int {
    change { $0.enforceLimits(now: now) }
  }

  /// There is nothing to free.
  public func vacuum(pages: Int) async throws -> Int64 { 0 }
}
