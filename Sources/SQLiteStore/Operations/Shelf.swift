import CacheStore
import EntryTable
import FoundationEssentials
import SQLite

/// A row that was put aside.
struct ShelvedRow: Sendable {
  var row: Int64
  var operation: Int64
  var isInTrash: Bool
  var time: Date
  var entry: EntryRow
}

extension ShelvedRow {
  static let columns = EntryRow.columns + ", row, operation, in_trash, time"

  init(_ statement: Statement) {
    entry = EntryRow(statement)
    row = statement.int(30)
    operation = statement.int(31)
    isInTrash = statement.int(32) != 0
    time = statement.date(33)
  }
}

extension WriterConnection {
  /// Copies a live row to the shelf. Returns the shelf's row.
  func shelve(_ row: EntryRow, operation: Int64, inTrash: Bool, ownBytes: Int64, at time: Date)
    throws -> Int64
  {
    try connection.run(
      """
      INSERT INTO shelf (operation, in_trash, time, own_bytes, \(EntryRow.columns)) \
      SELECT ?, ?, ?, ?, \(EntryRow.columns) FROM entry WHERE id = ?
      """, .integer(operation), .integer(inTrash ? 1 : 0),
      .real(time.timeIntervalSinceReferenceDate), .integer(ownBytes), .integer(row.id))
    return connection.lastInsertedRow
  }

  func shelved(_ row: Int64) throws -> ShelvedRow? {
    let statement = try connection.statement(
      "SELECT \(ShelvedRow.columns) FROM shelf WHERE row = ?")
    defer { statement.reset() }
    statement.bind(1, row)
    return try statement.step() ? ShelvedRow(statement) : nil
  }

  /// All that is put aside of one entry.
  private func shelved(ofEntry id: Int64) throws -> [ShelvedRow] {
    let statement = try connection.statement(
      "SELECT \(ShelvedRow.columns) FROM shelf WHERE id = ?")
    defer { statement.reset() }
    statement.bind(1, id)
    var rows: [ShelvedRow] = []
    while try statement.step() { rows.append(ShelvedRow(statement)) }
    return rows
  }

  /// Takes a row off the shelf; what it refers to stays.
  func unshelve(_ row: Int64) throws {
    try connection.run("DELETE FROM shelf WHERE row = ?", .integer(row))
  }

  /// Throws a shelved row away: what it was kept for can no longer be undone. With an entry in the trash
  /// goes all that was kept of it.
  func drop(_ shelved: ShelvedRow) throws {
    guard shelved.isInTrash else { return try dropOne(shelved) }
    for other in try self.shelved(ofEntry: shelved.entry.id) { try dropOne(other) }
    try connection.run("DELETE FROM history WHERE entry = ?", .integer(shelved.entry.id))
  }

  private func dropOne(_ shelved: ShelvedRow) throws {
    try unshelve(shelved.row)
    try connection.run(
      "DELETE FROM item WHERE operation = ? AND entry = ?", .integer(shelved.operation),
      .integer(shelved.entry.id))
    try forgetIfSpent(shelved.operation)
    try release(shelved.entry)
  }

  /// Forgets an operation of which nothing is left that undo, or redo where it is undone, could turn.
  private func forgetIfSpent(_ operation: Int64) throws {
    try connection.run(
      """
      DELETE FROM operation WHERE id = ?1 AND NOT EXISTS \
      (SELECT 1 FROM item WHERE item.operation = ?1 AND item.undone = (operation.undone > 0))
      """, .integer(operation))
    try connection.run(
      "DELETE FROM item WHERE operation = ?1 AND NOT EXISTS (SELECT 1 FROM operation WHERE id = ?1)",
      .integer(operation))
  }

  /// Removes an entry for good, with all that was kept of it.
  func purge(_ row: EntryRow) throws {
    try connection.run("DELETE FROM entry WHERE id = ?", .integer(row.id))
    for shelved in try shelved(ofEntry: row.id) { try dropOne(shelved) }
    try connection.run("DELETE FROM history WHERE entry = ?", .integer(row.id))
    try release(row)
  }

  /// Whether another live entry has that key and variant.
  func isTaken(_ row: EntryRow) throws -> Bool {
    let statement = try connection.statement(
      "SELECT 1 FROM entry WHERE key = ? AND variant = ? AND id != ?")
    defer { statement.reset() }
    statement.bind(1, row.key)
    statement.bind(2, row.variant)
    statement.bind(3, row.id)
    return try statement.step()
  }
}
