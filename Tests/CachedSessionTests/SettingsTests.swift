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
