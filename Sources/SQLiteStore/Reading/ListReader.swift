import CacheStore
import EntryTable
import HTTPCaching
import SQLite
import Synchronization

/// A connection for lists, counts and single entries: all that may take longer than a lookup.
final class ListReader {
  let connection: Connection
  let table: EntryTable
  let heads: HeadReader
  private let damage: Damage
  private var salvaged: SalvagedEntries?

  /// Whether a list of a store has met a page that can't be read. Then all are of what can be: pages of one
  /// list have to be in one order.
  final class Damage: Sendable {
    let isMet = Atomic(false)
  }

  init(_ connection: Connection, _ damage: Damage) throws {
    self.connection = connection
    self.damage = damage
    heads = HeadReader(connection)
    table = try EntryTable(connection)
  }

  /// A page of which the rows have heads that can be decoded, or count as corrupt.
  func page(_ query: EntryQuery) throws -> EntryTable.Page {
    try listing { try $0.page(query) { row in heads.isSound(row.head) } }
  }

  /// Runs a body on the table, or where that is damaged on what can be read of it.
  func listing<Result>(_ body: (EntryTable) throws -> Result) throws -> Result {
    do {
      if !damage.isMet.load(ordering: .relaxed) { return try body(table) }
    } catch let error as SQLiteError where error.code == .corrupt {
      damage.isMet.store(true, ordering: .relaxed)
    }
    return try body(salvage().table)
  }

  /// What can be read, as long as nobody changes the file.
  private func salvage() throws -> SalvagedEntries {
    if let salvaged, try connection.integer("PRAGMA data_version") == salvaged.dataVersion {
      return salvaged
    }
    var found: SalvagedEntries?
    do {
      try connection.snapshot { found = try SalvagedEntries(of: connection) }
    } catch let error as SQLiteError where error.code == .corrupt {
      // SQLite doesn't end what has met damage, even where nothing was written.
      guard found != nil else { throw error }
    }
    salvaged = found
    guard let found else { throw DamagedRecord() }
    return found
  }
}
