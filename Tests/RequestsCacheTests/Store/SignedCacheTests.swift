import CacheStore
import CachedSession
import FoundationEssentials
import HTTPCaching
import HTTPTypes
import RequestsCache
import SQLite
import TestSupport
import Testing

/// A cache of `safe_pickle`, whose values take a secret to be written.
@Suite(.ownThreads) struct SignedCacheTests {
  private static let url = "http://a.test/x"
  private let now = ScratchCache.now
  private let cache: ScratchCache

  init() throws { cache = try ScratchCache() }

  /// The cache with two entries that a secret signed, opened with others.
  private func store(
    signedWith secret: String = "s", openedWith secrets: [String] = []
  ) async throws -> RequestsCacheStore {
    let codec = SafePickleCodec(secrets: [secret])
    let rows = try [Self.url, "http://a.test/y"].map { url in
      try ResponseDocument.to(url, headers: [("ETag", "\"1\"")]).row(codec)
    }
    try await cache.store(rows).close()
    return try open(secrets)
  }

  private func open(_ secrets: [String]) throws -> RequestsCacheStore {
    var options = RequestsCacheOptions()
    options.secrets = secrets
    return try RequestsCacheStore.open(path: cache.path("cache.sqlite"), options: options)
  }

  private func values() throws -> [String] {
    var values: [String] = []
    try cache.change { connection in
      let rows = try connection.prepare("SELECT quote(value) FROM responses ORDER BY key")
      while try rows.step() { values.append(rows.text(0)) }
    }
    return values
  }

  @Test(arguments: [[], ["other"]])
  func `an expiry without the right secret leaves values alone, and says why`(
    secrets: [String]
  ) async throws {
    let store = try await store(openedWith: secrets)
    let before = try values()
    let rows = try await store.rows()
    let result = try await store.setExpiration(
      .immediately, of: rows.map(\.reference), now: now)
    #expect(result.changed.isEmpty && Set(result.skipped.values) == [.secretMissing])
    #expect(result.skipped.count == 2)
    #expect(try values() == before)
  }

  @Test func `an expiry with one of the secrets is signed with the last one, and comes back`()
    async throws
  {
    let store = try await store(openedWith: ["s", "new"])
    let row = try #require(try await store.rows().first)
    let set = try await store.setExpiration(.immediately, of: [row.reference], now: now)
    #expect(set.changed.count == 1)
    let facts = try #require(try await open(["new"]).entry(row.id)).rawFacts
    #expect(facts.contains(.init("signature", "valid")))
    let operation = try #require(set.operation)
    let refused = try await open([]).undo(operation, now: now)
    #expect(refused.changed.isEmpty && Array(refused.skipped.values) == [.secretMissing])
    #expect(try await open(["s", "new"]).undo(operation, now: now).changed.count == 1)
  }

  @Test func `deleting and bringing back take no secret`() async throws {
    let store = try await store()
    let before = try values()
    let rows = try await store.rows()
    let gone = try await store.delete(
      rows.map(\.reference), to: .trash, reason: "", now: now)
    #expect(gone.changed.count == 2)
    _ = try await store.undo(try #require(gone.operation), now: now)
    #expect(try values() == before)
  }

  @Test(arguments: [[], ["other"]])
  func `a session without the right secret answers, stores nothing, and tells`(
    secrets: [String]
  ) async throws {
    let store = try await store(openedWith: secrets)
    let before = try values()
    let transport = StubTransport { _ in (HTTPResponse(status: .ok), Data("new".utf8)) }
    var configuration = SessionConfiguration(policy: .requestsCache)
    configuration.keyFunction = { try? store.key(for: $0, body: $1) }
    let session = CachedSession(
      store: store, transport: transport, configuration: configuration)
    for _ in 0..<2 {
      let (data, response) = try await session.data(from: "http://a.test/new")
      #expect(data == Data("new".utf8) && response.storeFault?.code == .secretMissing)
    }
    let (data, response) = try await session.data(from: Self.url)
    // What another secret signed may have been changed by somebody, and answers nobody.
    #expect(response.isFromCache == secrets.isEmpty)
    #expect(data == Data((secrets.isEmpty ? "body" : "new").utf8))
    #expect(try values() == before)
  }

  @Test func `what was signed otherwise is told by doctor, and not deleted`() async throws {
    let findings = try await store(openedWith: ["other"]).examine(now: now)
    #expect(findings.map(\.kind) == [.unknown])
    #expect(findings.first?.fix == nil && findings.first?.count == 2)
  }

  @Test func `a new cache of that serializer takes a secret before the first value`() throws {
    var options = RequestsCacheOptions()
    options.serializer = "safe_pickle"
    let path = cache.path("new.sqlite")
    let store = try RequestsCacheStore.open(path: path, mode: .create, options: options)
    do {
      try store.checkSecret()
      Issue.record("there is no secret")
    } catch let error as StoreError {
      #expect(error.code == .secretMissing && error.description.contains("--secret-file"))
    }
    options.secrets = ["s"]
    try RequestsCacheStore.open(path: path, options: options).checkSecret()
  }
}
