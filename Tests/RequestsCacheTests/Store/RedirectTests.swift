import CacheStore
import CachedSession
import FoundationEssentials
import HTTPCaching
import HTTPTypes
import RequestsCache
import TestSupport
import Testing

/// What a session tells of redirects that lie in one entry with what they led to.
@Suite(.ownThreads) struct RedirectTests {
  /// A session of a cache, with an origin that has nothing but errors.
  private func session(_ store: any CacheStore) -> (CachedSession, StubTransport) {
    let transport = StubTransport { _ in (HTTPResponse(status: .badGateway), Data()) }
    var configuration = SessionConfiguration(policy: .requestsCache)
    if let store = store as? RequestsCacheStore {
      configuration.keyFunction = { try? store.key(for: $0, body: $1) }
    }
    return (
      CachedSession(store: store, transport: transport, configuration: configuration), transport
    )
  }

  private func words(_ response: CachedResponse) -> [String] {
    response.history.map { "\($0.head.status.code) \($0.url)" }
  }

  @Test(
    .enabled(if: Python.isThere, Python.missing),
    arguments: ["sqlite-pickle", "sqlite-json", "folder-yaml", "folder-bson"])
  func `a session tells the redirects that Python does`(kind: String) async throws {
    let cache = try PythonCache(kind)
    #expect(try cache.ask("/one")["/one"]?.history.count == 2)
    let python = try cache.ask("/from", "/one", "/to", "/three")
    let (session, transport) = session(try cache.open())
    for (target, answer) in python {
      let (data, response) = try await session.data(from: PythonCache.host + target)
      #expect(answer.hit && response.isFromCache, "\(target)")
      #expect(String(decoding: data, as: UTF8.self) == answer.body)
      #expect(response.url == answer.url && words(response) == answer.history, "\(target)")
      for redirect in response.history {
        #expect(redirect.isFromCache && redirect.entry == response.entry && !redirect.isStale)
        #expect(redirect.head.headerFields[.location] != nil)
      }
    }
    #expect(python["/one"]?.history.count == 2 && python["/from"]?.history.count == 1)
    #expect(transport.paths.isEmpty)
  }

  /// Python's answer has the redirects before the URL that was asked for, too.
  @Test(.enabled(if: Python.isThere, Python.missing))
  func `whoever asks for the second URL is told what a request for it goes through`()
    async throws
  {
    let cache = try PythonCache("sqlite-pickle")
    let all = try #require(try cache.ask("/one")["/one"]).history
    let python = try #require(try cache.ask("/two")["/two"])
    #expect(python.hit && python.history == all)
    let (session, transport) = session(try cache.open())
    let (_, response) = try await session.data(from: PythonCache.host + "/two")
    #expect(words(response) == Array(all.suffix(1)) && response.url == python.url)
    #expect(transport.paths.isEmpty)
  }

  @Test func `a redirect that is followed comes before those that were stored`() async throws {
    let cache = try ScratchCache()
    let row = try ResponseDocument.to("http://a.test/to")
      .redirected(from: "http://a.test/from").row()
    let store = try await cache.store([row], aliases: [row.key: row.key])
    var configuration = SessionConfiguration(policy: .requestsCache)
    configuration.keyFunction = { try? store.key(for: $0, body: $1) }
    let transport = StubTransport { _ in
      (HTTPResponse(status: .found, headerFields: [.location: "/from"]), Data())
    }
    let session = CachedSession(
      store: store, transport: transport, configuration: configuration)
    let (data, response) = try await session.data(from: "http://a.test/start")
    #expect(data == Data("body".utf8) && response.url == "http://a.test/to")
    #expect(words(response) == ["302 http://a.test/start", "302 http://a.test/from"])
    #expect(response.history.map(\.outcome) == [.miss, .hit])
    #expect(transport.paths == ["/start"])
  }

  /// A cache with one entry, which Python stored under the URL that redirected to it.
  private func redirected() async throws -> (ScratchCache, RequestsCacheStore) {
    let cache = try ScratchCache()
    let row = try ResponseDocument.to("http://a.test/to")
      .redirected(from: "http://a.test/from").row()
    return (cache, try await cache.store([row], aliases: [row.key: row.key]))
  }

  @Test func `a new version keeps the redirects that led to the old one`() async throws {
    let (cache, store) = try await redirected()
    let keys = try cache.keys()
    let old = try #require(try await store.browse(EntryQuery(now: ScratchCache.now)).rows.first)
    let request = try #require(HTTPRequest(method: .get, url: "http://a.test/to"))
    let (key, parts) = try store.key(for: request)
    var stored = StoredResponse(
      request: request, response: HTTPResponse(status: .ok), requestTime: ScratchCache.now,
      responseTime: ScratchCache.now)
    stored.settings = CachePolicy.requestsCache.settings(for: request)
    let new = NewEntry(key: key, keyParts: parts, stored: stored)
    let done = try await store.replace(
      old.reference, with: new, body: Data("new".utf8), now: ScratchCache.now)
    #expect(done.changed.count == 1)
    let (session, transport) = session(store)
    let (data, response) = try await session.data(from: "http://a.test/from")
    #expect(data == Data("new".utf8) && words(response) == ["302 http://a.test/from"])
    #expect(transport.paths.isEmpty)
    #expect(try cache.keys() == keys)
  }

  @Test func `what a chain of redirects leads to now takes the place of what it led to`()
    async throws
  {
    let (cache, store) = try await redirected()
    var configuration = SessionConfiguration(policy: .requestsCache)
    configuration.keyFunction = { try? store.key(for: $0, body: $1) }
    let transport = StubTransport { request in
      request.path == "/from"
        ? (HTTPResponse(status: .found, headerFields: [.location: "/to"]), Data())
        : (HTTPResponse(status: .ok), Data("new".utf8))
    }
    let session = CachedSession(
      store: store, transport: transport, configuration: configuration)
    let request = try #require(HTTPRequest(method: .get, url: "http://a.test/from"))
    var options = RequestOptions()
    options.forceRefresh = true
    _ = try await session.data(for: request, options: options)
    let (data, response) = try await session.data(for: request)
    #expect(data == Data("new".utf8) && response.isFromCache)
    #expect(transport.paths == ["/from", "/to"])
    let target = try #require(HTTPRequest(method: .get, url: "http://a.test/to"))
    let keys = try [target, request].map { try store.key(for: $0).key.hex }
    #expect(try cache.keys() == [keys[0]])
    #expect(try cache.keys(of: "redirects") == Set(keys))
  }

  @Test(.enabled(if: Python.isThere, Python.missing), arguments: ["sqlite-pickle", "folder-yaml"])
  func `redirects come along into a store that has an entry for each`(kind: String) async throws {
    let cache = try PythonCache(kind)
    let python = try cache.ask("/from", "/one", "/to", "/three")
    let (session, transport) = session(MemoryStore())
    #expect(try await session.cache.update(from: try cache.open()) > 0)
    for (target, answer) in python {
      let (data, response) = try await session.data(from: PythonCache.host + target)
      #expect(response.isFromCache && response.url == answer.url, "\(target)")
      #expect(String(decoding: data, as: UTF8.self) == answer.body)
    }
    let (_, one) = try await session.data(from: PythonCache.host + "/one")
    #expect(words(one) == python["/one"]?.history && one.history.count == 2)
    #expect(transport.paths.isEmpty)
  }

  @Test(arguments: [true, false])
  func `an entry of a URL counts for more than a redirect from it`(comesFirst: Bool) async throws {
    let cache = try ScratchCache()
    var to = ResponseDocument.to("http://a.test/to")
    let from = ResponseDocument.to("http://a.test/from", body: "own")
    let seconds: Int64 = comesFirst ? -60 : 60
    to.created = from.created.map { ISODate(microseconds: $0.microseconds + seconds * 1_000_000) }
    var row = try to.redirected(from: from.url).row()
    row.key = try to.row().key
    let source = try await cache.store([row, try from.row()])
    let (session, transport) = session(MemoryStore())
    #expect(try await session.cache.update(from: source) == 2)
    let (data, _) = try await session.data(from: "http://a.test/from")
    #expect(data == Data("own".utf8) && transport.paths.isEmpty)
    withExtendedLifetime(cache) {}
  }

  @Test func `redirects come along into another cache of its kind as aliases`() async throws {
    let (cache, source) = try await redirected()
    let other = try ScratchCache()
    let target = try await other.store([])
    let (session, transport) = session(target)
    #expect(try await session.cache.update(from: source) == 1)
    #expect(try other.keys().count == 1)
    #expect(try other.keys(of: "redirects").isSuperset(of: cache.keys()))
    let (_, response) = try await session.data(from: "http://a.test/from")
    #expect(response.isFromCache && transport.paths.isEmpty)
  }

  @Test func `what was stored without redirects has none`() async throws {
    let cache = try ScratchCache()
    let row = try ResponseDocument.to("http://a.test/to").row()
    let store = try await cache.store([row])
    let (session, _) = session(store)
    let (_, response) = try await session.data(from: "http://a.test/to")
    #expect(response.isFromCache && response.history.isEmpty)
  }
}
