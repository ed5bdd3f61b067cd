import CacheStore
import FoundationEssentials
import SQLite

/// The rows of a sidecar, inside a transaction.
struct UndoRows {
  let connection: Connection

  // MARK: Operations

  func begin(_ kind: StoreOperation.Kind, reason: String, at time: Date) throws -> Int64 {
    try connection.run(
      "INSERT INTO operation (kind, time, count, undone, reason) VALUES (?, ?, 0, 0, ?)",
      .text(kind.rawValue), .real(time.timeIntervalSinceReferenceDate), .text(reason))
    return connection.lastInsertedRow
  }

  func operations(limit: Int) throws -> [StoreOperation] {
    let statement = try connection.statement(
      "SELECT id, kind, time, count, undone FROM operation WHERE count > 0 "
        + "ORDER BY id DESC LIMIT ?")
    defer { statement.reset() }
    statement.bind(1, Int64(limit))
    var operations: [StoreOperation] = []
    while try statement.step() {
      guard let kind = StoreOperation.Kind(rawValue: statement.text(1)) else { continue }
      operations.append(
        StoreOperation(
          id: OperationID(statement.int(0)), kind: kind, time: statement.date(2),
          count: Int(clamping: statement.int(3)), isUndone: statement.int(4) != 0))
    }
    return operations
  }

  func isUndone(_ operation: Int64) throws -> Bool? {
    try connection.integer("SELECT undone FROM operation WHERE id = ?", .integer(operation))
      .map { $0 != 0 }
  }

  func setUndone(_ isUndone: Bool, _ operation: Int64) throws {
    try connection.run(
      "UPDATE operation SET undone = ? WHERE id = ?", .integer(isUndone ? 1 : 0),
      .integer(operation))
  }

  func count(_ items: Int, in operation: Int64) throws {
    try connection.run(
      "UPDATE operation SET count = count + ? WHERE id = ?", .integer(Int64(items)),
      .integer(operation))
  }

  // MARK: Items

  func save(_ item: UndoItem, in operation: Int64) throws {
    var kept: SQLValue = .null
    var expiry: SQLValue = .null
    var manual: SQLValue = .null
    switch item.former {
    case .nothing: break
    case .value(let id): kept = .integer(id)
    case .expiry(let date, let setAt):
      expiry = .text(date?.text ?? "never")
      manual = setAt.map(SQLValue.real) ?? .null
    }
    try connection.run(
      "INSERT OR REPLACE INTO item VALUES (?, ?, ?, ?, ?, ?)", .integer(operation),
      .text(item.key), item.version.map(SQLValue.integer) ?? .null, kept, expiry, manual)
  }

  func items(of operation: Int64) throws -> [UndoItem] {
    let statement = try connection.statement(
      "SELECT key, version, kept, expiry, manual FROM item WHERE operation = ?")
    defer { statement.reset() }
    statement.bind(1, operation)
    var items: [UndoItem] = []
    while try statement.step() {
      items.append(
        UndoItem(
          key: statement.text(0), version: statement.optionalInt(1),
          former: Self.former(statement)))
    }
    return items
  }

  private static func former(_ row: Statement) -> FormerState {
    if let kept = row.optionalInt(2) { return .value(kept: kept) }
    guard !row.isNull(3) else { return .nothing }
    let date = Data(row.text(3).utf8).withUnsafeBytes { ISODate($0) }
    return .expiry(date, manual: row.optionalDouble(4))
  }

  func forget(_ key: String, in operation: Int64) throws {
    try connection.run(
      "DELETE FROM item WHERE operation = ? AND key = ?", .integer(operation), .text(key))
  }

  // MARK: Former values

  func keep(
    _ key: String, _ value: StoredValue, aliases: [String], in operation: Int64, isTrash: Bool,
    at time: Date
  ) throws -> Int64 {
    let statement = try connection.statement(
      "INSERT INTO kept (operation, key, value, is_text, expires, aliases, in_trash, time) "
        + "VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
    try value.bytes.withUnsafeBytes { bytes in
      statement.bind(1, operation)
      statement.bind(2, key)
      statement.bindBorrowed(3, bytes)
      statement.bind(4, Int64(value.mark.isText == true ? 1 : 0))
      statement.bind(5, value.mark.expires)
      statement.bind(6, aliases.joined(separator: "\n"))
      statement.bind(7, Int64(isTrash ? 1 : 0))
      statement.bind(8, time.timeIntervalSinceReferenceDate)
      try statement.run()
    }
    return connection.lastInsertedRow
  }

  func kept(_ id: Int64) throws -> KeptValue? { try kept("k.id = ?", .integer(id)).first }

  func trash(limit: Int) throws -> [KeptValue] {
    try kept("k.in_trash = 1 ORDER BY k.id DESC LIMIT ?", .integer(Int64(limit)))
  }

  private func kept(_ condition: String, _ value: SQLValue) throws -> [KeptValue] {
    let statement = try connection.statement(
      "SELECT k.id, k.operation, k.key, k.value, k.is_text, k.expires, k.aliases, k.time, o.reason "
        + "FROM kept k LEFT JOIN operation o ON o.id = k.operation WHERE \(condition)")
    defer { statement.reset() }
    statement.bind([value])
    var values: [KeptValue] = []
    while try statement.step() {
      values.append(
        KeptValue(
          id: statement.int(0), operation: statement.int(1), key: statement.text(2),
          value: NewValue(
            bytes: statement.data(3), isText: statement.int(4) != 0,
            expires: statement.optionalInt(5)),
          aliases: statement.text(6).split(separator: "\n").map(String.init),
          time: statement.date(7), reason: statement.text(8)))
    }
    return values
  }

  func drop(kept id: Int64) throws {
    try connection.run("DELETE FROM kept WHERE id = ?", .integer(id))
  }

  /// Throws former values away, with the items that they were kept for.
  func forget(keptWhere condition: String, _ values: SQLValue...) throws -> Int {
    let statement = try connection.statement(
      "SELECT id, operation, key FROM kept WHERE \(condition)")
    statement.bind(values)
    var rows: [(id: Int64, operation: Int64, key: String)] = []
    while try statement.step() {
      rows.append((statement.int(0), statement.int(1), statement.text(2)))
    }
    statement.reset()
    for row in rows {
      try forget(row.key, in: row.operation)
      try drop(kept: row.id)
    }
    try connection.run(
      "DELETE FROM operation WHERE id NOT IN (SELECT operation FROM item) AND count > 0")
    return rows.count
  }
}
