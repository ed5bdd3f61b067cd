import CachedSession
import FoundationEssentials
import HTTPCaching
import HTTPTypes
import LoopbackOrigin
import Testing

/// What a session, or one of its requests, can be told.
@Suite(.timeLimit(.minutes(4))) struct SettingsTests {
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
}
