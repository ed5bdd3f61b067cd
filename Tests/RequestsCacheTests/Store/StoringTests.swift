import CacheStore
import FoundationEssentials
import HTTPCaching
import HTTPTypes
import RequestsCache
import SQLite
import TestSupport
import Testing

/// What a session stores, where the layout has less room than the promises of stores ask for.
@Suite(.ownThreads) struct StoringTests {
  private let now = Date(timeIntervalSince1970: 1_772_359_200)

  private func entry(
    _ store: RequestsCacheStore, _ fields: HTTPFields = [:], sent: HTTPFields = [:],
    at time: Date? = nil
  ) throws -> NewEntry {
    let request = try #require(
      HTTPRequest(method: .get, url: "http://a.test/x?api_key=secret1", headerFields: sent))
    let (key, parts) = try store.key(for: request)
    let arrival = time ?? now
    return NewEntry(
      key: key, keyParts: parts,
      stored: StoredResponse(
        request: request, response: HTTPResponse(status: .ok, headerFields: fields),
        requestTime: arrival - 1, responseTime: arrival))
  }

  @Test(arguments: ["none/cache.sqlite", "none/cache/"])
  func `a cache whose folder is missing says so`(name: String) throws {
    let folder = try TemporaryFolder()
    let error = #expect(throws: StoreError.self) {
      try RequestsCacheStore.open(path: folder.file(name), mode: .create)
    }
    #expect(error?.description.hasSuffix("its folder is missing. Make the folder first.") == true)
  }

  @Test(arguments: ["Authorization", "authorization", "x-api-key", "X-API-Key"])
  func `secrets come into the cache in no spelling`(name: String) async throws {
    let cache = try RawCache()
    let store = try cache.open()
    let name = try #require(HTTPField.Name(name))
    var fields = HTTPFields([HTTPField(name: name, value: "secret2")])
    // Two fields of a name are kept as they were received as well.
    fields.append(HTTPField(name: .setCookie, value: "a=1"))
    fields.append(HTTPField(name: .setCookie, value: "b=2"))
    let reference = try await store.put(
      try entry(store, fields, sent: [name: "secret3"]), body: Data("body".utf8))
    let value = try #require(
      try cache.connect().text("SELECT CAST(value AS TEXT) FROM responses"))
    #expect(!value.contains("secret"))
    let stored = try #require(try await store.entry(reference.id)).stored
    #expect(stored.response.headerFields[name] == "REDACTED")
    #expect(stored.response.headerFields[values: .setCookie] == ["a=1", "b=2"])
  }

  @Test(
    arguments: ["pickle", "json", "ujson", "orjson", "yaml", "bson"], ["cache.sqlite", "cache/"])
  func `what one session stores tells the next of which serializer the cache is`(
    serializer: String, name: String
  ) async throws {
    let folder = try TemporaryFolder()
    var options = RequestsCacheOptions()
    options.serializer = serializer
    let first = try RequestsCacheStore.open(
      path: folder.file(name), mode: .create, options: options)
    let key = try entry(first).key
    try await first.put(try entry(first), body: Data([0xFF, 0xFF, 0xFF]))
    await first.close()
    let second = try RequestsCacheStore.open(path: folder.file(name), mode: .create)
    #expect(try entry(second).key == key)
  }

  @Test func `a 304 keeps the body and the birth, and is told`() async throws {
    let cache = try RawCache()
    let store = try cache.open()
    let first = try await store.put(try entry(store, [.eTag: "1"]), body: Data("kept".utf8))
    let fresh = try entry(store, [.eTag: "2"], at: now + 70).stored
    let second = try #require(try await store.freshen(first, with: fresh, now: now + 70))
    #expect(second.id == first.id && second.version > first.version)
    let found = try #require(try await store.entry(second.id))
    #expect(found.summary.created == now && found.summary.revalidated == now + 70)
    #expect(found.stored.response.headerFields[.eTag] == "2")
    #expect(try await store.read(found.body, range: 0..<9) == Data("kept".utf8))
    _ = try await store.rows()
    #expect(try await store.history(of: second.id).map(\.event) == [.notModified, .stored])
  }

  @Test func `a replaced entry comes back byte for byte`() async throws {
    let cache = try RawCache()
    let store = try cache.open()
    let first = try await store.put(try entry(store), body: Data("one".utf8))
    let before = try cache.dump()
    let replaced = try await store.replace(
      first, with: try entry(store, at: now + 5), body: Data("two".utf8), now: now + 5)
    let candidate = try await store.candidates(for: try entry(store).key).first
    #expect(candidate?.inlineBody == Data("two".utf8))
    _ = try await store.undo(try #require(replaced.operation), now: now + 6)
    #expect(try cache.dump() == before)
  }

  @Test func `an expiry set and undone leaves the value byte for byte`() async throws {
    let cache = try RawCache(2)
    let before = try cache.dump()
    let store = try cache.open()
    let rows = try await store.rows()
    let set = try await store.setExpiration(.after(60), of: rows.map(\.reference), now: now)
    #expect(try cache.dump() != before)
    let undone = try await store.undo(try #require(set.operation), now: now)
    #expect(undone.changed.count == 2)
    #expect(try cache.dump() == before)
  }

  @Test func `invalidation finds what has the keys of a URL`() async throws {
    let store = try RequestsCacheStore.open(
      path: TemporaryFolder().path + "-x.sqlite", mode: .create)
    defer { try? FileManager.default.removeItem(atPath: store.path) }
    try await store.put(try entry(store), body: Data())
    #expect(try await store.invalidate(urls: ["http://a.test/x?api_key=other"], now: now) == 1)
    #expect(try await store.rows().isEmpty)
  }
}
