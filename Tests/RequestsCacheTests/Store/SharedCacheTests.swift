import CacheStore
import FoundationEssentials
import HTTPCaching
import RequestsCache
import SQLite
import TestSupport
import Testing

/// Somebody else changes the cache at the same time.
@Suite(.ownThreads) struct SharedCacheTests {
  @Test func `what was replaced or removed between look and operation is left alone`()
    async throws
  {
    let cache = try RawCache(4)
    let store = try cache.open()
    let rows = try await store.rows()
    let python = try cache.connect()
    try RawCache.add(rows[0].key, 50, python)
    try python.run("DELETE FROM responses WHERE key = ?", .text(rows[1].key))
    // The last row: what is stored anew gets its number.
    try python.run("DELETE FROM responses WHERE key = ?", .text(rows[3].key))
    try RawCache.add(rows[3].key, 60, python)
    let result = try await store.delete(
      rows.map(\.reference), to: .trash, reason: "", now: RawCache.now)
    #expect(result.changed == [rows[2].reference])
    #expect(
      result.skipped == [
        rows[0].reference: .changed, rows[1].reference: .gone, rows[3].reference: .changed,
      ])
    let urls = try await store.rows().map(\.url)
    #expect(urls == ["http://a.test/50", "http://a.test/60"])
  }

  @Test func `a cache that was emptied and filled again is listed anew`() async throws {
    let cache = try RawCache(300)
    let store = try cache.open()
    #expect(try await store.rows().count == 300)
    let python = try cache.connect()
    try python.script(
      """
      DROP TABLE responses;
      CREATE TABLE responses (key TEXT PRIMARY KEY, value BLOB, expires INTEGER)
      """)
    try python.write {
      for number in 0..<200 { try RawCache.add(RawCache.key(number), number + 1000, python) }
    }
    let rows = try await store.rows()
    #expect(rows.count == 200)
    #expect(rows.allSatisfy { ($0.url.split(separator: "/").last?.count ?? 0) == 4 })
  }

  @Test func `what happens to entries while the cache is open is counted`() async throws {
    let cache = try RawCache(5)
    let store = try cache.open()
    let rows = try await store.rows()
    #expect(try await store.activity(after: nil, limit: 0).observed == ObservedChanges())
    let python = try cache.connect()
    try RawCache.add(RawCache.key(7), 7, python)
    try RawCache.add(RawCache.key(8), 8, python)
    try RawCache.add(rows[0].key, 50, python)
    try python.run("DELETE FROM responses WHERE key = ?", .text(rows[1].key))
    _ = try await store.rows()
    let seen = try await store.activity(after: nil, limit: 0).observed
    #expect(seen == ObservedChanges(stored: 2, refreshed: 1, removed: 1))
    _ = try await store.delete([rows[2].reference], to: .trash, reason: "", now: RawCache.now)
    #expect(try await store.activity(after: nil, limit: 0).observed?.removed == 2)
  }

  @Test func `what comes back while the cache is looked over is counted once`() async throws {
    let cache = try RawCache(300)
    let store = try cache.open()
    for round in 1...5 {
      let rows = try await store.rows()
      let references = rows.map(\.reference)
      let deleted = try await store.delete(references, to: .trash, reason: "", now: RawCache.now)
      let operation = try #require(deleted.operation)
      async let looked: Void = lookOver(store)
      _ = try await store.undo(operation, now: RawCache.now)
      try await looked
      let seen = try await store.activity(after: nil, limit: 0).observed
      #expect(seen?.stored == Int64(300 * round) && seen?.removed == Int64(300 * round))
    }
  }

  private func lookOver(_ store: RequestsCacheStore) async throws {
    for _ in 0..<20 { _ = try await store.rows() }
  }

  @Test func `a lock that somebody holds ends in an error after a while`() async throws {
    let cache = try RawCache(2)
    let store = try cache.open()
    let rows = try await store.rows()
    let holder = try cache.connect()
    try holder.script("BEGIN EXCLUSIVE")
    let began = ContinuousClock.now
    do {
      _ = try await store.delete([rows[0].reference], to: .trash, reason: "", now: RawCache.now)
      Issue.record("the lock was passed by")
    } catch let error as StoreError {
      #expect(error.code == .locked)
    }
    #expect(ContinuousClock.now - began < .seconds(60))
    try holder.script("ROLLBACK")
    let result = try await store.delete(
      [rows[0].reference], to: .trash, reason: "", now: RawCache.now)
    #expect(result.changed.count == 1)
  }

  @Test(
    .enabled(if: Python.isThere, Python.missing),
    arguments: ["cache.sqlite", "cache"])
  func `a Python session goes on while larder lists, expires and deletes`(name: String)
    async throws
  {
    let folder = try TemporaryFolder()
    let python = try Python.Running("write", folder.file(name))
    #expect(python.line() == "ready")
    let store = try await opened(folder.file(name))
    for round in 0..<60 {
      let now = Date.now
      let rows = try await store.browse(EntryQuery(limit: 100, now: now)).rows
      let some = rows.filter { $0.key.utf8.last.map { Int($0) % 3 == round % 3 } ?? false }
      _ = try await store.setExpiration(.immediately, of: some.map(\.reference), now: now)
      let deleted = try await store.delete(
        rows.suffix(3).map(\.reference), to: .trash, reason: "", now: now)
      if let operation = deleted.operation { _ = try await store.undo(operation, now: now) }
    }
    try python.end()
    let told = try JSONDecoder().decode(Told.self, from: Data(python.line().utf8))
    #expect(told.errors == [] && told.longest < 30 && told.count > 10, "\(told)")
  }

  private struct Told: Decodable {
    var count: Int
    var longest: Double
    var errors: [String]
  }

  /// The cache once Python has stored something in it.
  private func opened(_ path: String) async throws -> RequestsCacheStore {
    for _ in 0..<1200 {
      if let store = try? RequestsCacheStore.open(path: path),
        (try? await store.totals(.all, now: .now).count) ?? 0 > 5
      {
        return store
      }
      try await Task.sleep(for: .milliseconds(50))
    }
    return try RequestsCacheStore.open(path: path)
  }
}
