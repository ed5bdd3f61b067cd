import CacheStore
import EntryTable
import HTTPCaching
import SQLite

/// A connection for lists, counts and single entries: all that may take longer than a lookup.
final class ListReader {
  let connection: Connection
  let table: EntryTable

  init(_ connection: Connection) throws {
    self.connection = connection
    table = try EntryTable(connection)
  }

  /// A page of which the rows have heads that can be decoded, or count as corrupt.
  func page(_ query: EntryQuery) throws -> EntryTable.Page {
    try table.page(query) { row in (try? head(row.head)) != nil }
  }

  /// Head and key part of a row.
  func head(_ handle: Int64) throws -> (StoredResponse, HeadCodec.KeyPart) {
    let statement = try connection.statement("SELECT bytes FROM head WHERE id = ?")
    defer { statement.reset() }
    statement.bind(1, handle)
    guard try statement.step() else { throw DamagedRecord() }
    return try statement.withBytes(0) { try HeadCodec.decode($0) }
  }
}
