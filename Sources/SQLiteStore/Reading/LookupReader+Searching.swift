import CacheStore
import EntryTable
import FoundationEssentials
import HTTPCaching
import HTTPTypes
import SQLite

extension LookupReader {
  /// Those of these entries for which a search holds. Heads and small bodies are looked at where SQLite has
  /// them, a body only where the search asks for it.
  func matching(
    _ search: EntrySearch, among references: [EntryReference], now: Date
  ) throws -> SearchedBatch {
    let matcher = SearchMatcher(search, now: now)
    let body = search.readsBodies ? try SmallBody(connection).ofEntry : "NULL"
    let statement = try connection.statement(
      """
      SELECT e.id, e.size, e.body, h.bytes, \(body) FROM entry e \
      LEFT JOIN head h ON h.id = e.head WHERE e.id = ?
      """)
    var batch = SearchedBatch()
    for reference in references {
      statement.bind(1, reference.id.number ?? 0)
      defer { statement.reset() }
      guard try statement.step() else { continue }
      do {
        let entry = StoredRow(statement, of: self)
        if try matcher.matches(entry) { batch.matches.append(reference) }
      } catch is DamagedRecord {
        batch.unreadable += 1
      }
    }
    batch.opaque = matcher.opaque
    return batch
  }
}

/// The row that a statement is at, as a search looks at it.
private final class StoredRow: SearchedEntry {
  private let statement: Statement
  private let reader: LookupReader
  private var decoded: SearchedHeads?

  /// The places of columns.
  private enum Column {
    static let id: Int32 = 0
    static let size: Int32 = 1
    static let handle: Int32 = 2
    static let head: Int32 = 3
    static let body: Int32 = 4
  }

  init(_ statement: Statement, of reader: LookupReader) {
    self.statement = statement
    self.reader = reader
  }

  /// What a list shows is seldom asked for: the index was asked before.
  var summary: EntrySummary {
    get throws {
      let row = try reader.connection.statement(
        "SELECT \(EntryRow.columns) FROM entry WHERE id = ?")
      defer { row.reset() }
      row.bind(1, statement.int(Column.id))
      guard try row.step() else { throw DamagedRecord() }
      return EntryRow(row).summary
    }
  }

  var heads: SearchedHeads {
    get throws {
      if let decoded { return decoded }
      let (stored, key) = try statement.withBytes(Column.head) {
        try HeadCodec.decode($0, after: &reader.formerHead)
      }
      let heads = SearchedHeads(
        request: stored.request.headerFields, response: stored.response.headerFields,
        redirects: key.redirects)
      decoded = heads
      return heads
    }
  }

  /// Most heads have no such field, and need not be decoded to tell.
  var contentCoding: String? {
    get throws {
      let isNamed = statement.withBytes(Column.head) { head in
        TextMatch.contains(head.bindMemory(to: UInt8.self), Self.codingName)
      }
      return isNamed ? try heads.response[.contentEncoding] : nil
    }
  }

  private static let codingName = Array("tent-encoding".utf8)

  func readBody(_ take: (UnsafeRawBufferPointer) -> Bool) throws {
    let size = max(0, statement.int(Column.size))
    guard size <= Schema.chunkSize else { return try readPieces(take) }
    guard statement.byteCount(Column.body) == size else { throw DamagedRecord() }
    statement.withBytes(Column.body) { _ = take($0) }
  }

  private func readPieces(_ take: (UnsafeRawBufferPointer) -> Bool) throws {
    let pieces = try reader.connection.statement(
      "SELECT bytes FROM chunk WHERE id BETWEEN ? AND ? ORDER BY id")
    defer { pieces.reset() }
    let first = statement.int(Column.handle) << Schema.chunkBits
    pieces.bind(1, first)
    pieces.bind(2, first | (1 << Schema.chunkBits - 1))
    while try pieces.step() {
      guard pieces.withBytes(0, take) else { return }
    }
  }
}
