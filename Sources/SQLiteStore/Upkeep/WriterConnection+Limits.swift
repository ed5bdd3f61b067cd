import CacheStore
import FoundationEssentials
import SQLite

extension WriterConnection {
  /// Bytes of pages that hold something, trash, heads and indexes included.
  func usedBytes() throws -> Int64 {
    let pages = try connection.integer("PRAGMA page_count") ?? 0
    let free = try connection.integer("PRAGMA freelist_count") ?? 0
    return (pages - free) * (try connection.integer("PRAGMA page_size") ?? 0)
  }

  func entries(storedBefore date: Date) throws -> [EntryReference] {
    try references(
      "SELECT id, version FROM entry WHERE stored < ? ORDER BY stored",
      .real(date.timeIntervalSinceReferenceDate))
  }

  private func references(_ sql: String, _ value: SQLValue) throws -> [EntryReference] {
    let statement = try connection.statement(sql)
    defer { statement.reset() }
    statement.bind([value])
    var references: [EntryReference] = []
    while try statement.step() {
      references.append(
        EntryReference(id: EntryID(number: statement.int(0)), version: statement.int(1)))
    }
    return references
  }

  /// Bytes that an entry takes besides its body, roughly.
  private static let overhead: Int64 = 1024

  /// The entries that were neither used nor stored for longest, until they make up so many bytes.
  func leastRecentlyUsed(bytes: Int64) throws -> [EntryReference] {
    let statement = try connection.statement(
      """
      SELECT id, version, size FROM entry \
      ORDER BY max(coalesce(used, stored), stored), id LIMIT 10000
      """)
    defer { statement.reset() }
    var references: [EntryReference] = []
    var sum: Int64 = 0
    while sum < bytes, try statement.step() {
      references.append(
        EntryReference(id: EntryID(number: statement.int(0)), version: statement.int(1)))
      sum += min(max(0, statement.int(2)), Schema.largestBody) + Self.overhead
    }
    return references
  }

  /// Shelf rows that are too old, or too many bytes with those that are newer.
  func shelfRows(beyond limits: StoreLimits, now: Date) throws -> [Int64] {
    let statement = try connection.statement(
      "SELECT row, time, own_bytes FROM shelf ORDER BY row DESC")
    defer { statement.reset() }
    let oldest = now.timeIntervalSinceReferenceDate - limits.trashAge
    var rows: [Int64] = []
    var sum: Int64 = 0
    while try statement.step() {
      sum += min(max(0, statement.int(2)), Schema.largestBody)
      if statement.double(1) <= oldest || sum > limits.trashBytes { rows.append(statement.int(0)) }
    }
    return rows
  }

  func allShelfRows() throws -> [Int64] {
    let statement = try connection.statement("SELECT row FROM shelf")
    defer { statement.reset() }
    var rows: [Int64] = []
    while try statement.step() { rows.append(statement.int(0)) }
    return rows
  }

  /// Pieces of bodies removed in one transaction: some 2 MB.
  private static let piecesAtOnce: Int64 = 32

  /// Removes some pieces of a body that nothing refers to. Returns whether there may be more.
  func removeSomeGarbage() throws -> Bool {
    guard let body = try connection.integer("SELECT body FROM garbage LIMIT 1") else {
      return false
    }
    try connection.write {
      try connection.run(
        "DELETE FROM chunk WHERE id IN (SELECT id FROM chunk WHERE id BETWEEN ? AND ? LIMIT ?)",
        .integer(body << Schema.chunkBits),
        .integer(body << Schema.chunkBits | (1 << Schema.chunkBits - 1)),
        .integer(Self.piecesAtOnce))
      guard connection.changes == 0 else { return }
      try connection.run("DELETE FROM garbage WHERE body = ?", .integer(body))
    }
    return true
  }

  /// Hosts, sessions and days of operations that are remembered.
  private static let hostLimit: Int64 = 1000
  private static let sessionLimit: Int64 = 100
  private static let operationAge: TimeInterval = 30 * 86_400

  /// Forgets hosts and sessions beyond a number, and operations beyond an age.
  func forget(now: Date) throws {
    try connection.write {
      try connection.run(
        "DELETE FROM host WHERE name NOT IN "
          + "(SELECT name FROM host ORDER BY lookups DESC LIMIT ?)", .integer(Self.hostLimit))
      try connection.run(
        "DELETE FROM session WHERE id NOT IN (SELECT id FROM session ORDER BY beat DESC LIMIT ?)",
        .integer(Self.sessionLimit))
      let oldest = now.timeIntervalSinceReferenceDate - Self.operationAge
      try connection.run(
        "DELETE FROM item WHERE operation IN (SELECT id FROM operation WHERE time < ?1) "
          + "AND kept IS NULL", .real(oldest))
      try connection.run(
        "DELETE FROM operation WHERE time < ? AND id NOT IN (SELECT operation FROM item)",
        .real(oldest))
    }
  }

  /// Returns how many bytes that freed.
  func vacuum(pages: Int) throws -> Int64 {
    let before = try connection.integer("PRAGMA page_count") ?? 0
    try connection.script("PRAGMA incremental_vacuum(\(max(0, pages)))")
    let after = try connection.integer("PRAGMA page_count") ?? 0
    return max(0, before - after) * (try connection.integer("PRAGMA page_size") ?? 0)
  }
}
