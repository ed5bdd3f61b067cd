import CacheStore
import EntryTable
import FoundationEssentials
import HTTPCaching
import HTTPTypes
import SQLite

extension ListReader {
  /// Those of these entries for which a search holds. Heads and small bodies are looked at where SQLite has
  /// them.
  func matching(
    _ search: EntrySearch, among references: [EntryReference], now: Date
  ) throws -> SearchedBatch {
    let matcher = SearchMatcher(search, now: now)
    let statement = try connection.statement(
      """
      SELECT \(Self.entryColumns), h.bytes, \(try SmallBody(connection).ofEntry) FROM entry e \
      LEFT JOIN head h ON h.id = e.head WHERE e.id = ?
      """)
    var batch = SearchedBatch()
    for reference in references {
      statement.bind(1, Int64(reference.id.rawValue) ?? 0)
      defer { statement.reset() }
      guard try statement.step() else { continue }
      do {
        let entry = StoredRow(statement, connection)
        if try matcher.matches(entry) { batch.matches.append(reference) }
      } catch is DamagedRecord {
        batch.unreadable += 1
      }
    }
    return batch
  }

  private static let entryColumns = EntryRow.columns.split(separator: ", ").map { "e.\($0)" }
    .joined(separator: ", ")
}

/// The row that a statement is at, as a search looks at it.
private final class StoredRow: SearchedEntry {
  private let statement: Statement
  private let connection: Connection
  private var decoded: SearchedHeads?

  private static let head = Int32(EntryRow.columnCount)
  private static let body = head + 1

  init(_ statement: Statement, _ connection: Connection) {
    self.statement = statement
    self.connection = connection
  }

  var summary: EntrySummary { EntryRow(statement).summary }

  var heads: SearchedHeads {
    get throws {
      if let decoded { return decoded }
      let (stored, key) = try statement.withBytes(Self.head) { try HeadCodec.decode($0) }
      let heads = SearchedHeads(
        request: stored.request.headerFields, response: stored.response.headerFields,
        redirects: key.redirects)
      decoded = heads
      return heads
    }
  }

  func readBody(_ take: (UnsafeRawBufferPointer) -> Bool) throws {
    let row = EntryRow.bodyReference(of: statement)
    if row.size > Schema.chunkSize { return try readPieces(of: row, take) }
    guard statement.byteCount(Self.body) == row.size else { throw DamagedRecord() }
    statement.withBytes(Self.body) { _ = take($0) }
  }

  private func readPieces(
    of body: BodyReference, _ take: (UnsafeRawBufferPointer) -> Bool
  ) throws {
    let pieces = try connection.statement(
      "SELECT bytes FROM chunk WHERE id BETWEEN ? AND ? ORDER BY id")
    defer { pieces.reset() }
    let first = body.handle << Schema.chunkBits
    pieces.bind(1, first)
    pieces.bind(2, first | (1 << Schema.chunkBits - 1))
    while try pieces.step() {
      guard pieces.withBytes(0, take) else { return }
    }
  }
}
