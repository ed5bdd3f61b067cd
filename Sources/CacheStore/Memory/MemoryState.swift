import FoundationEssentials
import HTTPCaching

/// What a `MemoryStore` guards with its lock.
struct MemoryState: Sendable {
  let limits: StoreLimits
  var changes: Int64 = 0
  var entries: [Int64: MemoryEntry] = [:]
  var slots: [MemoryEntry.Slot: Int64] = [:]
  var bodies: [Int64: Data] = [:]
  var history: [Int64: [HistoryItem]] = [:]
  var shelf: [Int64: MemoryShelfRow] = [:]
  var operations: [Int64: MemoryOperation] = [:]
  var activity = MemoryActivity()
  private var lastNumber: Int64 = 0

  init(limits: StoreLimits) { self.limits = limits }

  /// A number that nothing here has had.
  mutating func number() -> Int64 {
    lastNumber += 1
    return lastNumber
  }

  var summaries: [EntrySummary] { entries.values.map(\.summary) }

  func live(_ id: EntryID) -> MemoryEntry? { id.number.flatMap { entries[$0] } }

  func candidates(for key: CacheKey) -> [StoredCandidate] {
    let found = entries.values.filter { $0.new.key == key }
    return found.sorted { $0.new.stored.responseTime > $1.new.stored.responseTime }.map { entry in
      StoredCandidate(
        reference: entry.reference, method: entry.new.keyParts.method, url: entry.url,
        stored: entry.new.stored, body: entry.bodyReference, created: entry.created,
        fetchDuration: entry.new.fetchDuration, inlineBody: bodies[entry.body])
    }
  }

  // MARK: Entries

  mutating func put(_ new: NewEntry, body: Data) -> MemoryEntry {
    let slot = MemoryEntry.Slot(key: new.key, variant: new.varyFields)
    let former = slots[slot].flatMap { entries[$0] }
    let entry = make(new, after: former, body: body)
    if let former { recordHistory(of: former) }
    save(entry)
    if let former { release(former) }
    return entry
  }

  mutating func make(_ new: NewEntry, after former: MemoryEntry?, body: Data) -> MemoryEntry {
    let handle = number()
    bodies[handle] = body
    return MemoryEntry(
      new, after: former, id: former?.id ?? number(), body: handle, size: body.count)
  }

  mutating func save(_ entry: MemoryEntry) {
    if let former = entries[entry.id] { slots[former.slot] = nil }
    entries[entry.id] = entry
    slots[entry.slot] = entry.id
  }

  mutating func remove(_ entry: MemoryEntry) {
    entries[entry.id] = nil
    slots[entry.slot] = nil
  }

  /// Removes an entry for good, with all that was kept of it.
  mutating func purge(_ entry: MemoryEntry) {
    remove(entry)
    for row in shelf.values where row.entry.id == entry.id { dropOne(row) }
    history[entry.id] = nil
    release(entry)
  }

  /// Removes the body of a state that is no longer there, unless another state still has it.
  mutating func release(_ entry: MemoryEntry) {
    let isLive = entries[entry.id]?.body == entry.body
    if !isLive, !shelf.values.contains(where: { $0.entry.body == entry.body }) {
      bodies[entry.body] = nil
    }
  }

  /// Lines of history that an entry keeps.
  private static let historyLimit = 50

  mutating func recordHistory(of entry: MemoryEntry) {
    history[entry.id, default: []].append(entry.historyItem)
    history[entry.id] = history[entry.id]?.suffix(Self.historyLimit)
  }

  mutating func note(_ use: ActivityDelta.EntryUse, of id: EntryID) {
    guard var entry = live(id) else { return }
    entry.hits += use.hits
    entry.lastUsed = max(entry.lastUsed ?? use.lastUsed, use.lastUsed)
    entries[entry.id] = entry
  }

  /// The entry that a reference means; nil, and noted, when it is gone or changed.
  func current(_ reference: EntryReference, _ result: inout OperationResult) -> MemoryEntry? {
    guard let entry = live(reference.id) else {
      result.skipped[reference] = .gone
      return nil
    }
    guard entry.version == reference.version else {
      result.skipped[reference] = .changed
      return nil
    }
    return entry
  }
}
