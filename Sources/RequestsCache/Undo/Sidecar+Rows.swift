import CacheStore
import EntryTable
import FoundationEssentials
import Glibc
import SQLite

/// The rows of a sidecar, inside a transaction.
struct UndoRows {
  let connection: Connection

  // MARK: Operations

  /// The number of a new operation, which is this process's until it ends.
  func begin(_ purpose: ChangeRun.Purpose, at time: Date) throws -> Int64 {
    switch purpose {
    case .turn(let operation): return operation
    case .new(let kind, let reason):
      try connection.run(
        "INSERT INTO operation (kind, time, count, undone, reason, owner) VALUES (?, ?, 0, 0, ?, ?)",
        .text(kind.rawValue), .real(time.timeIntervalSinceReferenceDate), .text(reason),
        .integer(Int64(getpid())))
      return connection.lastInsertedRow
    }
  }

  /// Ends an operation; one that changed nothing is forgotten.
  func end(_ operation: Int64) throws {
    try connection.run("UPDATE operation SET owner = NULL WHERE id = ?", .integer(operation))
    try connection.run("DELETE FROM operation WHERE count = 0 AND owner IS NULL")
  }

  /// Operations that have not ended, with the processes that are at them.
  func unfinished() throws -> [(operation: Int64, owner: Int32)] {
    let statement = try connection.statement(
      "SELECT id, owner FROM operation WHERE owner IS NOT NULL AND owner != ?")
    defer { statement.reset() }
    statement.bind(1, Int64(getpid()))
    var found: [(Int64, Int32)] = []
    while try statement.step() {
      found.append((statement.int(0), Int32(clamping: statement.int(1))))
    }
    return found
  }

  func operations(limit: Int) throws -> [StoreOperation] {
    let statement = try connection.statement(
      "SELECT id, kind, time, count, undone FROM operation WHERE count > 0 "
        + "ORDER BY id DESC LIMIT ?")
    statement.bind(1, Int64(limit))
    return try StoreOperation.all(of: statement)
  }

  func isUndone(_ operation: Int64) throws -> Bool? {
    try connection.integer("SELECT undone FROM operation WHERE id = ?", .integer(operation))
      .map { $0 != 0 }
  }

  func setUndone(_ isUndone: Bool, _ operation: Int64) throws {
    let order = isUndone ? "(SELECT max(undone) + 1 FROM operation)" : "0"
    try connection.run(
      "UPDATE operation SET undone = \(order) WHERE id = ?", .integer(operation))
  }

  func count(_ items: Int, in operation: Int64) throws {
    try connection.run(
      "UPDATE operation SET count = count + ? WHERE id = ?", .integer(Int64(items)),
      .integer(operation))
  }

  /// Makes an operation a part of another one; one that is undone, forgotten or not at its end, or is about a
  /// value that the other one is about too, stays as it is.
  func join(_ old: Int64, to new: Int64) throws {
    let known = try connection.integer(
      "SELECT count(*) FROM operation WHERE id IN (?, ?) AND undone = 0 AND owner IS NULL",
      .integer(old), .integer(new))
    let shared = try connection.integer(
      "SELECT count(*) FROM item a JOIN item b ON a.key = b.key WHERE a.operation = ? AND b.operation = ?",
      .integer(old), .integer(new))
    guard known == 2, shared == 0 else { return }
    for table in ["kept", "item"] {
      try connection.run(
        "UPDATE \(table) SET operation = ? WHERE operation = ?", .integer(new), .integer(old))
    }
    try connection.run(
      """
      UPDATE operation SET count = operation.count + former.count, \
      reason = max(operation.reason, former.reason), \
      kind = iif(former.kind = 'delete', operation.kind, former.kind) \
      FROM operation AS former WHERE operation.id = ? AND former.id = ?
      """, .integer(new), .integer(old))
    try connection.run("DELETE FROM operation WHERE id = ?", .integer(old))
  }

  // MARK: Items

  func save(_ item: UndoItem, in operation: Int64, isPending: Bool) throws {
    let statement = try connection.statement(
      "INSERT OR REPLACE INTO item (operation, key, version, kept, expiry, manual, lifetime, pending, "
        + "former) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
    statement.bind(1, operation)
    statement.bind(2, item.key)
    statement.bind(3, item.version)
    if case .value(let kept) = item.former { statement.bind(4, kept) }
    if case .expiry(let marks) = item.former {
      statement.bind(5, marks.expires?.storedText ?? "never")
      statement.bind(6, marks.manual)
      statement.bind(7, marks.lifetime)
    }
    statement.bind(8, Int64(isPending ? 1 : 0))
    statement.bind(9, item.formerVersion)
    try statement.run()
  }

  /// Notes that the value of a key is there again, with another version.
  func renumber(_ key: String, from old: Int64, to new: Int64) throws {
    for column in ["version", "former"] {
      try connection.run(
        "UPDATE item SET \(column) = ? WHERE key = ? AND \(column) = ? AND pending = 0",
        .integer(new), .text(key), .integer(old))
    }
  }

  func items(of operation: Int64, isPending: Bool = false) throws -> [UndoItem] {
    let statement = try connection.statement(
      "SELECT key, version, kept, expiry, manual, lifetime, former FROM item "
        + "WHERE operation = ? AND pending = ?")
    defer { statement.reset() }
    statement.bind(1, operation)
    statement.bind(2, Int64(isPending ? 1 : 0))
    var items: [UndoItem] = []
    while try statement.step() {
      items.append(
        UndoItem(
          key: statement.text(0), version: statement.optionalInt(1),
          former: Self.former(statement), formerVersion: statement.optionalInt(6)))
    }
    return items
  }

  private static func former(_ row: Statement) -> FormerState {
    if let kept = row.optionalInt(2) { return .value(kept: kept) }
    guard !row.isNull(3) else { return .nothing }
    let date = Data(row.text(3).utf8).withUnsafeBytes { ISODate($0) }
    return .expiry(
      ExpiryMarks(
        expires: date, manual: row.optionalDouble(4), lifetime: row.optionalDouble(5)))
  }

  /// Forgets a change that was about to be made.
  func forgetPending(_ key: String, in operation: Int64) throws {
    try connection.run(
      "DELETE FROM item WHERE operation = ? AND key = ? AND pending = 1", .integer(operation),
      .text(key))
  }

  /// Notes that all that was about to be removed, and is kept in these rows, is.
  func settleRemovals(of kept: ClosedRange<Int64>, in operation: Int64) throws {
    try connection.run(
      "UPDATE item SET pending = 0 WHERE operation = ? AND pending = 1 AND kept BETWEEN ? AND ?",
      .integer(operation), .integer(kept.lowerBound), .integer(kept.upperBound))
  }

  func forget(_ key: String, in operation: Int64) throws {
    try connection.run(
      "DELETE FROM item WHERE operation = ? AND key = ?", .integer(operation), .text(key))
  }
}
