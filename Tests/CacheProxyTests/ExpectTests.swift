import CacheProxy
import FoundationEssentials
import HTTPCaching
import HTTPTypes
import LoopbackOrigin
import TestSupport
import Testing

/// Clients that wait with their content until they are asked for it (RFC 9110 section 10.1.1).
@Suite(.ownThreads) struct ExpectTests {
  private static let leave = Reply.raw("HTTP/1.1 100 Continue\r\n\r\n")

  private static func ask(
    _ client: RawClient, _ fixture: ProxyFixture, version: String = "1.1",
    _ expectation: String = "100-continue"
  ) {
    client.ask(
      "POST \(fixture.target("/")) HTTP/\(version)", "Host: a", "Content-Length: 5",
      "Expect: \(expectation)")
  }

  /// Sends content when it is asked for, and expects it back.
  private static func exchange(_ client: RawClient, _ fixture: ProxyFixture) throws {
    ask(client, fixture)
    #expect(client.read(until: "\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n")
    client.send("hello")
    #expect(try client.response().body == "hello")
  }

  @Test func `the origin is asked before the content is sent`() async throws {
    let fixture = try await ProxyFixture(beforeBody: { _ in Self.leave }) {
      .status(200, body: $0.body)
    }
    let client = try fixture.client()
    for _ in 0..<2 { try Self.exchange(client, fixture) }
    #expect(fixture.origin.requests.map { $0.value("Expect") } == ["100-continue", "100-continue"])
    await fixture.stop()
  }

  @Test(arguments: [200, 302, 401, 413, 417, 500])
  func `what the origin says first is all that the client hears`(status: Int) async throws {
    let early = Reply.status(status, ["X-A": "1"], text: "no")
    let fixture = try await ProxyFixture(
      beforeBody: { _ in Reply(early.steps, closes: true) }, answer: { _ in .status(599) })
    let client = try fixture.client()
    Self.ask(client, fixture)
    let answer = try client.response()
    #expect(answer.status == status && answer["x-a"] == "1")
    #expect(answer.body == (status == 417 ? "" : "no"))
    // Nobody knows whether the content follows.
    #expect(answer["connection"] == "close" && client.rest().isEmpty)
    #expect(fixture.origin.requests.count == 1)
    await fixture.stop()
  }

  @Test func `a cache that keys by content asks for it by itself`() async throws {
    var policy = CachePolicy()
    policy.methods.insert(.post)
    let fixture = try await ProxyFixture(policy: policy) {
      .status(200, ["Cache-Control": "max-age=3600"], body: $0.body)
    }
    let client = try fixture.client()
    for _ in 0..<2 { try Self.exchange(client, fixture) }
    #expect(fixture.origin.requests.map { $0.value("Expect") } == [nil])
    await fixture.stop()
  }

  @Test func `HTTP/1.0 and requests without content expect nothing`() async throws {
    let fixture = try await ProxyFixture { _ in .status(200, text: "a") }
    let client = try fixture.client()
    client.ask("GET \(fixture.target("/")) HTTP/1.1", "Host: a", "Expect: 100-continue")
    #expect(try client.response().body == "a")
    Self.ask(client, fixture, version: "1.0")
    client.send("hello")
    #expect(try client.response().body == "a")
    #expect(fixture.origin.requests.map { $0.value("Expect") } == [nil, nil])
    await fixture.stop()
  }

  @Test func `an expectation that is not known goes on`() async throws {
    let fixture = try await ProxyFixture { _ in .status(417) }
    let client = try fixture.client()
    Self.ask(client, fixture, "the-best")
    client.send("hello")
    #expect(try client.response().status == 417)
    #expect(fixture.origin.requests.map { $0.value("Expect") } == ["the-best"])
    await fixture.stop()
  }

  @Test func `an answer before the end of the content reaches who still sends it`() async throws {
    var limits = ProxyLimits()
    limits.contentInMemory = 1000
    let fixture = try await ProxyFixture(
      limits: limits,
      beforeBody: { _ in Reply(Reply.status(413, text: "no").steps, closes: true) },
      answer: { _ in .status(599) })
    let client = try fixture.client()
    client.ask("PUT \(fixture.target("/")) HTTP/1.1", "Host: a", "Content-Length: 3000000")
    client.send([UInt8](repeating: 7, count: 3_000_000))
    #expect(try client.response().status == 413)
    await fixture.stop()
  }
}
