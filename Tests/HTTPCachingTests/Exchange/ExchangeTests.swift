import FoundationEssentials
import HTTPCaching
import HTTPTypes
import Testing

@Suite struct ExchangeTests {
  let flows = FlowTests()

  struct Invalidated: Row {
    let id: String
    let section = "4.4"
    let method: HTTPRequest.Method
    let status: Int
    let lines: [String]
    let urls: [String]?

    init(
      _ id: String, _ method: HTTPRequest.Method, _ status: Int, _ lines: [String],
      _ urls: [String]?
    ) {
      (self.id, self.method, self.status, self.lines, self.urls) = (id, method, status, lines, urls)
    }
  }

  static let target = "https://example.com/a"
  static let invalidated = [
    Invalidated("PUT", .put, 204, [], [target]),
    Invalidated("DELETE, redirected", .delete, 303, [], [target]),
    Invalidated("PATCH, refused", .patch, 403, [], nil),
    Invalidated("POST, server error", .post, 500, [], nil),
    Invalidated("OPTIONS is safe", .options, 200, [], nil),
    Invalidated(
      "same origin, absolute", .post, 200, ["location: https://EXAMPLE.com:443/b"],
      [target, "https://example.com/b"]),
    Invalidated(
      "relative path", .post, 200, ["content-location: b/../c"], [target, "https://example.com/c"]),
    Invalidated("other host", .post, 200, ["location: https://example.org/a"], [target]),
    Invalidated("other scheme", .post, 200, ["location: http://example.com/b"], [target]),
    Invalidated("other port", .post, 200, ["location: https://example.com:8443/b"], [target]),
    Invalidated("itself", .post, 200, ["location: /a", "content-location: #x"], [target]),
    Invalidated(
      "a secret in it", .post, 200, ["location: /b?access_token=1"],
      [target, "https://example.com/b?access_token=REDACTED"]),
    Invalidated("no URL", .post, 200, ["location: http://[::bad"], [target]),
  ]

  @Test(arguments: invalidated)
  func `a successful unsafe request invalidates its URL and others of its origin`(row: Invalidated)
  {
    var (exchange, _) = flows.exchange(request(method: row.method))
    let actions = exchange.handle(
      flows.head(response(row.status, row.lines), at: 0), now: later(0))
    #expect(actions.first == row.urls.map { .invalidate(urls: $0) } ?? actions.last)
  }

  static let bypasses: [(String, HTTPRequest, CachePolicy, String)] = [
    ("If-Match", request(["if-match: \"a\""]), CachePolicy(), "bypass"),
    (
      "If-Unmodified-Since", request([dateLine(name: "if-unmodified-since")]), CachePolicy(),
      "bypass"
    ),
    ("do not cache", request(), policy { $0.expireAfter = .doNotCache }, "bypass"),
    ("OPTIONS", request(method: .options), CachePolicy(), "method"),
    (
      "DELETE, though listed", request(method: .delete), policy { $0.methods = [.delete] }, "method"
    ),
  ]

  @Test(arguments: bypasses)
  func `what no cache may touch goes straight through and is not stored`(
    id: String, request: HTTPRequest, policy: CachePolicy, forward: String
  ) {
    var (exchange, actions) = flows.exchange(request, policy: policy)
    #expect(actions == [.send(request)], "\(id)")
    let answer = response(request.method == .delete ? 404 : 200, FlowTests.minute)
    actions = exchange.handle(flows.head(answer, at: 0), now: later(0))
    #expect(actions == [.deliver(answer)])
    #expect(exchange.outcome == .bypass)
    #expect(exchange.status.forward?.rawValue == forward)
  }

  @Test func `an expiry for one request can pass the cache by, or lift the exclusion`() {
    let excluded = policy { $0.expireAfter = .doNotCache }
    var lifted = Exchange(request: request(), policy: excluded, perRequest: .after(5))
    #expect(lifted.handle(.start, now: start) == [.lookUp([.get])])
    var passing = Exchange(request: request(), policy: CachePolicy(), perRequest: .doNotCache)
    #expect(passing.handle(.start, now: start) == [.send(request())])
  }

  @Test func `POST that only reads is cached where the session says so`() {
    let post = request(method: .post)
    let reading = policy {
      $0.methods = [.get, .post]
      $0.expireAfter = .after(60)
    }
    var (exchange, actions) = flows.exchange(post, policy: reading)
    #expect(actions == [.lookUp([.post])])
    _ = exchange.handle(.found([]), now: start)
    actions = exchange.handle(flows.head(response(200), at: 0), now: start)
    #expect(actions.count == 2)
    #expect(actions.last == .deliver(response(200)))
  }

  @Test func `a fault of the store is answered by the origin alone`() {
    var (exchange, _) = flows.exchange()
    #expect(exchange.handle(.lookupFailed, now: start) == [.send(request())])
    let answer = response(200, FlowTests.minute)
    #expect(exchange.handle(flows.head(answer, at: 0), now: start) == [.deliver(answer)])
    #expect(
      exchange.status.description == "larder; fwd=miss; fwd-status=200; detail=\"store-fault\"")
  }

  @Test func `interim responses and events out of turn change nothing`() {
    var (exchange, _) = flows.exchange(found: [])
    #expect(exchange.handle(.start, now: start) == [])
    #expect(exchange.handle(.found([]), now: start) == [])
    #expect(exchange.handle(flows.head(response(103), at: 0), now: start) == [])
    #expect(exchange.handle(flows.head(response(200), at: 0), now: start).count == 2)
    #expect(exchange.handle(.transferFailed, now: start) == [])
  }

  @Test func `a read-only session answers and writes nothing`() {
    let readOnly = policy { $0.readOnly = true }
    var (stale, _) = flows.exchange(policy: readOnly, found: [stored(FlowTests.minute)], at: 100)
    let kept = stale.handle(flows.head(response(304, [FlowTests.tag]), at: 100), now: later(100))
    #expect(kept.count == 1)
    var (miss, _) = flows.exchange(policy: readOnly, found: [])
    #expect(miss.handle(flows.head(response(200), at: 0), now: start) == [.deliver(response(200))])
    var (post, _) = flows.exchange(request(method: .post), policy: readOnly)
    #expect(post.handle(flows.head(response(200), at: 0), now: start) == [.deliver(response(200))])
  }

  @Test func `the stored request has no secrets, the sent one has`() {
    let secret = request(["authorization: Bearer x"], path: "/a?access_token=t")
    var (exchange, actions) = flows.exchange(secret, found: [])
    #expect(actions == [.send(secret)])
    actions = exchange.handle(flows.head(response(200), at: 0), now: start)
    guard case .store(let stored) = actions.first else {
      Issue.record("not stored: \(actions)")
      return
    }
    #expect(stored.request.path == "/a?access_token=REDACTED")
    #expect(stored.request.headerFields[.authorization] == "REDACTED")
  }

  @Test func `connection fields are not stored`() {
    var (exchange, _) = flows.exchange(found: [])
    let answer = response(
      200, ["connection: x-hop, close", "x-hop: 1", "keep-alive: 5", "x-a: 1", "te: x"])
    let actions = exchange.handle(flows.head(answer, at: 0), now: start)
    #expect(actions == [.store(stored(["x-a: 1"])), .deliver(answer)])
  }

  static let conditions: [(String, [String], [String], Int)] = [
    ("same tag", ["if-none-match: \"a\""], ["etag: \"a\""], 304),
    ("weak tag", ["if-none-match: W/\"a\""], ["etag: \"a\""], 304),
    ("one of several", ["if-none-match: \"x, y\", \"a\""], ["etag: \"a\""], 304),
    ("star", ["if-none-match: *"], [], 304),
    ("other tag", ["if-none-match: \"b\""], ["etag: \"a\""], 200),
    ("a tag, but none stored", ["if-none-match: \"b\""], [], 200),
    (
      "tag before date", ["if-none-match: \"b\"", dateLine(name: "if-modified-since")],
      ["etag: \"a\""], 200
    ),
    (
      "not modified since", [dateLine(name: "if-modified-since")],
      [dateLine(-5, name: "last-modified")], 304
    ),
    (
      "the same date", [dateLine(-5, name: "if-modified-since")],
      [dateLine(-5, name: "last-modified")], 304
    ),
    (
      "modified since", [dateLine(-6, name: "if-modified-since")],
      [dateLine(-5, name: "last-modified")], 200
    ),
    ("by Date", [dateLine(name: "if-modified-since")], [], 304),
    ("unreadable date", ["if-modified-since: soon"], [], 200),
  ]

  @Test(arguments: conditions)
  func `a client's condition is answered from a fresh response`(
    id: String, asks: [String], lines: [String], status: Int
  ) {
    let entry = stored(["cache-control: max-age=60", "x-a: 1"] + lines)
    let (exchange, actions) = flows.exchange(request(asks), found: [entry], at: 1)
    guard case .answer(candidate: 0, let head, let body) = actions.first else {
      Issue.record("no answer: \(actions)")
      return
    }
    #expect(head.status.code == status, "\(id)")
    #expect(body == (status == 200))
    #expect(head.headerFields.contains { $0.name.canonicalName == "x-a" } == (status == 200))
    #expect(head.headerFields[.age] == "1")
    #expect(exchange.outcome == .hit)
  }

  @Test func `a client's condition goes out as it is, and its 304 comes back and freshens`() {
    let asks = request(["if-none-match: \"a\""])
    var (exchange, actions) = flows.exchange(asks, found: [stored(FlowTests.minute)], at: 100)
    #expect(actions == [.send(asks)])
    let news = response(304, [FlowTests.tag])
    actions = exchange.handle(flows.head(news, at: 100), now: later(100))
    #expect(actions.count == 2)
    #expect(actions.last == .deliver(news))
    #expect(exchange.outcome == .revalidated)
  }

  @Test func `a client's 304 about something else is passed on and changes nothing`() {
    let asks = request(["if-none-match: \"z\""])
    var (exchange, _) = flows.exchange(asks, found: [stored(FlowTests.minute)], at: 100)
    let news = response(304, ["etag: \"z\""])
    #expect(exchange.handle(flows.head(news, at: 100), now: later(100)) == [.deliver(news)])
  }

  @Test func `HEAD is answered from a stored GET response, without its body`() {
    let entry = stored(FlowTests.minute)
    var (exchange, actions) = flows.exchange(request(method: .head))
    #expect(actions == [.lookUp([.get, .head])])
    actions = exchange.handle(.found([entry]), now: later(1))
    #expect(actions == [.answer(candidate: 0, head: flows.aged(entry, 1), body: false)])
  }

  static let heads: [(String, [String], Exchange.Action?)] = [
    ("same tag", ["etag: \"a\"", "content-length: 5"], nil),
    ("other tag", ["etag: \"b\""], .discard(candidate: 0)),
    ("other length", ["etag: \"a\"", "content-length: 6"], .discard(candidate: 0)),
  ]

  @Test(arguments: heads)
  func `a HEAD response freshens or removes the stored GET response`(
    id: String, lines: [String], expected: Exchange.Action?
  ) {
    let entry = stored(FlowTests.minute + ["content-length: 5"])
    var (exchange, _) = flows.exchange(request(method: .head), found: [entry], at: 100)
    let actions = exchange.handle(flows.head(response(200, lines), at: 100), now: later(100))
    if let expected {
      #expect(actions.first == expected, "\(id)")
    } else if case .freshen(candidate: 0, let fresh) = actions.first {
      #expect(fresh.responseTime == later(100))
    } else {
      Issue.record("\(id): not freshened: \(actions)")
    }
    #expect(actions.count == 3)
  }

  @Test func `a tool that revalidates keeps the settings of the session that stored`() {
    let kept = settings {
      $0.usesResponseFields = false
      $0.urlRule = .init(pattern: "example.*", index: 0, expiration: .after(5))
    }
    let tool = policy { $0.inherited = kept }
    var exchange = Exchange(request: request(), policy: tool, purpose: .revalidate)
    _ = exchange.handle(.start, now: later(1))
    _ = exchange.handle(.found([stored(FlowTests.minute, settings: kept)]), now: later(1))
    let actions = exchange.handle(flows.head(response(200), at: 1), now: later(1))
    #expect(actions.first == .store(stored(settings: kept, arrived: 1)))
  }

  @Test func `revalidation by hand ends an expiry that was set by hand`() {
    let entry = stored(
      FlowTests.minute, settings: settings { $0.manual = .init(.never, setAt: start) })
    var exchange = Exchange(request: request(), policy: CachePolicy(), purpose: .revalidate)
    _ = exchange.handle(.start, now: later(1))
    _ = exchange.handle(.found([entry]), now: later(1))
    let actions = exchange.handle(
      flows.head(response(304, [FlowTests.tag]), at: 1), now: later(1))
    guard case .freshen(_, let fresh) = actions.first else {
      Issue.record("not freshened: \(actions)")
      return
    }
    #expect(fresh.settings.manual == nil)
    #expect(Freshness(fresh).rule == .maxAge)
  }
}
