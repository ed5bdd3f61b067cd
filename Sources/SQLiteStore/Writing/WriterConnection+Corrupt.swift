import CacheStore
import SQLite

extension WriterConnection {
  /// Marks rows that can't be decoded. Their version stays: nobody changed them.
  func markCorrupt(_ rows: [Int64]) throws {
    try connection.write {
      for row in rows.prefix(1000) {
        try connection.run(
          "UPDATE entry SET flags = flags | ?, expiry = ? WHERE id = ?",
          .integer(EntryRow.Flag.corrupt), .real(EntrySort.corrupt), .integer(row))
      }
    }
  }
}
