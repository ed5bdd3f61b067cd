import CacheStore
import EntryTable
import HTTPCaching
import SQLite

/// A connection for lists, counts and single entries: all that may take longer than a lookup.
final class ListReader {
  let connection: Connection
  let table: EntryTable
  let heads: HeadReader

  init(_ connection: Connection) throws {
    self.connection = connection
    heads = HeadReader(connection)
    table = try EntryTable(connection)
  }

  /// A page of which the rows have heads that can be decoded, or count as corrupt.
  func page(_ query: EntryQuery) throws -> EntryTable.Page {
    try table.page(query) { row in heads.isSound(row.head) }
  }
}
