import CacheProxy
import LoopbackOrigin
import TestSupport
import Testing

/// What becomes of messages on their way through the proxy (RFC 9110 section 7.6).
@Suite(.ownThreads) struct ForwardingTests {
  /// The target, and what the origin sees of it.
  static let targets = [
    ("/%2Fa%20b?x=%41&y=a+b;c|d", "/%2Fa%20b?x=%41&y=a+b;c|d"), ("/%7ea/~a", "/%7ea/~a"),
    ("/a/../b//c/./d", "/a/../b//c/./d"), ("/^{}`\\\"<>", "/^{}`\\\"<>"), ("/a?", "/a?"),
    ("/?a?b", "/?a?b"), ("/a#b", "/a"), ("/é", "/%C3%A9"),
  ]

  @Test(arguments: targets, [false, true])
  func `path and query go on as they came`(
    target: (String, String), standsForOrigin: Bool
  ) async throws {
    let fixture = try await ProxyFixture(standsForOrigin: standsForOrigin) { _ in .status(200) }
    let client = try fixture.client()
    client.ask(
      "GET \(standsForOrigin ? "" : fixture.origin.url)\(target.0) HTTP/1.1", "Host: a")
    #expect(try client.response().status == 200)
    #expect(fixture.origin.requests.map(\.target) == [target.1])
    await fixture.stop()
  }

  @Test func `targets that are no text are told apart`() async throws {
    let fixture = try await ProxyFixture(standsForOrigin: true) { request in
      .status(200, ["Cache-Control": "max-age=3600"], text: request.target)
    }
    let client = try fixture.client()
    for byte in [UInt8(0xE9), 0xEA] {
      client.send([UInt8]("GET /".utf8) + [byte] + [UInt8](" HTTP/1.1\r\nHost: a\r\n\r\n".utf8))
      #expect(try client.response().body == "/%" + String(byte, radix: 16, uppercase: true))
    }
    await fixture.stop()
  }

  @Test func `a target without a path asks for the root`() async throws {
    let fixture = try await ProxyFixture { _ in .status(200) }
    let client = try fixture.client()
    for end in ["", "?a", "#b"] {
      client.ask("GET \(fixture.origin.url)\(end) HTTP/1.1", "Host: a")
      #expect(try client.response().status == 200)
    }
    #expect(fixture.origin.requests.map(\.target) == ["/", "/?a", "/"])
    await fixture.stop()
  }

  @Test func `each forwarding counts`() async throws {
    let fixture = try await ProxyFixture { _ in .status(200) }
    let client = try fixture.client()
    let values = [("3", "2"), ("1", "0"), ("x", "x"), ("-1", "-1")]
    for (value, _) in values {
      client.ask("OPTIONS \(fixture.target("/")) HTTP/1.1", "Host: a", "Max-Forwards: \(value)")
      #expect(try client.response().status == 200)
    }
    // It is said of OPTIONS and TRACE alone.
    client.ask("GET \(fixture.target("/")) HTTP/1.1", "Host: a", "Max-Forwards: 0")
    #expect(try client.response().status == 200)
    #expect(
      fixture.origin.requests.map { $0.value("Max-Forwards") } == values.map(\.1) + ["0"])
    client.ask("TRACE \(fixture.target("/")) HTTP/1.1", "Host: a", "Max-Forwards: 0")
    #expect(try client.response().status == 405)
    #expect(fixture.origin.requests.count == 5)
    await fixture.stop()
  }

  /// What a client says of those before it, and what the origin hears of that.
  static let clients: [(sent: [String], forwarded: String?, list: String?)] = [
    ([], nil, nil),
    (["X-Forwarded-For: 192.0.2.1, [2001:db8::1]:80"], nil, "192.0.2.1, [2001:db8::1]:80"),
    (["X-Forwarded-For: 192.0.2.1", "X-Forwarded-For: unknown"], nil, "192.0.2.1, unknown"),
    (["X-Forwarded-For: <script>"], nil, nil), (["X-Forwarded-For: a\u{e9}"], nil, nil),
    (["X-Forwarded-For: " + String(repeating: "1", count: 2049)], nil, nil),
    (
      ["Forwarded: for=192.0.2.1;proto=https, for=\"[2001:db8::1]:4711\""],
      "for=192.0.2.1;proto=https, for=\"[2001:db8::1]:4711\"", nil
    ),
    (["Forwarded: for=_a ; by=\"a\\\"b\""], "for=_a ; by=\"a\\\"b\"", nil),
    (["Forwarded: for=\""], nil, nil), (["Forwarded: for=\"a\\"], nil, nil),
    (["Forwarded: for=a", "Forwarded: for=\"b"], nil, nil), (["Forwarded: for"], nil, nil),
    (["Forwarded: for=a b"], nil, nil), (["Forwarded: =a"], nil, nil),
    (["Forwarded: for=\"\u{e9}\""], nil, nil),
  ]

  @Test(arguments: clients)
  func `an origin is told the client's address, and nothing that hides it`(
    sent: [String], forwarded: String?, list: String?
  ) async throws {
    let fixture = try await ProxyFixture(standsForOrigin: true, tellsClients: true) { _ in
      .status(200)
    }
    let client = try fixture.client()
    client.send(
      (["GET / HTTP/1.1", "Host: a.test:80"] + sent).joined(separator: "\r\n") + "\r\n\r\n")
    #expect(try client.response().status == 200)
    let seen = try #require(fixture.origin.requests.first)
    let own = "for=127.0.0.1;host=\"a.test:80\";proto=http"
    #expect(seen.value("Forwarded") == [forwarded, own].compactMap { $0 }.joined(separator: ", "))
    #expect(
      seen.value("X-Forwarded-For")
        == [list, "127.0.0.1"].compactMap { $0 }.joined(separator: ", "))
    await fixture.stop()
  }

  @Test func `an origin is told nothing of clients unless that is asked for`() async throws {
    let fixture = try await ProxyFixture(standsForOrigin: true) { _ in .status(200) }
    let client = try fixture.client()
    client.ask("GET / HTTP/1.1", "Host: a", "X-Forwarded-For: <as it came>")
    #expect(try client.response().status == 200)
    let seen = try #require(fixture.origin.requests.first)
    #expect(seen.value("Forwarded") == nil && seen.value("X-Forwarded-For") == "<as it came>")
    await fixture.stop()
  }

  @Test func `Via names the version in which a message came`() async throws {
    let fixture = try await ProxyFixture { _ in
      .raw("HTTP/1.0 200 OK\r\nVia: 1.1 before\r\n\r\na", closes: true)
    }
    for version in ["1.0", "1.1"] {
      let client = try fixture.client()
      client.ask("GET \(fixture.target("/")) HTTP/\(version)", "Host: a", "Connection: close")
      let answer = client.rest()
      #expect(answer.contains("Via: 1.1 before\r\nVia: 1.0 larder-"))
      #expect(fixture.origin.requests.last?.value("Via")?.hasPrefix("\(version) larder-") == true)
    }
    await fixture.stop()
  }

  @Test func `OPTIONS about a server as a whole stays so`() async throws {
    for standsForOrigin in [false, true] {
      let fixture = try await ProxyFixture(standsForOrigin: standsForOrigin) { _ in
        .status(200, text: "origin")
      }
      let client = try fixture.client()
      // RFC 9112 section 3.2.4: the last proxy makes `*` of a URL without a path.
      client.ask("OPTIONS \(standsForOrigin ? "*" : fixture.origin.url) HTTP/1.1", "Host: a")
      #expect(try client.response().body == "origin")
      client.ask("OPTIONS \(standsForOrigin ? "" : fixture.origin.url)/ HTTP/1.1", "Host: a")
      #expect(try client.response().body == "origin")
      #expect(fixture.origin.requests.map(\.target) == ["*", "/"])
      await fixture.stop()
    }
  }

  @Test func `OPTIONS about the proxy itself is answered by it`() async throws {
    let fixture = try await ProxyFixture { _ in .status(200) }
    let client = try fixture.client()
    client.ask("OPTIONS * HTTP/1.1", "Host: a")
    #expect(try client.response().status == 200)
    #expect(fixture.origin.requests.isEmpty)
    await fixture.stop()
  }
}
