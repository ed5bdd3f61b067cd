import FoundationEssentials
import Larder
import Testing

/// What a session's cache can be told, on every kind of store.
@Suite(.timeLimit(.minutes(30))) struct ManagementTests {
  @Test(arguments: StoreKind.allCases)
  func `it tells what it contains, by URL, request and key`(kind: StoreKind) async throws {
    let stage = try StoreStage(kind)
    let cache = stage.session.cache
    try await stage.send("/a")
    #expect(try await cache.contains(url: "http://t.test/a"))
    #expect(try await cache.contains(stage.request("/a")))
    #expect(try await !cache.contains(url: "http://t.test/b"))
    #expect(try await !cache.contains(url: "no URL"))
    let key = cache.key(for: stage.request("/a")).key.hex
    #expect(try await cache.contains(key: key))
    #expect(try await !cache.contains(key: "00"))
    let (body, stored) = try #require(try await cache.response(forKey: key))
    #expect(body == Data("body".utf8))
    #expect(stored.response.status == 200)
  }

  @Test(arguments: StoreKind.allCases)
  func `of variants it contains those that were asked for`(kind: StoreKind) async throws {
    let stage = try StoreStage(kind)
    stage.origin.follow(.map(["headers": .list([.list([.text("Vary"), .text("Accept")])])]))
    try await stage.send("/a", [.accept: "json"])
    try await stage.send("/a", [.accept: "html"])
    let cache = stage.session.cache
    #expect(try await cache.contains(stage.request("/a", [.accept: "json"])))
    #expect(try await !cache.contains(stage.request("/a", [.accept: "pdf"])))
    #expect(try await cache.delete(requests: [stage.request("/a", [.accept: "json"])]) == 1)
    #expect(try await !cache.contains(stage.request("/a", [.accept: "json"])))
    // In the layout of requests-cache, variants are found by way of the first.
    let isFound = try await cache.contains(stage.request("/a", [.accept: "html"]))
    #expect(isFound == !(stage.store is RequestsCacheStore))
  }

  @Test(arguments: StoreKind.allCases)
  func `it lists, counts and deletes by age, expiry, key and URL`(kind: StoreKind) async throws {
    let stage = try StoreStage(kind)
    let cache = stage.session.cache
    try await stage.send("/old")
    stage.advance(100)
    for path in ["/b", "/a", "/c"] { try await stage.send(path) }
    #expect(try await cache.urls() == ["/a", "/b", "/c", "/old"].map { "http://t.test" + $0 })
    #expect(try await cache.count() == 4)
    #expect(try await cache.count(expired: false) == 3)
    #expect(try await urls(cache.filter(valid: false)) == ["http://t.test/old"])
    #expect(try await urls(cache.filter(expired: false)).count == 3)
    #expect(try await urls(cache.filter(olderThan: 50)) == ["http://t.test/old"])
    #expect(try await urls(cache.filter(valid: false, expired: false, invalid: true)).isEmpty)
    #expect(try await cache.delete(olderThan: 1000) == 0)
    #expect(try await cache.delete(expired: true) == 1)
    #expect(try await cache.delete(urls: ["HTTP://T.TEST:80/a", "http://t.test/none"]) == 1)
    let key = cache.key(for: stage.request("/b")).key.hex
    #expect(try await cache.delete(keys: [key, "00"]) == 1)
    #expect(try await cache.urls() == ["http://t.test/c"])
    #expect(try await cache.clear() == 1)
    #expect(try await cache.count() == 0)
    #expect(try await stage.send("/c") == .miss)
  }

  private func urls(_ entries: EntrySequence) async throws -> [String] {
    try await entries.reduce(into: []) { $0.append($1.url) }
  }

  @Test(arguments: StoreKind.allCases.filter { $0 != .own })
  func `a deletion to the trash can be undone`(kind: StoreKind) async throws {
    let stage = try StoreStage(kind)
    try await stage.send("/a")
    #expect(try await stage.session.cache.delete(urls: ["http://t.test/a"], to: .trash) == 1)
    let operation = try #require(try await stage.store.undoableOperations(limit: 1).first)
    _ = try await stage.store.undo(operation.id, now: Date(timeIntervalSince1970: 1_795_344_190))
    #expect(try await stage.send("/a") == .hit)
  }

  @Test(arguments: StoreKind.allCases)
  func `more entries than a page are all found and deleted`(kind: StoreKind) async throws {
    let stage = try StoreStage(kind)
    let cache = stage.session.cache
    for number in 0..<1100 {
      try await cache.save(
        HTTPResponse(status: .ok), body: Data("x".utf8), for: stage.request("/\(number)"))
    }
    #expect(try await cache.count() == 1100)
    #expect(try await cache.urls().count == 1100)
    #expect(try await cache.resetExpiration(.immediately) == 1100)
    #expect(try await cache.count(expired: false) == 0)
    #expect(try await cache.delete(expired: true) == 1100)
  }

  @Test(arguments: StoreKind.allCases)
  func `an expiry can be set for all`(kind: StoreKind) async throws {
    let stage = try StoreStage(kind)
    try await stage.send("/a")
    stage.advance(100)
    #expect(try await stage.session.cache.resetExpiration(.after(1000)) == 1)
    #expect(try await stage.send("/a") == .hit)
  }

  @Test(arguments: StoreKind.allCases)
  func `what was saved by hand answers`(kind: StoreKind) async throws {
    let stage = try StoreStage(kind)
    let request = stage.request("/made")
    try await stage.session.cache.save(
      HTTPResponse(status: .ok, headerFields: [.contentType: "text/plain"]), body: Data("jam".utf8),
      for: request)
    let (data, response) = try await stage.session.data(for: request)
    #expect(String(decoding: data, as: UTF8.self) == "jam")
    #expect(response.isFromCache)
    #expect(response.description == "200 hit http://t.test/made")
    #expect(stage.origin.sent.isEmpty)
  }

  @Test(arguments: StoreKind.allCases)
  func `nothing is saved for a request without a URL`(kind: StoreKind) async throws {
    let stage = try StoreStage(kind)
    let request = HTTPRequest(method: .get, scheme: nil, authority: nil, path: nil)
    let error = await #expect(throws: StoreError.self) {
      try await stage.session.cache.save(HTTPResponse(status: .ok), body: Data(), for: request)
    }
    #expect(error?.code == .unsupported)
    #expect(try await stage.session.cache.count() == 0)
  }

  /// From every kind into every kind.
  private static let pairs = StoreKind.allCases.flatMap { from in
    StoreKind.allCases.map { (from, $0) }
  }

  @Test(arguments: pairs)
  func `another cache's entries are found after an update`(
    from: StoreKind, to: StoreKind
  ) async throws {
    let (source, target) = (try StoreStage(from), try StoreStage(to))
    source.origin.follow(
      .map(["/v": .map(["headers": .list([.list([.text("Vary"), .text("Accept")])])])]))
    try await source.send("/a?b=1")
    try await source.send("/v", [.accept: "json"])
    try await source.send("/v", [.accept: "html"])
    #expect(try await target.session.cache.update(from: source.store) == 3)
    #expect(try await target.send("/a?b=1") == .hit)
    #expect(try await target.send("/v", [.accept: "json"]) == .hit)
    #expect(try await target.send("/v", [.accept: "html"]) == .hit)
    #expect(try await source.session.cache.count() == 3)
    #expect(target.origin.sent.isEmpty)
  }

  @Test(arguments: [StoreKind.memory, .larder, .own])
  func `after a change of settings keys are made anew, and secrets go`(
    kind: StoreKind
  ) async throws {
    let stage = try StoreStage(kind)
    let accept = { (type: String) -> HTTPFields in [.accept: type] }
    stage.origin.follow(.map(["headers": .list([.list([.text("Vary"), .text("Accept")])])]))
    try await stage.send("/a?user=s3cret", accept("json"))
    try await stage.send("/a?user=s3cret", accept("html"))
    stage.session.configuration.policy.ignoredParameters = .standard.union(["user"])
    stage.session.configuration.policy.matchedFields = [.acceptLanguage]
    #expect(try await stage.session.cache.recreateKeys() == 2)
    #expect(try await stage.session.cache.recreateKeys() == 0)
    #expect(try await stage.session.cache.urls() == ["http://t.test/a?user=REDACTED"])
    #expect(try await stage.send("/a?user=other", accept("json")) == .hit)
    #expect(try await stage.send("/a?user=other", accept("html")) == .hit)
  }

  @Test(arguments: [StoreKind.memory, .larder])
  func `new keys of a shared cache still tell its users apart`(kind: StoreKind) async throws {
    let stage = try StoreStage(kind)
    stage.session.configuration.policy.isShared = true
    let german: HTTPFields = [.acceptLanguage: "de"]
    try await stage.send("/a?access_token=alice", german)
    try await stage.send("/b?user=alice", german)
    stage.session.configuration.policy.ignoredParameters = .standard.union(["user"])
    stage.session.configuration.policy.matchedFields = [.acceptLanguage]
    #expect(try await stage.session.cache.recreateKeys() == 2)
    #expect(try await stage.session.cache.recreateKeys() == 0)
    let urls = try await stage.session.cache.urls()
    #expect(urls.allSatisfy { $0.hasSuffix("=REDACTED") }, "\(urls)")
    for path in ["/a?access_token=", "/b?user="] {
      #expect(try await stage.send(path + "alice", german) == .hit)
      #expect(try await stage.send(path + "mallory", german) == .miss)
      #expect(try await stage.send(path + "REDACTED", german) == .miss)
    }
  }

  @Test func `a store that fails says so`() async throws {
    let session = CachedSession(
      opening: { throw StoreError(.locked, store: "x") }, transport: ScriptedOrigin())
    await #expect(throws: StoreError(.locked, store: "x")) { try await session.cache.count() }
  }
}
