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
    var hasOrder = false
  }

  /// KiB of memory for the table.
  private static let memory = 24_000

  init() throws {
    // No name: a database of this connection alone.
    let connection = try Connection("", access: .readWrite, waitingAtMost: .zero)
    try connection.script(
      """
      PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;
      PRAGMA cache_size = -\(Self.memory); PRAGMA temp_store = FILE;
      CREATE TABLE entry (id INTEGER PRIMARY KEY, \(EntryRow.definitions));
      CREATE UNIQUE INDEX entry_key ON entry (key);
      """)
    content = Mutex(Content(connection: connection, table: try EntryTable(connection)))
  }

  /// Runs a body on the table.
  func read<Result: Sendable>(_ body: @Sendable (EntryTable) throws -> Result) throws -> Result {
    try content.withLock { try body($0.table) }
  }

  /// Puts rows in, in the place of those with the same keys.
  func put(_ rows: [EntryRow]) throws {
    guard !rows.isEmpty else { return }
    try content.withLock { content in
      let statement = try content.connection.statement(Self.putting)
      try content.connection.write {
        for row in rows {
          row.bind(to: statement)
          statement.bind(1, nil as Int64?)
          try statement.run()
        }
      }
    }
  }

  private static let putting: String = {
    let columns = EntryRow.columns.split(separator: ", ").map(String.init)
    let changes = columns.filter { $0 != "id" && $0 != "key" }.map { "\($0) = excluded.\($0)" }
    return "INSERT INTO entry (\(EntryRow.columns)) VALUES (\(EntryRow.parameters)) "
      + "ON CONFLICT (key) DO UPDATE SET " + changes.joined(separator: ", ")
  }()

  func remove(_ keys: some Collection<String> & Sendable) throws {
    guard !keys.isEmpty else { return }
    try content.withLock { content in
      try content.connection.write {
        for key in keys {
          try content.connection.run("DELETE FROM entry WHERE key = ?", .text(key))
        }
      }
    }
  }

  /// Makes the list's first order, by expiry, as quick for many entries as for few.
  func addOrder() throws {
    try content.withLock { content in
      guard !content.hasOrder else { return }
      content.hasOrder = true
      guard try content.connection.integer("SELECT count(*) FROM entry") ?? 0 > 20_000 else {
        return
      }
      try content.connection.script("CREATE INDEX IF NOT EXISTS entry_expiry ON entry (expiry)")
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
      let statement = try content.connection.statement(
        "SELECT \(EntryRow.columns) FROM entry WHERE key = ?")
      defer { statement.reset() }
      statement.bind(1, key)
      return try statement.step() ? EntryRow(statement) : nil
    }
  }
}
