import CacheStore
import EntryTable
import SQLite

extension WriterConnection {
  /// Marks rows that can't be decoded, unless they were rewritten meanwhile. Their version stays: nobody
  /// changed them.
  func markCorrupt(_ rows: [EntryReference]) throws {
    try connection.write {
      for row in rows.prefix(1000) {
        try connection.run(
          "UPDATE entry SET flags = flags | ?, expiry = ? WHERE id = ? AND version = ?",
          .integer(EntryRow.Flag.corrupt), .real(EntrySort.corrupt),
          .integer(row.id.number ?? 0), .integer(row.version))
      }
    }
  }
}
