package import CacheStore
import FoundationEssentials
package import SQLite

/// The table `entry` of a database, from which lists, counts and filters are answered without a look at
/// heads or bodies. Its columns are those of `EntryRow`; stores may have more tables beside it.
package struct EntryTable {
  package let connection: Connection

  /// The table of that connection, which gets the functions that filters need.
  package init(_ connection: Connection) throws {
    self.connection = connection
    try connection.addPredicate(FilterTranslation.containsFunction) { TextMatch.contains($0, $1) }
    for (name, column) in FilterTranslation.globFunctions {
      try connection.addPredicate(name) { text, pattern in
        TextMatch.glob(Self.part(column, of: text), pattern)
      }
    }
    for (name, column) in FilterTranslation.equalFunctions {
      try connection.addPredicate(name) { $1.elementsEqual(Self.part(column, of: $0)) }
    }
  }

  private static func part(
    _ column: EntryFilter.TextColumn?, of text: UnsafeBufferPointer<UInt8>
  ) -> UnsafeBufferPointer<UInt8> {
    guard let range = column.flatMap(URLParts(text).range) else { return text }
    return UnsafeBufferPointer(rebasing: text[range])
  }

  /// The row of an entry; nil when it is gone.
  package func row(_ id: EntryID) throws -> EntryRow? {
    guard let id = Int64(id.rawValue) else { return nil }
    let statement = try connection.statement(
      "SELECT \(EntryRow.columns) FROM entry WHERE id = ?")
    defer { statement.reset() }
    statement.bind(1, id)
    return try statement.step() ? EntryRow(statement) : nil
  }

  /// The row with a number in the table, which is the entry's own where that is the table's key.
  func row(at number: Int64) throws -> EntryRow? {
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
        EntryReference(id: EntryID(String(statement.int(0))), version: statement.int(1)))
    }
    return references
  }
}
