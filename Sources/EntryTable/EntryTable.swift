package import CacheStore
import FoundationEssentials
package import SQLite

/// The table `entry` of a database, from which lists, counts and filters are answered without a look at
/// heads or bodies. Its columns are those of `EntryRow`; stores may have more tables beside it.
package struct EntryTable {
  package let connection: Connection
  /// Where the rows are, if not in a table of SQLite's own.
  let packed: PackedTable?
  /// Counts the matches of a list while SQLite sorts them.
  let matches: Connection.Tally

  /// The table of that connection, which gets the functions that filters need.
  package init(_ connection: Connection) throws { try self.init(connection, packed: nil) }

  /// An empty one that is in memory alone.
  ///
  /// - Returns: it, and what it is written through.
  package static func inMemory() throws -> (table: EntryTable, rows: PackedTable) {
    let connection = try Connection(":memory:", access: .readWrite, waitingAtMost: .zero)
    let rows = try PackedTable(
      "entry", columns: "id INTEGER NOT NULL, " + EntryRow.definitions, count: EntryRow.columnCount,
      orderedBy: EntryRow.expiryColumn, on: connection)
    return (try EntryTable(connection, packed: rows), rows)
  }

  private init(_ connection: Connection, packed: PackedTable?) throws {
    self.connection = connection
    self.packed = packed
    matches = try connection.addTally(EntryList.tallyFunction)
    try connection.addPredicate(FilterTranslation.containsFunction) { TextMatch.contains($0, $1) }
    for (name, column) in FilterTranslation.globFunctions {
      try connection.addPredicate(name) { text, pattern in
        TextMatch.glob(Self.part(column, of: text), pattern)
      }
    }
    for (name, column) in FilterTranslation.equalFunctions {
      try connection.addPredicate(name) { $1.elementsEqual(Self.part(column, of: $0)) }
    }
    for (name, column) in FilterTranslation.patternFunctions {
      let matchers = PatternMatchers()
      try connection.addPredicate(name) { text, pattern in
        matchers.matches(Self.part(column, of: text), pattern)
      }
    }
    try connection.addPredicate(FilterTranslation.portFunction) {
      PortComparison($1)?.holds(for: $0) ?? false
    }
    try connection.addExtract(Self.pathPartFunction) { url, prefix in
      URLRanges(url).pathPart(of: url, behind: prefix)
    }
  }

  private static func part(
    _ column: EntryFilter.TextColumn?, of text: UnsafeBufferPointer<UInt8>
  ) -> UnsafeBufferPointer<UInt8> {
    guard let range = column.flatMap(URLRanges(text).range) else { return text }
    return UnsafeBufferPointer(rebasing: text[range])
  }

  /// The row of an entry; nil when it is gone.
  package func row(_ id: EntryID) throws -> EntryRow? {
    guard let id = id.number else { return nil }
    if let packed { return packed.withRow(id) { EntryRow($0) } }
    let statement = try connection.statement(
      "SELECT \(EntryRow.columns) FROM entry WHERE id = ?")
    defer { statement.reset() }
    statement.bind(1, id)
    return try statement.step() ? EntryRow(statement) : nil
  }

  /// The row with a number in the table, which is the entry's own where that is the table's key.
  func row(at number: Int64) throws -> EntryRow? {
    if let packed { return packed.withRow(at: number) { EntryRow($0) } }
    let statement = try connection.statement(
      "SELECT \(EntryRow.columns) FROM entry WHERE rowid = ?")
    defer { statement.reset() }
    statement.bind(1, number)
    return try statement.step() ? EntryRow(statement) : nil
  }

  /// References to all entries that match.
  package func references(_ condition: SQLCondition) throws -> [EntryReference] {
    let statement = try connection.statement("SELECT id, version FROM entry WHERE \(condition.sql)")
    defer { statement.reset() }
    statement.bind(condition.values)
    var references: [EntryReference] = []
    while try statement.step() {
      references.append(
        EntryReference(id: EntryID(number: statement.int(0)), version: statement.int(1)))
    }
    return references
  }
}
