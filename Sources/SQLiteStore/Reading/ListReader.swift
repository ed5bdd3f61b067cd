import CacheStore
import FoundationEssentials
import HTTPCaching
import SQLite

/// A connection for lists, counts and single entries: all that may take longer than a lookup.
final class ListReader {
  let connection: Connection

  init(_ connection: Connection) throws {
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
  func row(_ id: EntryID) throws -> EntryRow? {
    guard let id = Int64(id.rawValue) else { return nil }
    let statement = try connection.statement(
      "SELECT \(EntryRow.columns) FROM entry WHERE id = ?")
    defer { statement.reset() }
    statement.bind(1, id)
    return try statement.step() ? EntryRow(statement) : nil
  }

  /// Head and key part of a row.
  func head(_ handle: Int64) throws -> (StoredResponse, HeadCodec.KeyPart) {
    let statement = try connection.statement("SELECT bytes FROM head WHERE id = ?")
    defer { statement.reset() }
    statement.bind(1, handle)
    guard try statement.step() else { throw DamagedRecord() }
    return try statement.withBytes(0) { try HeadCodec.decode($0) }
  }

  /// References to all entries that match.
  func references(_ condition: SQLCondition) throws -> [EntryReference] {
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
