import HTTPCaching
import HTTPTypes
import Testing

/// What a shared cache does with what is for one user.
@Suite struct SharedExchangeTests {
  let flows = FlowTests()

  static let shared = settings { $0.isShared = true }

  func stored(_ response: HTTPResponse, _ policy: CachePolicy = .shared) -> StoredResponse? {
    var (exchange, _) = flows.exchange(policy: policy, found: [])
    for case .store(let stored) in exchange.handle(flows.head(response, at: 0), now: start) {
      return stored
    }
    return nil
  }

  @Test func `fields that a qualified private names are left out of a shared cache alone`() {
    let head = response(
      200, ["cache-control: max-age=60, private=\"x-user, X-Group\"", "x-user: 1", "x-group: 2"])
    let names = stored(head)?.response.headerFields.map(\.name.canonicalName)
    #expect(names == ["date", "cache-control"])
    #expect(stored(head, .private)?.response == head)
  }

  @Test func `a 304 with private removes it from a shared cache, and answers nonetheless`() {
    let entry = HTTPCachingTests.stored(FlowTests.minute, settings: Self.shared)
    var (exchange, _) = flows.exchange(policy: .shared, found: [entry], at: 100)
    let news = response(304, ["cache-control: private, max-age=60", FlowTests.tag])
    let actions = exchange.handle(flows.head(news, at: 100), now: later(100))
    #expect(actions.count == 2)
    #expect(actions.last == .discard(candidate: 0))
  }

  @Test func `a 304 gives a client its fields and the store none of them`() {
    let entry = HTTPCachingTests.stored(FlowTests.minute, settings: Self.shared)
    var (exchange, _) = flows.exchange(policy: .shared, found: [entry], at: 100)
    let news = response(
      304, ["cache-control: private=\"x-user\", max-age=60", FlowTests.tag, "x-user: 1"])
    let actions = exchange.handle(flows.head(news, at: 100), now: later(100))
    guard case .freshen(0, let kept) = actions.first, case .answer(0, let head, true) = actions.last
    else {
      Issue.record("other actions: \(actions)")
      return
    }
    #expect(!kept.response.headerFields.contains { $0.name.canonicalName == "x-user" })
    #expect(head.headerFields.contains { $0.name.canonicalName == "x-user" })
  }

  @Test func `a 304 to a request with Authorization changes nothing for all, unless it may`() {
    let asks = request(["authorization: x"])
    let entry = HTTPCachingTests.stored(FlowTests.minute, settings: Self.shared)
    for (directives, count) in [("max-age=60", 1), ("max-age=60, public", 2)] {
      var (exchange, _) = flows.exchange(asks, policy: .shared, found: [entry], at: 100)
      let news = response(304, ["cache-control: \(directives)", FlowTests.tag, "x-user: 1"])
      let actions = exchange.handle(flows.head(news, at: 100), now: later(100))
      #expect(actions.count == count, "\(directives)")
      #expect(exchange.outcome == .revalidated)
    }
  }

  @Test func `a shared session neither freshens nor removes what a private one has stored`() {
    let entry = HTTPCachingTests.stored(["cache-control: private", FlowTests.tag])
    let news = response(304, [FlowTests.tag])
    var (get, _) = flows.exchange(
      request(["if-none-match: \"a\""]), policy: .shared, found: [entry], at: 1)
    #expect(get.handle(flows.head(news, at: 1), now: later(1)) == [.deliver(news)])
    let other = response(200, ["cache-control: no-store", "etag: \"b\""])
    var (head, _) = flows.exchange(
      request(method: .head), policy: .shared, found: [entry], at: 1)
    #expect(head.handle(flows.head(other, at: 1), now: later(1)) == [.deliver(other)])
  }

  static let forOneUser: [(String, [String], [String])] = [
    ("private", ["cache-control: private, max-age=60"], []),
    ("Authorization", ["cache-control: max-age=60"], ["authorization: x"]),
    ("Set-Cookie", [dateLine(60, name: "expires"), "set-cookie: a=1"], []),
  ]

  @Test(arguments: forOneUser)
  func `a shared session leaves alone what a private one has stored for its user`(
    id: String, lines: [String], asks: [String]
  ) {
    let entry = HTTPCachingTests.stored(lines + [FlowTests.tag], for: request(asks))
    var (exchange, actions) = flows.exchange(policy: .shared, found: [entry], at: 1)
    #expect(actions == [.send(request())], "\(id)")
    #expect(exchange.reasons.map(\.rule) == [.storedForOneUser])
    #expect(exchange.status.forward == .uriMiss)
    // Not even an origin that names its tag unasked.
    actions = exchange.handle(
      flows.head(response(304, [FlowTests.tag]), at: 1), now: later(1))
    #expect(!actions.contains { if case .answer = $0 { true } else { false } })
    let (_, privately) = flows.exchange(found: [entry], at: 1)
    #expect(privately == [.answer(candidate: 0, head: flows.aged(entry, 1), body: true)])
  }

  @Test func `the tags that a shared session asks with are of responses for all`() {
    let own = HTTPCachingTests.stored(
      FlowTests.minute + ["vary: accept"], for: request(["accept: a"]), settings: Self.shared)
    let other = HTTPCachingTests.stored(
      ["cache-control: private", "etag: \"b\"", "vary: accept"], for: request(["accept: b"]))
    let asks = request(["accept: a"])
    let (_, actions) = flows.exchange(asks, policy: .shared, found: [own, other], at: 100)
    var conditional = asks
    conditional.headerFields[.ifNoneMatch] = "\"a\""
    #expect(actions == [.send(conditional)])
  }

  @Test func `proxy-revalidate and s-maxage forbid a shared cache to serve stale`() {
    let rules: [(String, Reason.Rule)] = [
      ("max-age=60, proxy-revalidate", .proxyRevalidate), ("s-maxage=60", .sharedMaxAge),
    ]
    for (directive, rule) in rules {
      let entry = HTTPCachingTests.stored(["cache-control: \(directive)"], settings: Self.shared)
      let (exchange, actions) = flows.exchange(
        request(["cache-control: max-stale"]), policy: .shared, found: [entry], at: 100)
      #expect(actions == [.send(request(["cache-control: max-stale"]))])
      #expect(exchange.reasons.map(\.rule).contains(rule))
    }
  }
}
