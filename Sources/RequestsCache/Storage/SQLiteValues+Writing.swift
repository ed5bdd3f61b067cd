import CacheStore
import FoundationEssentials
import SQLite
import Synchronization

extension SQLiteValues {
  /// How long a transaction may change values before it ends.
  private static let batchTime = Duration.milliseconds(150)
  private static let batchChanges = 4096

  func apply(_ changes: ArraySlice<ValueChange>) throws -> [ValueChange.Outcome] {
    if changes.contains(where: { !$0.aliases.isEmpty }) { targets.withLock { $0 = nil } }
    return try write { [self] connection in
      try connection.write {
        let table = ValueTable(
          connection, hasExpiry: hasExpiry, hasAliases: hasAliases,
          targets: try hasAliases ? aliasTargets(connection) : [],
          state: try state(connection))
        let end = ContinuousClock.now + Self.batchTime
        var outcomes: [ValueChange.Outcome] = []
        for change in changes.prefix(Self.batchChanges) {
          outcomes.append(try table.apply(change))
          if ContinuousClock.now >= end { break }
        }
        return outcomes
      }
    }
  }
}

extension SQLiteValues {
  /// The journal of one transaction is emptied and used for the next one, as to make and delete a file costs
  /// more than to write it. That is this connection's own way, of which nothing stands in the file; another
  /// one may delete the journal meanwhile.
  func beginChanges() throws { try switchJournal(from: "delete", to: "persist") }

  func endChanges() { try? switchJournal(from: "persist", to: "delete") }

  private func switchJournal(from old: String, to new: String) throws {
    try write { connection in
      guard try connection.text("PRAGMA journal_mode") == old else { return }
      try connection.script("PRAGMA journal_mode = \(new)")
    }
  }

  /// The keys that aliases stood for when others last changed the file, or more.
  private func aliasTargets(_ connection: Connection) throws -> Set<String> {
    let version = try connection.integer("PRAGMA data_version")
    if let known = targets.withLock({ $0 }), known.version == version { return known.keys }
    let keys = Set(try AliasValue.all(connection).map(\.target))
    targets.withLock { $0 = (version, keys) }
    return keys
  }
}

/// The two tables inside a transaction.
private struct ValueTable {
  let connection: Connection
  let hasExpiry: Bool
  let hasAliases: Bool
  /// The keys that aliases stand for: no index leads to these.
  let targets: Set<String>
  /// What `ValueChange.state` is compared with.
  let state: Int64?

  init(
    _ connection: Connection, hasExpiry: Bool, hasAliases: Bool, targets: Set<String>, state: Int64?
  ) {
    self.state = state
    self.connection = connection
    self.hasExpiry = hasExpiry
    self.hasAliases = hasAliases
    self.targets = targets
  }

  func apply(_ change: ValueChange) throws -> ValueChange.Outcome {
    // What nobody has changed since it was seen need not be read again.
    if change.value == nil, let state, change.state == state { return try remove(change.key) }
    let found = try mark(change.key)
    switch (change.condition, found) {
    case (.version, nil): return .gone
    case (.version(let version), let mark?) where mark.version != version: return .changed
    case (.nothing, .some): return .changed
    default: break
    }
    guard let value = change.value else { return try remove(change.key) }
    return .made(try store(value, change))
  }

  private func mark(_ key: String) throws -> ValueMark? {
    let statement = try connection.statement(
      "SELECT \(SQLiteValues.columns(expiry: hasExpiry ? "expires" : "NULL")) "
        + "FROM responses WHERE key = ?")
    defer { statement.reset() }
    statement.bind(1, key)
    return try statement.step() ? SQLiteValues.mark(statement) : nil
  }

  private func remove(_ key: String) throws -> ValueChange.Outcome {
    try connection.run("DELETE FROM responses WHERE key = ?", .text(key))
    guard connection.changes > 0 else { return .gone }
    if targets.contains(key) {
      try connection.run("DELETE FROM redirects WHERE value = ?", .text(key))
    }
    return .made(nil)
  }

  private func store(_ value: NewValue, _ change: ValueChange) throws -> ValueMark {
    let columns = hasExpiry ? "key, value, expires" : "key, value"
    let place = Self.parameter(value)
    let statement = try connection.statement(
      "INSERT OR REPLACE INTO responses (\(columns)) "
        + "VALUES (?, \(place)\(hasExpiry ? ", ?" : ""))")
    try value.bytes.withUnsafeBytes { bytes in
      statement.bind(1, change.key)
      statement.bindBorrowed(2, bytes)
      if hasExpiry { statement.bind(3, value.expires) }
      try statement.run()
    }
    let row = connection.lastInsertedRow
    for alias in change.aliases { try add(alias, for: change.key) }
    return ValueMark(
      key: change.key, place: row,
      version: value.bytes.withUnsafeBytes { ValueVersion.of(place: row, $0) },
      size: value.bytes.count, expires: value.expires, isText: value.isText)
  }

  /// What stands for a value, so that it gets the type that Python reads.
  private static func parameter(_ value: NewValue) -> String {
    switch value.oddType {
    case "null": "iif(? IS NULL, NULL, NULL)"
    case "integer": "CAST(CAST(? AS TEXT) AS INTEGER)"
    case "real": "CAST(CAST(? AS TEXT) AS REAL)"
    default: value.isText ? "CAST(? AS TEXT)" : "?"
    }
  }

  /// An alias of something else that is there stays what it is.
  private func add(_ alias: String, for key: String) throws {
    guard hasAliases else { return }
    let columns = try SQLiteValues.columns(of: "redirects", connection)
    let names = columns.contains("expires") ? "key, value, expires" : "key, value"
    try connection.run(
      "INSERT OR REPLACE INTO redirects (\(names)) SELECT ?1, ?2"
        + (columns.contains("expires") ? ", NULL" : "")
        + " WHERE NOT EXISTS (SELECT 1 FROM redirects r JOIN responses v ON v.key = r.value "
        + "WHERE r.key = ?1 AND r.value != ?2)", .text(alias), .text(key))
  }
}
