import FoundationEssentials
import HTTPCaching

/// A state of an entry that was put aside: in the trash, or for an undo.
struct MemoryShelfRow: Sendable {
  var number: Int64
  var operation: Int64
  var isInTrash: Bool
  var time: Date
  var ownBytes: Int64
  var entry: MemoryEntry
}

/// An operation with its entries.
struct MemoryOperation: Sendable {
  var record: StoreOperation
  var reason: String
  var items: [Int64: Item] = [:]

  /// An entry in it: the version that it left, and the shelf row with the other state, if any.
  struct Item: Sendable {
    var version: Int64
    var kept: Int64?
    var isUndone = false
  }

  /// Whether something is left to undo or do again: entries may have come back one by one.
  var canBeTurned: Bool { items.values.contains { $0.isUndone == record.isUndone } }
}

extension MemoryState {
  mutating func open(
    _ kind: StoreOperation.Kind, at time: Date, reason: String = ""
  ) -> Int64 {
    let id = number()
    operations[id] = MemoryOperation(
      record: StoreOperation(id: OperationID(id), kind: kind, time: time, count: 0),
      reason: reason)
    return id
  }

  /// Puts a state aside. Returns its row.
  mutating func shelve(
    _ entry: MemoryEntry, operation: Int64, inTrash: Bool, ownBytes: Int64, at time: Date
  ) -> Int64 {
    let row = number()
    shelf[row] = MemoryShelfRow(
      number: row, operation: operation, isInTrash: inTrash, time: time, ownBytes: ownBytes,
      entry: entry)
    return row
  }

  /// Throws a row away; with an entry in the trash goes all that was kept of it.
  mutating func drop(_ row: MemoryShelfRow) {
    guard row.isInTrash else { return dropOne(row) }
    for other in shelf.values where other.entry.id == row.entry.id { dropOne(other) }
    history[row.entry.id] = nil
  }

  mutating func dropOne(_ row: MemoryShelfRow) {
    shelf[row.number] = nil
    operations[row.operation]?.items[row.entry.id] = nil
    if operations[row.operation]?.canBeTurned == false { operations[row.operation] = nil }
    release(row.entry)
  }

  func trash(after place: TrashID?, limit: Int) -> [TrashedEntry] {
    let end = place?.rawValue ?? .max
    let rows = shelf.values.filter { $0.isInTrash && $0.number < end }
      .sorted { $0.number > $1.number }
    return rows.prefix(max(0, limit)).map { row in
      TrashedEntry(
        id: TrashID(row.number), summary: row.entry.summary, deleted: row.time,
        reason: operations[row.operation]?.reason ?? "", operation: OperationID(row.operation))
    }
  }

  /// What was put aside of an entry: where its body was another, or else the newest.
  func formerVersion(of id: EntryID) -> CacheEntry? {
    guard let entry = live(id) else { return nil }
    let kept = shelf.values.filter { $0.entry.id == entry.id }.sorted { $0.number > $1.number }
    return (kept.first { $0.entry.body != entry.body } ?? kept.first)?.entry.entry
  }

  /// Brings an entry back from the trash, with a new version and its old state.
  mutating func bringBack(
    _ row: MemoryShelfRow, _ result: inout OperationResult, now: Date
  ) {
    guard slots[row.entry.slot] == nil, entries[row.entry.id] == nil else {
      result.skipped[row.entry.reference] = .alreadyThere
      return
    }
    let entry = row.entry.next(.restored, at: now)
    recordHistory(of: row.entry)
    save(entry)
    shelf[row.number] = nil
    renumber(entry.id, from: row.entry.version, to: entry.version)
    operations[row.operation]?.items[entry.id] = .init(version: entry.version, isUndone: true)
    result.add(entry)
  }

  /// An entry is back in a state that it had as version `old`: operations that led to it can be undone
  /// from version `new`.
  mutating func renumber(_ entry: Int64, from old: Int64, to new: Int64) {
    for id in operations.keys where operations[id]?.items[entry]?.version == old {
      operations[id]?.items[entry]?.version = new
    }
  }
}

extension OperationResult {
  mutating func add(_ entry: MemoryEntry) {
    changed.append(entry.reference)
    bytes += entry.size
  }
}
