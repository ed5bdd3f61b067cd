import CacheStore
import SQLite

/// An entry in an operation.
struct OperationItem: Sendable {
  var operation: Int64
  var entry: Int64
  /// The version that the operation, or its undoing, left.
  var version: Int64
  /// The shelf row with the other state; nil when the other state is that there is no such entry.
  var kept: Int64?
  var isUndone = false

  var reference: EntryReference {
    EntryReference(id: EntryID(number: entry), version: version)
  }
}

extension WriterConnection {
  func save(_ item: OperationItem) throws {
    let statement = try connection.statement("INSERT OR REPLACE INTO item VALUES (?, ?, ?, ?, ?)")
    statement.bind(1, item.operation)
    statement.bind(2, item.entry)
    statement.bind(3, item.version)
    statement.bind(4, item.kept)
    statement.bind(5, Int64(item.isUndone ? 1 : 0))
    try statement.run()
  }

  /// The items of an operation that are done, or those that are undone.
  func items(of operation: OperationID, undone: Bool) throws -> [OperationItem] {
    let statement = try connection.statement(
      "SELECT entry, version, kept FROM item WHERE operation = ? AND undone = ?")
    defer { statement.reset() }
    statement.bind(1, operation.rawValue)
    statement.bind(2, Int64(undone ? 1 : 0))
    var items: [OperationItem] = []
    while try statement.step() {
      items.append(
        OperationItem(
          operation: operation.rawValue, entry: statement.int(0), version: statement.int(1),
          kept: statement.optionalInt(2), isUndone: undone))
    }
    return items
  }

  /// An entry is back in a state that it had as version `old`: operations that led to it can be undone
  /// from version `new`.
  func renumber(_ entry: Int64, from old: Int64, to new: Int64) throws {
    try connection.run(
      "UPDATE item SET version = ? WHERE entry = ? AND version = ?", .integer(new),
      .integer(entry), .integer(old))
  }
}
