import CacheStore
import EntryTable
import FoundationEssentials
import SQLite

extension WriterConnection {
  /// Bodies up to this size go at once; larger ones take several transactions.
  static let bodyRemovedAtOnce: Int64 = 1 << 20

  /// Lines of history that an entry keeps.
  private static let historyLimit: Int64 = 50

  /// Writes down what a version was, before it changes.
  func recordHistory(of row: EntryRow) throws {
    try connection.run(
      "INSERT OR REPLACE INTO history VALUES (?, ?, ?, ?, ?, ?, ?)", .integer(row.id),
      .integer(row.version), .real(row.change.time.timeIntervalSinceReferenceDate),
      .text(row.change.event.rawValue), .integer(Int64(row.isCorrupt ? 0 : row.facts.status)),
      .integer(row.size), .text(row.change.detail))
    guard row.version > Self.historyLimit else { return }
    try connection.run(
      "DELETE FROM history WHERE entry = ? AND version <= ?", .integer(row.id),
      .integer(row.version - Self.historyLimit))
  }

  /// Removes the head and body of a row that is no longer there, unless another row of the same entry,
  /// live or put aside, still has them.
  func release(_ row: EntryRow) throws {
    let unused = try Set([row.head, row.body]).filter { try !isInUse($0, of: row.id) }
    for handle in unused {
      try connection.run("DELETE FROM head WHERE id = ?", .integer(handle))
    }
    guard row.size > 0, unused.contains(row.body) else { return }
    if row.size > Self.bodyRemovedAtOnce {
      try connection.run("INSERT OR IGNORE INTO garbage VALUES (?)", .integer(row.body))
    } else {
      try removeChunks(of: row.body)
    }
  }

  private func isInUse(_ handle: Int64, of id: Int64) throws -> Bool {
    try connection.integer(
      """
      SELECT 1 WHERE EXISTS (SELECT 1 FROM entry WHERE id = ?1 AND ?2 IN (head, body)) \
      OR EXISTS (SELECT 1 FROM shelf WHERE id = ?1 AND ?2 IN (head, body))
      """, .integer(id), .integer(handle)) != nil
  }

  func removeChunks(of body: Int64) throws {
    try connection.run(
      "DELETE FROM chunk WHERE id BETWEEN ? AND ?", .integer(body << Schema.chunkBits),
      .integer(body << Schema.chunkBits | (1 << Schema.chunkBits - 1)))
  }
}
