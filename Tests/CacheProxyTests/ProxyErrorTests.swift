import LoopbackOrigin
import TestSupport
import Testing

/// Answers that the proxy makes itself, and what they say of themselves (RFC 9209).
@Suite(.ownThreads) struct ProxyErrorTests {
  @Test func `what only the cache may answer, and it can't, is of no cache`() async throws {
    let fixture = try await ProxyFixture.fresh()
    let client = try fixture.client()
    client.ask(
      "GET \(fixture.target("/")) HTTP/1.1", "Host: a", "Cache-Control: only-if-cached")
    let response = try client.response()
    #expect(response.status == 504 && response["cache-status"] == nil)
    #expect(response["proxy-status"] == "larder; error=proxy_internal_response")
    #expect(fixture.origin.requests.isEmpty)
    await fixture.stop()
  }

  @Test func `content that can't be read is told in words`() async throws {
    let fixture = try await ProxyFixture.fresh()
    let client = try fixture.client()
    client.ask("POST \(fixture.target("/")) HTTP/1.1", "Host: a", "Transfer-Encoding: chunked")
    client.send("x\r\n")
    let response = try client.response()
    #expect(
      response.status == 400 && response["proxy-status"] == "larder; error=http_request_error")
    #expect(
      response.body
        == "The request's body could not be sent. (The chunks of the content are broken.)\n")
    await fixture.stop()
  }

  @Test func `a head without end is no answer`() async throws {
    let fixture = try await ProxyFixture { _ in
      .raw("HTTP/1.1 200 OK\r\n" + String(repeating: "X: aaaaaaaaaaaa\r\n", count: 200_000))
    }
    let client = try fixture.client()
    client.ask("GET \(fixture.target("/")) HTTP/1.1", "Host: a")
    let response = try client.response()
    #expect(response.status == 502)
    #expect(response["proxy-status"] == "larder; error=http_response_header_section_size")
    await fixture.stop()
  }
}
