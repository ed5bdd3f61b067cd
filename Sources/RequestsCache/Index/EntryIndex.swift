import CacheStore
import EntryTable
import FoundationEssentials
import SQLite
import Synchronization

/// What a list needs of all values, once they were decoded: a table in a database of its own, which lives as
/// long as the store is open. What doesn't fit into its share of memory SQLite keeps in a temporary file.
///
/// An entry's number follows from its key; its column `body` is the place of the value.
final class EntryIndex: Sendable {
  private let content: Mutex<Content>

  private struct Content {
    let connection: Connection
    let table: EntryTable
    var hasOrder = false
    /// Whether all rows are there: before that they are only appended, as keeping them in an order of
    /// numbers that follow from keys would move half of the table about for each.
    var isComplete = false
    /// Whether the row of a number is found quickly.
    var hasNumbers = false
  }

  /// Places before the last one that are looked at again.
  private static let rereading: Int64 = 100

  /// KiB of memory for the table: that of some 100,000 entries.
  private static let memory = 28_500

  init() throws {
    // No name: a database of this connection alone.
    let connection = try Connection("", access: .readWrite, waitingAtMost: .zero)
    try connection.script(
      """
      PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;
      PRAGMA cache_size = -\(Self.memory); PRAGMA temp_store = FILE;
      CREATE TABLE entry (id INTEGER NOT NULL, \(EntryRow.definitions));
      """)
    content = Mutex(Content(connection: connection, table: try EntryTable(connection)))
  }

  /// Runs a body on the table.
  ///
  /// - Parameter findsNumbers: whether it looks for rows by their numbers.
  func read<Result: Sendable>(
    findsNumbers: Bool = false, _ body: @Sendable (EntryTable) throws -> Result
  ) throws -> Result {
    try content.withLock { content in
      try Self.addOrder(&content)
      if findsNumbers, content.isComplete { try Self.addNumbers(&content) }
      return try body(content.table)
    }
  }

  /// Puts rows in; once all were there, in the place of those with the same numbers.
  func put(_ rows: [EntryRow]) throws {
    guard !rows.isEmpty else { return }
    try content.withLock { content in
      if content.isComplete { try Self.addNumbers(&content) }
      let statement = try content.connection.statement(
        content.hasNumbers ? Self.inserting + Self.replacing : Self.inserting)
      try content.connection.write {
        for row in rows {
          row.bind(to: statement)
          try statement.run()
        }
      }
    }
  }

  private static let inserting =
    "INSERT INTO entry (\(EntryRow.columns)) VALUES (\(EntryRow.parameters))"

  private static let replacing: String = {
    let columns = EntryRow.columns.split(separator: ", ").map(String.init)
    let changes = columns.filter { $0 != "id" }.map { "\($0) = excluded.\($0)" }
    return " ON CONFLICT (id) DO UPDATE SET " + changes.joined(separator: ", ")
  }()

  /// Makes rows to be found by their numbers, when that is first asked for. Of a value that was replaced
  /// while all were read both rows may have come in; the later one stays.
  private static func addNumbers(_ content: inout Content) throws {
    guard !content.hasNumbers else { return }
    do {
      try content.connection.script(numbers)
    } catch  where error.code == .constraint {
      try content.connection.script(
        "DELETE FROM entry WHERE rowid NOT IN (SELECT max(rowid) FROM entry GROUP BY id);" + numbers
      )
    }
    content.hasNumbers = true
  }

  private static let numbers = "CREATE UNIQUE INDEX entry_id ON entry (id)"

  func remove(_ keys: some Collection<String> & Sendable) throws {
    guard !keys.isEmpty else { return }
    try content.withLock { content in
      if content.isComplete { try Self.addNumbers(&content) }
      try content.connection.write {
        for key in keys {
          try content.connection.run(
            "DELETE FROM entry WHERE id = ?", .integer(EntryNumber.of(key)))
        }
      }
    }
  }

  /// All rows are there.
  func complete() { content.withLock { $0.isComplete = true } }

  /// Makes the list's first order, by expiry, as quick for many entries as for few.
  private static func addOrder(_ content: inout Content) throws {
    guard content.isComplete, !content.hasOrder else { return }
    content.hasOrder = true
    let count = try content.connection.integer("SELECT count(*) FROM entry") ?? 0
    guard count > 20_000 else { return }
    try content.connection.script("CREATE INDEX entry_expiry ON entry (expiry)")
  }

  /// What changed: keys that are gone from `places`, and the places of those that lie elsewhere or are new.
  ///
  /// The places of the last ones count as new: that of the very last is given anew when it was removed.
  func difference(
    to places: [String: Int64]
  ) throws -> (gone: [String], new: [String: Int64]) {
    try content.withLock { content in
      let last = try content.connection.integer("SELECT max(body) FROM entry") ?? 0
      let statement = try content.connection.statement("SELECT key, body FROM entry")
      defer { statement.reset() }
      var gone: [String] = []
      var new = places
      while try statement.step() {
        let key = statement.text(0)
        if let place = places[key] {
          if place == statement.int(1), place < last - Self.rereading { new[key] = nil }
        } else {
          gone.append(key)
        }
      }
      return (gone, new)
    }
  }

  /// The keys of all rows.
  func keys() throws -> Set<String> {
    try content.withLock { content in
      let statement = try content.connection.statement("SELECT key FROM entry")
      defer { statement.reset() }
      var keys: Set<String> = []
      while try statement.step() { keys.insert(statement.text(0)) }
      return keys
    }
  }

  /// The row of an entry.
  func row(_ id: EntryID) throws -> EntryRow? {
    try read(findsNumbers: true) { try $0.row(id) }
  }
}
