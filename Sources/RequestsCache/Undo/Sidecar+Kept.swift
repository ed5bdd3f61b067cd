import CacheStore
import FoundationEssentials
import SQLite

/// Former values.
extension UndoRows {
  /// Keeps what a change takes the place of.
  func keep(
    _ step: ChangeRun.Step, _ aliases: [String: [String]], in operation: Int64, at time: Date
  ) throws -> FormerState {
    switch step.former {
    case .nothing: return .nothing
    case .expiry(let marks): return .expiry(marks)
    case .value(let value):
      let statement = try connection.statement(Self.keeping)
      try value.bytes.withUnsafeBytes { bytes in
        statement.bind(1, operation)
        statement.bind(2, value.mark.key)
        statement.bindBorrowed(3, bytes)
        statement.bind(4, Int64(value.mark.isText == true ? 1 : 0))
        statement.bind(5, value.mark.expires)
        statement.bind(6, (aliases[value.mark.key] ?? []).joined(separator: "\n"))
        statement.bind(7, Int64(step.change.value == nil ? 1 : 0))
        statement.bind(8, time.timeIntervalSinceReferenceDate)
        statement.bind(9, step.bytes)
        if let type = value.mark.oddType { statement.bind(10, type) }
        try statement.run()
      }
      return .value(kept: connection.lastInsertedRow)
    }
  }

  private static let keeping =
    "INSERT INTO kept (operation, key, value, is_text, expires, aliases, in_trash, time, bytes, "
    + "odd_type) "
    + "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"

  func kept(_ id: Int64) throws -> KeptValue? { try kept("k.id = ?", .integer(id)).first }

  /// What was put aside of a key, newest first.
  func kept(ofKey key: String) throws -> [KeptValue] {
    try kept("k.key = ? ORDER BY k.id DESC", .text(key))
  }

  /// What is made of the values in the trash, newest first; only one of them is in memory at once.
  func trash<Row>(
    after place: Int64?, limit: Int, _ row: (KeptValue) throws -> Row
  ) throws -> [Row] {
    try kept(
      "k.in_trash = 1 AND k.id < ? ORDER BY k.id DESC LIMIT ?", .integer(place ?? .max),
      .integer(Int64(max(0, limit))), as: row)
  }

  func trashCount() throws -> Int {
    Int(clamping: try connection.integer("SELECT count(*) FROM kept WHERE in_trash = 1") ?? 0)
  }

  private func kept(_ condition: String, _ value: SQLValue) throws -> [KeptValue] {
    try kept(condition, value, as: { $0 })
  }

  private func kept<Row>(
    _ condition: String, _ values: SQLValue..., as row: (KeptValue) throws -> Row
  ) throws -> [Row] {
    let statement = try connection.statement(
      "SELECT k.id, k.operation, k.key, k.value, k.is_text, k.expires, k.aliases, k.time, "
        + "o.reason, k.bytes, k.odd_type "
        + "FROM kept k LEFT JOIN operation o ON o.id = k.operation WHERE \(condition)")
    defer { statement.reset() }
    statement.bind(values)
    var rows: [Row] = []
    while try statement.step() {
      let kept = KeptValue(
        id: statement.int(0), operation: statement.int(1), key: statement.text(2),
        value: NewValue(
          bytes: statement.data(3), isText: statement.int(4) != 0,
          expires: statement.optionalInt(5),
          oddType: statement.isNull(10) ? nil : statement.text(10)),
        aliases: statement.text(6).split(separator: "\n").map(String.init),
        time: statement.date(7), bytes: statement.int(9), reason: statement.text(8))
      rows.append(try row(kept))
    }
    return rows
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
    try forgetEmptyOperations()
    return rows.count
  }

  /// Forgets operations of which nothing is left to undo.
  func forgetEmptyOperations() throws {
    try connection.run(
      "DELETE FROM operation WHERE id NOT IN (SELECT operation FROM item) AND owner IS NULL")
  }
}
