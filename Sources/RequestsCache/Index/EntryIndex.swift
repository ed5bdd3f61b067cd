import CacheStore
import EntryTable
import FoundationEssentials
import SQLite
import Synchronization

/// What a list needs of all values, once they were decoded: a table in a database of its own, which lives as
/// long as the store is open. What doesn't fit into its share of memory SQLite keeps in a temporary file.
///
/// An entry's number stays while its key has a value; its column `body` is the place of the value.
final class EntryIndex: Sendable {
  private let content: Mutex<Content>

  private struct Content {
    let connection: Connection
    let table: EntryTable
    /// Whether the row of a key can be found.
    var hasKeys = false
    var hasOrder = false
    /// Whether all rows are there: until then none is looked for by its key.
    var isComplete = false
  }

  /// KiB of memory for the table: that of some 100,000 entries.
  private static let memory = 30_000

  init() throws {
    // No name: a database of this connection alone.
    let connection = try Connection("", access: .readWrite, waitingAtMost: .zero)
    try connection.script(
      """
      PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;
      PRAGMA cache_size = -\(Self.memory); PRAGMA temp_store = FILE;
      CREATE TABLE entry (id INTEGER PRIMARY KEY, \(EntryRow.definitions));
      """)
    content = Mutex(Content(connection: connection, table: try EntryTable(connection)))
  }

  /// Runs a body on the table.
  func read<Result: Sendable>(_ body: @Sendable (EntryTable) throws -> Result) throws -> Result {
    try content.withLock { content in
      try Self.addOrder(&content)
      return try body(content.table)
    }
  }

  /// Puts rows in; once the index was complete, in the place of those with the same keys.
  func put(_ rows: [EntryRow]) throws {
    guard !rows.isEmpty else { return }
    try content.withLock { content in
      if content.isComplete { try Self.addKeys(&content) }
      let statement = try content.connection.statement(
        content.hasKeys ? Self.inserting + Self.replacing : Self.inserting)
      try content.connection.write {
        for row in rows {
          row.bind(to: statement)
          statement.bind(1, nil as Int64?)
          try statement.run()
        }
      }
    }
  }

  /// All rows are there.
  func complete() { content.withLock { $0.isComplete = true } }

  private static let inserting =
    "INSERT INTO entry (\(EntryRow.columns)) VALUES (\(EntryRow.parameters))"

  private static let replacing: String = {
    let columns = EntryRow.columns.split(separator: ", ").map(String.init)
    let changes = columns.filter { $0 != "id" && $0 != "key" }.map { "\($0) = excluded.\($0)" }
    return " ON CONFLICT (key) DO UPDATE SET " + changes.joined(separator: ", ")
  }()

  /// Makes rows to be found by their keys, when that is first asked for: all are read more quickly without
  /// an index to keep. Of a value that was replaced meanwhile both rows may have come in; the later one
  /// stays.
  private static func addKeys(_ content: inout Content) throws {
    guard !content.hasKeys else { return }
    do {
      try content.connection.script(keyIndex)
    } catch  where error.code == .constraint {
      try content.connection.script(
        "DELETE FROM entry WHERE id NOT IN (SELECT max(id) FROM entry GROUP BY key);" + keyIndex)
    }
    content.hasKeys = true
  }

  /// Makes the list's first order, by expiry, as quick for many entries as for few.
  private static func addOrder(_ content: inout Content) throws {
    guard content.isComplete, !content.hasOrder else { return }
    content.hasOrder = true
    let count = try content.connection.integer("SELECT count(*) FROM entry") ?? 0
    guard count > 20_000 else { return }
    try content.connection.script("CREATE INDEX entry_expiry ON entry (expiry)")
  }

  private static let keyIndex = "CREATE UNIQUE INDEX entry_key ON entry (key)"

  func remove(_ keys: some Collection<String> & Sendable) throws {
    guard !keys.isEmpty else { return }
    try content.withLock { content in
      try Self.addKeys(&content)
      try content.connection.write {
        for key in keys {
          try content.connection.run("DELETE FROM entry WHERE key = ?", .text(key))
        }
      }
    }
  }

  /// What changed: keys that are gone from `places`, and the places of those that lie elsewhere or are new.
  func difference(
    to places: [String: Int64]
  ) throws -> (gone: [String], new: [String: Int64]) {
    try content.withLock { content in
      let statement = try content.connection.statement("SELECT key, body FROM entry")
      defer { statement.reset() }
      var gone: [String] = []
      var new = places
      while try statement.step() {
        let key = statement.text(0)
        if let place = places[key] {
          if place == statement.int(1) { new[key] = nil }
        } else {
          gone.append(key)
        }
      }
      return (gone, new)
    }
  }

  /// The bytes of body of entries.
  func sizes(_ references: [EntryReference]) throws -> [EntryID: Int64] {
    try read { table in
      var sizes: [EntryID: Int64] = [:]
      for reference in references {
        sizes[reference.id] = try table.row(reference.id)?.size
      }
      return sizes
    }
  }

  /// The row of an entry.
  func row(_ id: EntryID) throws -> EntryRow? { try read { try $0.row(id) } }

  /// The row of a key.
  func row(key: String) throws -> EntryRow? {
    try content.withLock { content in
      try Self.addKeys(&content)
      let statement = try content.connection.statement(
        "SELECT \(EntryRow.columns) FROM entry WHERE key = ?")
      defer { statement.reset() }
      statement.bind(1, key)
      return try statement.step() ? EntryRow(statement) : nil
    }
  }
}
