import CacheStore
import CachedSession
import FoundationEssentials
import HTTPCaching
import HTTPTypes
import RequestsCache
import TestSupport
import Testing

/// Python writes a cache, larder changes it, Python reads it.
@Suite(.ownThreads, .enabled(if: Python.isThere, Python.missing), .serialized)
struct RoundTripTests {
  static let kinds = [
    "sqlite-pickle", "sqlite-safe_pickle", "sqlite-json", "sqlite-ujson", "sqlite-orjson",
    "sqlite-yaml", "sqlite-bson", "sqlite-wal", "sqlite-decoded", "folder-pickle",
    "folder-safe_pickle", "folder-json", "folder-ujson", "folder-orjson", "folder-yaml",
    "folder-bson", "folder-exact", "folder-limited",
  ]
  /// Those that older releases have too.
  static let olderKinds = ["sqlite-pickle", "sqlite-json", "folder-json", "folder-pickle"]

  @Test(arguments: kinds)
  func `Python reads what larder changed, and all the rest as it was`(kind: String) async throws {
    try await change(try PythonCache(kind))
  }

  @Test(arguments: Python.older, olderKinds)
  func `older releases read what larder changed, and all the rest as it was`(
    program: String, kind: String
  ) async throws {
    try await change(try PythonCache(kind, by: program))
  }

  private func change(_ cache: PythonCache) async throws {
    let (before, layout) = (try cache.state(), try cache.layout())
    let touched = try await Changes(cache).make()
    let after = try cache.state()
    #expect(try cache.layout() == layout)
    for (key, entry) in before.entries where !touched.contains(key) {
      #expect(after.entries[key] == entry, "\(key) \(entry.url)")
    }
    #expect(before.redirects.filter { !touched.contains($0.value) } == after.redirects)
    #expect(Set(after.entries.keys).subtracting(before.entries.keys).count == 1)
    try checkAnswers(cache)
  }

  /// `/text` was expired, `/bytes` deleted, `/large` deleted and brought back.
  private func checkAnswers(_ cache: PythonCache) throws {
    let hits = try cache.ask(
      "/large", "/hour", "/new", "/plain?past", "/dated", "/numbers", "/list")
    for (target, answer) in hits {
      #expect(answer.hit && answer.calls.isEmpty && !answer.expired, "\(target)")
    }
    #expect(hits["/dated"]?.body == "second" && hits["/new"]?.body == "new")
    #expect(hits["/plain?past"]?.body == "a{}")
    let misses = try cache.ask("/text", "/bytes", "/from")
    for (target, answer) in misses {
      #expect(answer.calls.first == PythonCache.host + target, "\(target)")
    }
  }
}

/// What larder does with a cache.
private struct Changes {
  let cache: PythonCache
  let store: RequestsCacheStore
  let now = Date.now

  init(_ cache: PythonCache) throws {
    self.cache = cache
    store = try cache.open()
  }

  /// Makes all changes. Returns the keys of what is not as it was.
  func make() async throws -> Set<String> {
    var keys: Set<String> = []
    let text = try await row("/text")
    _ = try await store.setExpiration(.immediately, of: [text.reference], now: now)
    let hour = try await row("/hour")
    _ = try await store.setExpiration(.after(7200), of: [hour.reference], now: now)
    let bytes = try await row("/bytes")
    _ = try await store.delete([bytes.reference], to: .trash, reason: "", now: now)
    keys.formUnion([text.key, hour.key, bytes.key, try await deleteTarget()])
    try await deleteAndUndo("/large")
    try await deleteAndUndo("/latin")
    let dated = try await row("/dated")
    _ = try await store.setExpiration(.immediately, of: [dated.reference], now: now)
    try await fetch()
    keys.formUnion([dated.key, try await row("/plain?past").key])
    await store.close()
    return keys
  }

  private func row(_ target: String) async throws -> EntrySummary {
    let filter = EntryFilter.and([
      .equals(.url, PythonCache.host + target), .equals(.method, "GET"),
    ])
    return try #require(try await store.browse(EntryQuery(filter: filter, now: now)).rows.first)
  }

  /// Deletes the entry that redirects lead to.
  private func deleteTarget() async throws -> String {
    let rows = try await store.browse(
      EntryQuery(filter: .equals(.url, PythonCache.host + "/to"), now: now)
    ).rows
    for row in rows {
      guard try await store.entry(row.id)?.redirects.isEmpty == false else { continue }
      _ = try await store.delete([row.reference], to: .trash, reason: "", now: now)
      return row.key
    }
    return ""
  }

  private func deleteAndUndo(_ target: String) async throws {
    let row = try await row(target)
    let deleted = try await store.delete([row.reference], to: .trash, reason: "", now: now)
    let undone = try await store.undo(try #require(deleted.operation), now: now)
    #expect(undone.changed.map(\.id) == [row.id])
  }

  /// Lets a session revalidate, with a 304 and with a 200, and store something new.
  private func fetch() async throws {
    let transport = StubTransport { request in
      switch request.path {
      case "/plain?past":
        (HTTPResponse(status: .notModified, headerFields: [.eTag: "\"1\""]), Data())
      case "/dated":
        (HTTPResponse(status: .ok, headerFields: [.contentType: "text/css"]), Data("second".utf8))
      default:
        (HTTPResponse(status: .ok, headerFields: [.contentType: "text/plain"]), Data("new".utf8))
      }
    }
    var configuration = SessionConfiguration(policy: .requestsCache)
    let store = store
    configuration.keyFunction = { try? store.key(for: $0, body: $1) }
    let session = CachedSession(
      store: store, transport: transport, configuration: configuration)
    for target in ["/plain?past", "/dated", "/new"] {
      let (_, response) = try await session.data(from: PythonCache.host + target)
      #expect(response.storeFault == nil, "\(target)")
    }
    _ = try await session.data(from: PythonCache.host + "/numbers")
    #expect(transport.paths == ["/plain?past", "/dated", "/new"])
  }
}
