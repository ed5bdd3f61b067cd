import CacheStore
import EntryTable
import FoundationEssentials
import SQLite
import Synchronization

/// What a list needs of all values, once they were decoded: a table in memory, which lives as long as the
/// store is open.
///
/// An entry's number follows from its key; its column `body` is the place of the value.
final class EntryIndex: Sendable {
  private let content: Mutex<Content>

  private struct Content {
    let table: EntryTable
    let rows: PackedTable
  }

  /// Places before the last one that are looked at again.
  private static let rereading: Int64 = 100

  init() throws {
    let (table, rows) = try EntryTable.inMemory()
    content = Mutex(Content(table: table, rows: rows))
  }

  /// Runs a body on the table.
  func read<Result: Sendable>(_ body: @Sendable (EntryTable) throws -> Result) throws -> Result {
    try content.withLock { try body($0.table) }
  }

  /// Puts the rows of a packer in, each in the place of the one with its number.
  func put(_ packer: inout RowPacker) throws {
    try content.withLock { try $0.rows.put(&packer) }
  }

  /// The same, unless another thread is at the table just now: then the packer keeps its rows.
  func putIfFree(_ packer: inout RowPacker) throws {
    try content.withLockIfAvailable { try $0.rows.put(&packer) }
  }

  func put(_ rows: [EntryRow]) throws {
    var packer = Self.packed(rows)
    try put(&packer)
  }

  /// Puts rows in and returns what that changed: one change is counted once, whoever finds it first.
  func putCounting(_ rows: [EntryRow]) throws -> ObservedChanges {
    var packer = Self.packed(rows)
    return try content.withLock { content in
      let changes = Self.changes(putting: rows, into: content.rows)
      try content.rows.put(&packer)
      return changes
    }
  }

  private static func packed(_ rows: [EntryRow]) -> RowPacker {
    var packer = RowPacker(columns: EntryRow.columnCount)
    for row in rows { row.pack(into: &packer) }
    return packer
  }

  /// Returns how many of them were there.
  @discardableResult
  func remove(_ keys: some Collection<String> & Sendable) -> Int {
    content.withLock { $0.rows.remove(keys.lazy.map(EntryNumber.of)) }
  }

  private static func changes(
    putting rows: [EntryRow], into table: PackedTable
  ) -> ObservedChanges {
    rows.reduce(into: ObservedChanges()) { changes, row in
      switch table.withRow(row.id, { EntryRow.version(of: $0) }) {
      case nil: changes.stored += 1
      case row.version: break
      default: changes.refreshed += 1
      }
    }
  }

  /// What changed: keys that are gone from `places`, and the places of those that lie elsewhere or are new.
  ///
  /// The places of the last ones count as new: that of the very last is given anew when it was removed.
  func difference(
    to places: [String: Int64]
  ) -> (gone: [String], new: [String: Int64]) {
    content.withLock { content in
      var known: [(key: String, place: Int64)] = []
      content.rows.forEach { known.append((EntryRow.key(of: $0), EntryRow.body(of: $0))) }
      let last = known.reduce(0) { max($0, $1.place) }
      var gone: [String] = []
      var new = places
      for (key, knownPlace) in known {
        if let place = places[key] {
          if place == knownPlace, place < last - Self.rereading { new[key] = nil }
        } else {
          gone.append(key)
        }
      }
      return (gone, new)
    }
  }

  /// The keys of all rows.
  func keys() -> Set<String> {
    content.withLock { content in
      var keys: Set<String> = []
      content.rows.forEach { keys.insert(EntryRow.key(of: $0)) }
      return keys
    }
  }

  /// The key of an entry.
  func key(_ id: EntryID) -> String? { column(id) { EntryRow.key(of: $0) } }

  /// The bytes of body of an entry, as long as it has that version.
  func size(_ reference: EntryReference) -> Int64? {
    column(reference.id) { row -> Int64? in
      EntryRow.version(of: row) == reference.version ? EntryRow.size(of: row) : nil
    } ?? nil
  }

  private func column<Value: Sendable>(
    _ id: EntryID, _ value: @Sendable (PackedRow) -> Value
  ) -> Value? {
    guard let number = id.number else { return nil }
    return content.withLock { content in content.rows.withRow(number) { value($0) } }
  }

  /// The row of an entry.
  func row(_ id: EntryID) throws -> EntryRow? { try read { try $0.row(id) } }
}
