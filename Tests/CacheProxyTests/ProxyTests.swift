import CacheProxy
import CacheStore
import CachedSession
import CurlTransport
import FoundationEssentials
import HTTPCaching
import HTTPTypes
import LoopbackOrigin
import TestSupport
import Testing

/// A proxy as its clients see it, byte by byte.
@Suite(.ownThreads) struct ProxyTests {
  @Test func `the second request is a hit, on the same connection`() async throws {
    let fixture = try await ProxyFixture.fresh()
    let client = try fixture.client()
    var answers: [Response] = []
    for _ in 0..<2 {
      client.ask("GET \(fixture.target("/a")) HTTP/1.1", "Host: \(fixture.host)")
      answers.append(try client.response())
    }
    #expect(answers.map(\.status) == [200, 200] && answers.map(\.body) == ["body", "body"])
    #expect(answers[0]["cache-status"]?.contains("fwd=uri-miss") == true)
    #expect(answers[1]["cache-status"]?.hasPrefix("larder; hit") == true)
    #expect(answers[1]["age"].flatMap { Int($0) } != nil)
    #expect(answers[1]["via"]?.hasPrefix("1.1 larder-") == true)
    #expect(fixture.origin.requests.count == 1)
    await fixture.stop()
    #expect(fixture.proxy.summary.hits == 1 && fixture.proxy.summary.bytes == 8)
  }

  @Test func `the summary tells what the store has saved`() async throws {
    let fixture = try await ProxyFixture { _ in
      .status(200, ["Cache-Control": "max-age=3600"], text: "body").delayed(milliseconds: 1500)
    }
    let client = try fixture.client()
    for _ in 0..<2 {
      client.ask("GET \(fixture.target("/a")) HTTP/1.1", "Host: \(fixture.host)")
      _ = try client.response()
    }
    await fixture.stop()
    let summary = fixture.proxy.summary
    #expect(summary.bytesFromStore == 4)
    #expect(summary.secondsSaved > 0.1 && summary.secondsSaved < 60)
  }

  @Test func `requests that come at once are answered in their order`() async throws {
    let fixture = try await ProxyFixture { request in
      .status(200, ["Cache-Control": "max-age=3600"], text: "this is " + request.target)
    }
    let client = try fixture.client()
    let paths = (0..<20).map { "/\($0 % 7)" }
    client.send(
      paths.map { "GET \(fixture.target($0)) HTTP/1.1\r\nHost: \(fixture.host)\r\n\r\n" }.joined())
    for path in paths { #expect(try client.response().body == "this is " + path) }
    #expect(fixture.origin.requests.count == 7)
    await fixture.stop()
  }

  @Test func `fields of one connection stay with it`() async throws {
    let fixture = try await ProxyFixture { _ in
      .status(
        200,
        [
          "Connection": "x-hop, close", "X-Hop": "1", "Keep-Alive": "timeout=5", "X-End": "2",
          "Proxy-Authenticate": "Basic", "Upgrade": "h2c", "Cache-Control": "max-age=3600",
        ], text: "a")
    }
    let client = try fixture.client()
    for _ in 0..<2 {
      client.ask(
        "GET \(fixture.target("/")) HTTP/1.1", "Host: elsewhere", "Connection: x-mine, keep-alive",
        "X-Mine: 1", "X-Yours: 2", "Proxy-Connection: keep-alive", "Proxy-Authorization: Basic x",
        "TE: trailers", "Upgrade: h2c")
      let response = try client.response()
      for name in ["x-hop", "keep-alive", "proxy-authenticate", "upgrade", "connection"] {
        #expect(response[name] == nil, "\(name)")
      }
      #expect(response["x-end"] == "2")
    }
    let request = try #require(fixture.origin.requests.first)
    for name in ["X-Mine", "Proxy-Connection", "Proxy-Authorization", "TE", "Upgrade"] {
      #expect(request.value(name) == nil, "\(name)")
    }
    // RFC 9112 section 3.2.2: the target counts, not the Host beside it.
    #expect(request.value("Host") == fixture.host && request.value("X-Yours") == "2")
    #expect(request.value("Via")?.hasPrefix("1.1 larder-") == true)
    #expect(fixture.origin.requests.count == 1)
    await fixture.stop()
  }

  @Test func `the first byte is there before the last is sent`() async throws {
    let gate = try Gate()
    let fixture = try await ProxyFixture { _ in
      .chunked(
        [.chunk([UInt8]("first".utf8)), .wait(gate), .chunk([UInt8]("last".utf8))],
        fields: ["Cache-Control": "max-age=3600"])
    }
    let client = try fixture.client()
    client.ask("GET \(fixture.target("/")) HTTP/1.1", "Host: a")
    #expect(client.read(until: "first").hasSuffix("5\r\nfirst"))
    gate.open()
    #expect(client.read(until: "0\r\n\r\n").hasSuffix("4\r\nlast\r\n0\r\n\r\n"))
    #expect(try await fixture.count() == 1)
    await fixture.stop()
  }

  @Test func `interim responses are passed on as they come`() async throws {
    let gate = try Gate()
    let fixture = try await ProxyFixture { _ in
      Reply([
        .send(
          [UInt8](
            ("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n"
              + "Connection: x\r\n\r\n").utf8)), .wait(gate),
        .send([UInt8]("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na".utf8)),
      ])
    }
    let client = try fixture.client()
    client.ask("GET \(fixture.target("/")) HTTP/1.1", "Host: a")
    #expect(client.read(until: "\r\n\r\n") == "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n")
    gate.open()
    #expect(try client.response().body == "a")
    await fixture.stop()
  }

  @Test func `an answer that breaks off ends the connection, and isn't stored`() async throws {
    let fixture = try await ProxyFixture { request in
      request.target == "/short"
        ? .truncated(announcing: 100, fields: ["Cache-Control": "max-age=3600"], body: [1, 2, 3])
        : .raw(
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nCache-Control: max-age=3600\r\n\r\n5\r\nab",
          closes: true)
    }
    for path in ["/short", "/chunks"] {
      let client = try fixture.client()
      client.ask("GET \(fixture.target(path)) HTTP/1.1", "Host: a")
      #expect(client.read(until: "\r\n\r\n").hasPrefix("HTTP/1.1 200"))
      #expect(!client.rest().hasSuffix("0\r\n\r\n"))
    }
    #expect(try await fixture.count() == 0)
    await fixture.stop()
  }

  @Test func `an origin that falls silent is told, or ends the answer that it began`() async throws
  {
    let gate = try Gate()
    let fixture = try await ProxyFixture(idleTimeout: 4) { request in
      request.target == "/head" ? .hang : .chunked([.chunk([UInt8]("first".utf8)), .wait(gate)])
    }
    let client = try fixture.client()
    client.ask("GET \(fixture.target("/head")) HTTP/1.1", "Host: a")
    let told = try client.response()
    #expect(told.status == 504 && told["proxy-status"] == "larder; error=http_response_timeout")
    client.ask("GET \(fixture.target("/body")) HTTP/1.1", "Host: a")
    #expect(client.read(until: "\r\n\r\n").hasPrefix("HTTP/1.1 200"))
    #expect(client.rest() == "5\r\nfirst\r\n")
    gate.open()
    await fixture.stop()
    #expect(fixture.proxy.summary.outcomes[.error] == 2)
  }

  @Test func `content is passed on as it comes, whatever its framing`() async throws {
    let fixture = try await ProxyFixture { request in
      .status(200, text: String(decoding: request.body, as: UTF8.self))
    }
    let client = try fixture.client()
    client.ask("POST \(fixture.target("/")) HTTP/1.1", "Host: a", "Content-Length: 5")
    client.send("hello")
    #expect(try client.response().body == "hello")
    client.ask("PUT \(fixture.target("/")) HTTP/1.1", "Host: a", "Transfer-Encoding: chunked")
    client.send("3\r\nabc\r\n")
    client.send("4;x=y\r\ndefg\r\n0\r\nTrailer: no\r\n\r\n")
    #expect(try client.response().body == "abcdefg")
    await fixture.stop()
  }

  @Test func `content longer than memory is streamed`() async throws {
    var limits = ProxyLimits()
    limits.contentInMemory = 1000
    let fixture = try await ProxyFixture(limits: limits) { request in
      .status(200, text: String(request.body.count))
    }
    let client = try fixture.client()
    client.ask("PUT \(fixture.target("/")) HTTP/1.1", "Host: a", "Content-Length: 3000000")
    client.send([UInt8](repeating: 7, count: 3_000_000))
    #expect(try client.response().body == "3000000")
    client.ask("GET \(fixture.target("/")) HTTP/1.1", "Host: a")
    #expect(try client.response().body == "0")
    await fixture.stop()
  }

  @Test(arguments: ["GET", "POST"])
  func `content that is in no key has an answer of its own`(method: String) async throws {
    var policy = CachePolicy()
    policy.methods.insert(.post)
    let fixture = try await ProxyFixture(policy: policy) { request in
      .status(
        200, ["Cache-Control": "max-age=3600"], text: String(decoding: request.body, as: UTF8.self))
    }
    let client = try fixture.client()
    for text in ["one", "two"] {
      client.ask(
        "\(method) \(fixture.target("/")) HTTP/1.1", "Host: a", "Transfer-Encoding: chunked")
      client.send("3\r\n\(text)\r\n0\r\n\r\n")
      #expect(try client.response().body == text)
    }
    #expect(try await fixture.count() == 0)
    await fixture.stop()
  }

  @Test func `answers without a body have none`() async throws {
    let fixture = try await ProxyFixture { request in
      switch request.target {
      case "/204": .status(204)
      case "/304": .status(304, ["ETag": "\"1\""])
      default: .status(200, ["Cache-Control": "max-age=3600"], text: "abc")
      }
    }
    let client = try fixture.client()
    client.ask("GET \(fixture.target("/204")) HTTP/1.1", "Host: a")
    #expect(try client.response().status == 204)
    client.ask("GET \(fixture.target("/304")) HTTP/1.1", "Host: a", "If-None-Match: \"1\"")
    #expect(client.read(until: "\r\n\r\n").hasPrefix("HTTP/1.1 304"))
    for _ in 0..<2 {
      client.ask("HEAD \(fixture.target("/")) HTTP/1.1", "Host: a")
      let head = client.read(until: "\r\n\r\n")
      #expect(head.contains("Content-Length: 3") && head.hasPrefix("HTTP/1.1 200"))
    }
    client.ask("GET \(fixture.target("/")) HTTP/1.1", "Host: a")
    #expect(try client.response().body == "abc")
    await fixture.stop()
  }

  @Test func `answers without a body are stored too, and don't hold up others`() async throws {
    let fixture = try await ProxyFixture { request in
      .status(request.target == "/204" ? 204 : 200, ["Cache-Control": "max-age=3600"])
    }
    let client = try fixture.client()
    for request in ["GET \(fixture.target("/204"))", "HEAD \(fixture.target("/head"))"] {
      for isHit in [false, true] {
        client.ask(request + " HTTP/1.1", "Host: a")
        let head = client.read(until: "\r\n\r\n")
        #expect(head.contains("Cache-Status: larder; hit") == isHit, "\(request): \(head)")
      }
    }
    #expect(fixture.origin.requests.count == 2)
    await fixture.stop()
  }

  @Test func `no byte beyond a false length reaches the client`() async throws {
    let fixture = try await ProxyFixture { _ in
      .raw(
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"
          + "25\r\nhelloHTTP/1.1 200 OK\r\nX: smuggled\r\n\r\n\r\n0\r\n\r\n", closes: true)
    }
    let client = try fixture.client()
    client.ask("GET \(fixture.target("/")) HTTP/1.1", "Host: a")
    let response = try client.response()
    #expect(response["content-length"] == nil && response["transfer-encoding"] == "chunked")
    #expect(response.body.hasPrefix("hello") && response.body.contains("smuggled"))
    await fixture.stop()
  }

  @Test func `an origin that switches protocols is told, and others are served meanwhile`()
    async throws
  {
    let fixture = try await ProxyFixture { request in
      request.target == "/switch"
        ? .raw("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\nbytes")
        : .status(200, text: "a")
    }
    let client = try fixture.client()
    for _ in 0..<4 {
      client.ask("GET \(fixture.target("/switch")) HTTP/1.1", "Host: a")
      #expect(try client.response().status == 502)
      client.ask("GET \(fixture.target("/")) HTTP/1.1", "Host: a")
      #expect(try client.response().status == 200)
    }
    await fixture.stop()
  }

  @Test func `users of a shared cache don't get each other's answers by ignoring their secrets`()
    async throws
  {
    var policy = CachePolicy.shared
    policy.methods.insert(.post)
    let fixture = try await ProxyFixture(policy: policy) { request in
      .status(
        200, ["Cache-Control": "max-age=3600, public"],
        text: request.target + String(decoding: request.body, as: UTF8.self))
    }
    let client = try fixture.client()
    for user in ["alice", "mallory", "alice"] {
      client.ask("GET \(fixture.target("/api?access_token=\(user)")) HTTP/1.1", "Host: a")
      #expect(try client.response().body.hasSuffix(user))
      client.ask(
        "POST \(fixture.target("/form")) HTTP/1.1", "Host: a",
        "Content-Type: application/x-www-form-urlencoded",
        "Content-Length: \("api_key=".count + user.count)")
      client.send("api_key=" + user)
      #expect(try client.response().body.hasSuffix(user))
    }
    let stored = try await fixture.store.browse(EntryQuery(now: Date())).rows.map(\.url)
    #expect(!stored.contains { $0.contains("alice") || $0.contains("mallory") }, "\(stored)")
    #expect(fixture.origin.requests.count == 4)
    await fixture.stop()
  }

  @Test func `one spelling of a URL doesn't answer for another in a shared cache`() async throws {
    var policy = CachePolicy.shared
    policy.sortsQuery = false
    let fixture = try await ProxyFixture(policy: policy) { request in
      guard request.method == "GET" else { return .status(204) }
      return .status(200, ["Cache-Control": "max-age=3600"], text: request.target)
    }
    let client = try fixture.client()
    for path in ["/x/../a", "/a", "/%61", "/x/../a"] {
      client.ask("GET \(fixture.target(path)) HTTP/1.1", "Host: a")
      #expect(try client.response().body == path)
    }
    #expect(fixture.origin.requests.count == 3)
    // They are one URL all the same.
    client.ask("DELETE \(fixture.target("/a")) HTTP/1.1", "Host: a")
    #expect(try client.response().status == 204)
    #expect(try await fixture.count() == 0)
    await fixture.stop()
  }

  @Test func `a client of HTTP/1.0 gets the end with the connection`() async throws {
    let fixture = try await ProxyFixture { _ in
      .chunked([.chunk([UInt8]("abc".utf8)), .chunk([UInt8]("def".utf8))])
    }
    let client = try fixture.client()
    client.ask("GET \(fixture.target("/")) HTTP/1.0")
    let all = client.rest()
    #expect(all.hasSuffix("\r\n\r\nabcdef") && all.contains("Connection: close"))
    #expect(!all.contains("Transfer-Encoding"))
    await fixture.stop()
  }

  @Test(arguments: [
    "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
    "POST http://a/ HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "GET http://a/ HTTP/1.1\nHost: a\n\nGET http://a/ HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: a\r\n\r\n", "GET ftp://a/ HTTP/1.1\r\nHost: a\r\n\r\n",
    "\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}\r\n\r\n",
  ])
  func `what can't be taken is told, and ends the connection`(text: String) async throws {
    let fixture = try await ProxyFixture.fresh()
    let client = try fixture.client()
    client.send(text + "GET \(fixture.target("/")) HTTP/1.1\r\nHost: a\r\n\r\n")
    client.finish()
    let all = client.rest()
    #expect(all.hasPrefix("HTTP/1.1 400 ") && all.contains("Connection: close"))
    #expect(all.components(separatedBy: "HTTP/1.1 ").count == 2, "one answer alone")
    #expect(fixture.origin.requests.isEmpty)
    await fixture.stop()
  }

  @Test func `a head that is too large, or doesn't end, is told so`() async throws {
    var limits = ProxyLimits()
    (limits.head, limits.headTime) = (2000, 1)
    let fixture = try await ProxyFixture(limits: limits) { _ in .status(200) }
    let large = try fixture.client()
    large.send("GET / HTTP/1.1\r\nX: " + String(repeating: "a", count: 4000))
    large.finish()
    #expect(large.rest().hasPrefix("HTTP/1.1 431"))
    let slow = try fixture.client()
    slow.send("GET / HTTP/1.1\r\nHost:")
    #expect(slow.rest().hasPrefix("HTTP/1.1 408"))
    await fixture.stop()
  }

  @Test func `an origin that can't be reached is told, and the connection goes on`() async throws {
    let fixture = try await ProxyFixture.fresh()
    let nobody = try LoopbackOrigin.start { _ in .status(200) }
    nobody.stop()
    let client = try fixture.client()
    client.ask("GET http://127.0.0.1:\(nobody.port)/ HTTP/1.1", "Host: a")
    let response = try client.response()
    #expect(response.status == 502)
    #expect(response["proxy-status"] == "larder; error=destination_unavailable")
    client.ask("GET \(fixture.target("/")) HTTP/1.1", "Host: a")
    #expect(try client.response().status == 200)
    await fixture.stop()
  }

  @Test func `many requests for one thing are one request of the origin`() async throws {
    let gate = try Gate()
    let fixture = try await ProxyFixture { _ in
      .status(200, ["Cache-Control": "max-age=3600"], text: "shared").waiting(for: gate)
    }
    let clients = try (0..<8).map { _ in try fixture.client() }
    for client in clients { client.ask("GET \(fixture.target("/")) HTTP/1.1", "Host: a") }
    await fixture.origin.log.wait { $0.requestCount == 1 }
    gate.open()
    for client in clients { #expect(try client.response().body == "shared") }
    #expect(fixture.origin.requests.count < 8)
    await fixture.stop()
  }

  @Test func `a tunnel passes everything on untouched`() async throws {
    let fixture = try await ProxyFixture { _ in
      .status(200, ["Cache-Control": "max-age=3600", "Connection": "x"], text: "through")
    }
    let client = try fixture.client()
    client.send(
      "CONNECT \(fixture.host) HTTP/1.1\r\nHost: \(fixture.host)\r\n\r\n"
        + "GET /early HTTP/1.1\r\nHost: a\r\n\r\n")
    #expect(client.read(until: "\r\n\r\n").hasPrefix("HTTP/1.1 200"))
    let first = try client.response()
    #expect(first.body == "through" && first["connection"] == "x" && first["via"] == nil)
    client.ask("GET /late HTTP/1.1", "Host: a")
    #expect(try client.response().body == "through")
    #expect(fixture.origin.requests.map(\.target) == ["/early", "/late"])
    #expect(try await fixture.count() == 0)
    client.finish()
    #expect(client.rest().isEmpty)
    await fixture.stop()
  }

  @Test func `a proxy that stands for an origin takes paths`() async throws {
    let fixture = try await ProxyFixture(standsForOrigin: true) { request in
      .status(200, ["Cache-Control": "max-age=3600"], text: request.target)
    }
    let client = try fixture.client()
    for target in ["/a?b=c", "http://elsewhere/a?b=c"] {
      client.ask("GET \(target) HTTP/1.1", "Host: elsewhere")
      #expect(try client.response().body == "/a?b=c")
    }
    #expect(fixture.origin.requests.count == 1)
    client.ask("CONNECT a:443 HTTP/1.1", "Host: a:443")
    #expect(try client.response().status == 405)
    await fixture.stop()
  }

  @Test func `a loop is found`() async throws {
    let fixture = try await ProxyFixture.fresh()
    let client = try fixture.client()
    client.ask("GET http://127.0.0.1:\(fixture.proxy.port)/ HTTP/1.1", "Host: a")
    let loop = try client.response()
    #expect(loop.status == 508)
    #expect(loop["proxy-status"] == "larder; error=proxy_loop_detected")
    client.ask("GET \(fixture.target("/")) HTTP/1.1", "Host: a", "Via: 1.1 somebody-else")
    #expect(try client.response().status == 200)
    await fixture.stop()
  }

  @Test func `stopping lets an answer end, and takes no more`() async throws {
    let gate = try Gate()
    let fixture = try await ProxyFixture { _ in .status(200, text: "late").waiting(for: gate) }
    let (busy, idle) = (try fixture.client(), try fixture.client())
    busy.ask("GET \(fixture.target("/")) HTTP/1.1", "Host: a")
    await fixture.origin.log.wait { $0.requestCount == 1 }
    async let stopped: Void = fixture.proxy.stop(within: 60)
    #expect(idle.rest().isEmpty)
    gate.open()
    let response = try busy.response()
    #expect(response.body == "late" && response["connection"] == "close")
    await stopped
    #expect(throws: (any Error).self) { try fixture.client() }
    await fixture.stop()
  }

  @Test(.timeLimit(.minutes(30)))
  func `what doesn't end in time is ended, though the origin is silent`() async throws {
    let gate = try Gate()
    let fixture = try await ProxyFixture(idleTimeout: 3600) { _ in
      .status(200, text: "late").waiting(for: gate)
    }
    let client = try fixture.client()
    client.ask("GET \(fixture.target("/")) HTTP/1.1", "Host: a")
    await fixture.origin.log.wait { $0.requestCount == 1 }
    async let patient: Void = fixture.proxy.stop(within: 3600)
    await fixture.proxy.stop(within: 0)
    await patient
    #expect(client.rest().isEmpty)
    gate.open()
    await fixture.stop()
  }

  @Test func `one connection too many ends the one that has waited longest`() async throws {
    var limits = ProxyLimits()
    limits.connections = 3
    let gate = try Gate()
    let fixture = try await ProxyFixture(limits: limits) { request in
      let reply = Reply.status(200, text: "a")
      return request.target == "/slow" ? reply.waiting(for: gate) : reply
    }
    let (longest, later) = (try fixture.client(), try fixture.client())
    later.ask("GET \(fixture.target("/")) HTTP/1.1", "Host: a")
    #expect(try later.response().status == 200)
    let busy = try fixture.client()
    busy.ask("GET \(fixture.target("/slow")) HTTP/1.1", "Host: a")
    await fixture.origin.log.wait { $0.requestCount == 2 }
    let late = try fixture.client()
    late.ask("GET \(fixture.target("/")) HTTP/1.1", "Host: a")
    #expect(try late.response().status == 200)
    #expect(longest.rest().isEmpty)
    gate.open()
    #expect(try busy.response().status == 200)
    later.ask("GET \(fixture.target("/")) HTTP/1.1", "Host: a")
    #expect(try later.response().status == 200)
    await fixture.stop()
  }

  @Test func `codings stay on, whatever other sessions have stored`() async throws {
    let packed: [UInt8] = [
      31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 203, 72, 205, 201, 201, 87, 200, 64, 39, 1, 227, 81, 61, 141,
      23, 0, 0, 0,
    ]
    let fixture = try await ProxyFixture { _ in
      .status(200, ["Cache-Control": "max-age=3600", "Content-Encoding": "gzip"], body: packed)
    }
    let other = CachedSession(store: fixture.store, transport: CurlTransport())
    for _ in 0..<2 {
      let (plain, _) = try await other.data(from: fixture.target("/"))
      #expect(plain == Data("hello hello hello hello".utf8))
      let client = try fixture.client()
      client.ask("GET \(fixture.target("/")) HTTP/1.1", "Host: a", "Accept-Encoding: gzip")
      #expect(client.read(until: "\r\n\r\n").contains("Content-Encoding: gzip"))
      #expect(client.read(packed.count) == packed)
    }
    #expect(fixture.origin.requests.count == 2)
    await other.close()
    await fixture.stop()
  }

  @Test func `a client that goes away stops the transfer`() async throws {
    let fixture = try await ProxyFixture { _ in
      .chunked((0..<1000).map { _ in .chunk([UInt8](repeating: 1, count: 65_536)) })
    }
    var client: RawClient? = try fixture.client()
    client?.ask("GET \(fixture.target("/")) HTTP/1.1", "Host: a")
    #expect(client?.read(200_000).count == 200_000)
    client = nil
    await fixture.origin.log.wait { $0.hangUps == 1 }
    await fixture.stop()
  }
}
