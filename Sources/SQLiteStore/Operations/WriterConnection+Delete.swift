import CacheStore
import EntryTable
import SQLite

extension WriterConnection {
  /// Moves an entry to the trash.
  func moveToTrash(_ reference: EntryReference, _ log: inout OperationLog) throws {
    guard let row = try current(reference, &log) else { return }
    let operation = try log.open(on: connection)
    let kept = try shelve(
      row, operation: operation, inTrash: true, ownBytes: row.size, at: log.time)
    try connection.run("DELETE FROM entry WHERE id = ?", .integer(row.id))
    try save(
      OperationItem(operation: operation, entry: row.id, version: row.version, kept: kept))
    log.changed(row)
  }

  /// Deletes an entry for good.
  func purge(_ reference: EntryReference, _ log: inout OperationLog) throws {
    guard let row = try current(reference, &log) else { return }
    try purge(row)
    log.changed(row)
  }

  /// Brings a row back from the trash. Its version is new, its state is not.
  func bringBack(_ shelved: ShelvedRow, _ log: inout OperationLog) throws {
    guard try !isTaken(shelved.entry), try row(id: shelved.entry.id) == nil else {
      return log.skip(shelved.entry.reference, .alreadyThere)
    }
    var row = shelved.entry
    try recordHistory(of: row)
    row.version = row.nextVersion
    row.change = .init(event: .restored, time: log.time)
    try save(row)
    try unshelve(shelved.row)
    try renumber(row.id, from: shelved.entry.version, to: row.version)
    try save(
      OperationItem(
        operation: shelved.operation, entry: row.id, version: row.version, isUndone: true))
    log.changed(row)
  }

  /// The rows of the trash, oldest first.
  func trashRows() throws -> [Int64] {
    let statement = try connection.statement("SELECT row FROM shelf WHERE in_trash ORDER BY row")
    defer { statement.reset() }
    var rows: [Int64] = []
    while try statement.step() { rows.append(statement.int(0)) }
    return rows
  }
}
