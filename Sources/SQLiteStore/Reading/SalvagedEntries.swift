import CacheStore
import EntryTable
import FoundationEssentials
import HTTPCaching
import SQLite

/// What can be read of the entries of a damaged file, in memory: lists are answered from it where the file's
/// own table can't.
///
/// An entry whose row can't be read is there as a corrupt one, with what the indexes have of it.
struct SalvagedEntries {
  let table: EntryTable
  /// What told that the file was as it is here.
  let dataVersion: Int64

  init(of connection: Connection) throws {
    dataVersion = try connection.integer("PRAGMA data_version") ?? 0
    var lost = Self.indexed(connection)
    let (table, rows) = try EntryTable.inMemory()
    var packer = RowPacker(columns: EntryRow.columnCount)
    try TolerantRows.each(EntryRow.columns, on: connection) { row in
      EntryRow(row).pack(into: &packer)
      lost[row.int(0)] = nil
    }
    for (id, parts) in lost { EntryRow(unreadable: id, parts).pack(into: &packer) }
    try rows.put(&packer)
    self.table = table
  }

  /// What indexes have of an entry.
  struct Indexed {
    var url = ""
    var key = ""
  }

  /// The entries that the indexes know, as far as they can be read.
  private static func indexed(_ connection: Connection) -> [Int64: Indexed] {
    var entries: [Int64: Indexed] = [:]
    for (column, index) in [("url", "entry_url"), ("key", "entry_key")] {
      guard
        let rows = try? connection.prepare("SELECT id, \(column) FROM entry INDEXED BY \(index)")
      else { continue }
      while (try? rows.step()) == true {
        let place = index == "entry_url" ? \Indexed.url : \Indexed.key
        entries[rows.int(0), default: Indexed()][keyPath: place] = rows.text(1)
      }
    }
    return entries
  }
}

extension EntryRow {
  /// One that can't be read: all that is known is what indexes say.
  fileprivate init(unreadable id: Int64, _ parts: SalvagedEntries.Indexed) {
    let epoch = Date(timeIntervalSince1970: 0)
    let facts = ResponseFacts(
      status: 0, mediaType: "", generated: epoch,
      timeline: FreshnessTimeline(freshUntil: nil, rule: .none), hasEntityTag: false,
      hasLastModified: false, vary: "")
    self.init(
      id: id, key: parts.key, version: -1, method: "",
      url: parts.url.isEmpty ? "key:" + parts.key : parts.url, size: 0, facts: facts,
      stored: epoch, created: epoch, fetchDuration: 0, head: 0, body: 0,
      change: .init(
        event: .stored, time: epoch, detail: "the file is damaged where it lies"))
    isCorrupt = true
  }
}
