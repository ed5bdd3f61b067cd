import CacheStore
import CachedSession
import FoundationEssentials
import HTTPCaching
import HTTPTypes
import LoopbackOrigin
import Synchronization
import Testing

/// What a session, or one of its requests, can be told.
@Suite(.timeLimit(.minutes(30))) struct SettingsTests {
  private static func counting(
    _ configuration: SessionConfiguration = .init()
  ) throws -> Fixture {
    let served = Counter()
    return try Fixture(configuration) { _ in
      .status(200, ["Cache-Control": "max-age=60"], text: "\(served.next())")
    }
  }

  @Test func `in a scope without the cache nothing is read or stored`() async throws {
    let fixture = try Self.counting()
    try await fixture.get("/a")
    try await fixture.session.cacheDisabled {
      #expect(!fixture.session.isCacheUsed)
      let answer = try await fixture.get("/a")
      #expect(answer.text == "2")
      #expect(answer.response.outcome == .bypass)
      // A task that begins there is in the scope too.
      let inner = try await Task { try await fixture.get("/new").response.entry }.value
      #expect(inner == nil)
    }
    #expect(fixture.session.isCacheUsed)
    #expect(try await fixture.get("/a").text == "1")
    #expect(try await fixture.count() == 1)
  }

  @Test func `a scope is of one session and of one task`() async throws {
    let (fixture, other) = (try Self.counting(), try Self.counting())
    try await fixture.get("/a")
    try await other.get("/a")
    try await fixture.session.cacheDisabled {
      let elsewhere = try await other.get("/a").text
      #expect(elsewhere == "1")
      let outside = try await Task.detached { try await fixture.get("/a").text }.value
      #expect(outside == "1")
    }
  }

  @Test func `settings change between requests, as a whole`() async throws {
    let fixture = try Self.counting()
    try await fixture.get("/a")
    fixture.session.configuration.usesCache = false
    #expect(try await fixture.get("/a").text == "2")
    fixture.session.configuration = SessionConfiguration()
    #expect(try await fixture.get("/a").text == "1")
    fixture.session.configuration.policy.alwaysRevalidate = true
    #expect(try await fixture.get("/a").text == "3")
    fixture.session.configuration.policy.onlyIfCached = true
    fixture.session.configuration.policy.alwaysRevalidate = false
    #expect(try await fixture.get("/a").text == "3")
    #expect(try await fixture.get("/b").response.head.status == .gatewayTimeout)
  }

  @Test(arguments: [false, true])
  func `a session counts nothing while it only reads`(fromTheStart: Bool) async throws {
    var configuration = SessionConfiguration()
    configuration.policy.readOnly = fromTheStart
    let fixture = try Self.counting(configuration)
    if fromTheStart {
      try await fixture.get("/a")
      fixture.session.configuration.policy.readOnly = false
    }
    try await fixture.get("/b")
    // What is counted goes to the store when the session ends, if not before.
    fixture.session.configuration.policy.readOnly = true
    try await fixture.get("/c")
    fixture.session.configuration.policy.readOnly = false
    await fixture.session.close()
    let counters = try await fixture.store.activity(after: nil, limit: 100).counters
    #expect(counters.outcomes == [.miss: 1])
    #expect(try await fixture.count() == 1)
  }

  @Test func `a hook is told misses, hits and redirects`() async throws {
    let told = Mutex<[String]>([])
    var configuration = SessionConfiguration()
    configuration.responseHook = { response in
      told.withLock { $0.append("\(response.head.status.code) \(response.outcome.rawValue)") }
    }
    let fixture = try Fixture(configuration) { request in
      request.target == "/old"
        ? .status(301, ["Location": "/new", "Cache-Control": "max-age=60"], text: "")
        : .status(200, ["Cache-Control": "max-age=60"], text: "jam")
    }
    try await fixture.get("/old")
    try await fixture.get("/old")
    #expect(told.withLock { $0 } == ["301 miss", "200 miss", "301 hit", "200 hit"])
  }

  @Test(arguments: ["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"])
  func `a GET that stands for another method passes the cache by`(name: String) async throws {
    let fixture = try Self.counting()
    let field = try #require(HTTPField.Name(name))
    try await fixture.get("/a")
    #expect(try await fixture.get("/a", [field: "REPORT"]).text == "2")
    #expect(try await fixture.get("/a").text == "1")
    #expect(try await fixture.get("/a", [field: "get"]).text == "1")
    let deleted = try await fixture.get("/a", [field: "delete"])
    #expect(deleted.response.outcome == .bypass)
    #expect(deleted.response.entry == nil)
    // It was unsafe, so what is stored is outdated (RFC 9111 section 4.4).
    #expect(try await fixture.get("/a").text == "4")
  }

  @Test func `an answer tells its times`() async throws {
    let fixture = try Self.counting()
    let response = try await fixture.get("/a").response
    let now = fixture.clock.now
    #expect(response.timeToLive(at: now) == 60)
    #expect(!response.isExpired(at: now.addingTimeInterval(59)))
    #expect(response.isExpired(at: now.addingTimeInterval(60)))
    #expect(response.isOlder(than: 5, at: now.addingTimeInterval(6)))
    #expect(!response.isOlder(than: 5, at: now))
  }
}
