import CacheStore
import EntryTable
import FoundationEssentials
import HTTPCaching
import SQLite
import Testing

@testable import RequestsCache

@Suite struct IndexedRowTests {
  @Test func `a large page has the row of each entry, in order`() async throws {
    let cache = try RawCache(3000)
    let store = try cache.open()
    let page = try await store.browse(EntryQuery(limit: 10_000, now: RawCache.now))
    #expect(page.rows.map(\.key) == (0..<3000).map(RawCache.key))
    #expect(page.cursors.map(\.id) == page.rows.map(\.id))
    for row in page.rows { #expect(try store.indexer.index.row(row.id)?.summary == row) }
  }

  @Test func `a page has of each entry what its row has`() async throws {
    let cache = try RawCache(0)
    let connection = try cache.connect()
    for number in 0..<4 { try RawCache.add(RawCache.key(number), number, connection) }
    // A key that is no number, one whose number is negative, and a value that can't be read.
    try RawCache.add("some key", 4, connection)
    try RawCache.add("ffffffffffffffff", 5, connection)
    try connection.run("INSERT INTO responses VALUES ('0a', x'80', 3)")
    let store = try cache.open()
    let rows = try await store.rows()
    #expect(rows.count == 7 && rows.count { $0.isCorrupt } == 1)
    #expect(rows.contains { $0.id == EntryID("-1") })
    for row in rows { #expect(try store.indexer.index.row(row.id)?.summary == row) }
    let expired = try await store.setExpiration(
      .immediately, of: rows.map(\.reference), now: RawCache.now)
    #expect(expired.changed.count == 6)
    for row in try await store.rows() {
      #expect(try store.indexer.index.row(row.id)?.summary == row)
    }
  }
}
