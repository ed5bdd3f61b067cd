import FoundationEssentials
import HTTPCaching
import HTTPTypes
import Testing

/// What `CachePolicy.requestsCache` asks for beyond RFC 9111, and what it brought to all sessions.
@Suite struct RequestsCachePolicyTests {
  let flows = FlowTests()

  static let failures: [(Int, Set<Int>?, Bool)] = [
    (404, [200], true), (429, [200], true), (503, [200], true), (503, [200, 503], false),
    (302, [200], false), (204, [200], false), (404, nil, false), (503, nil, true),
  ]

  @Test(arguments: failures)
  func `each unlisted error status is bridged by stale-if-error`(
    status: Int, statuses: Set<Int>?, isBridged: Bool
  ) {
    var policy = CachePolicy.requestsCache
    policy.statuses = statuses
    policy.staleIfError = .always
    policy.expireAfter = .after(60)
    let entry = stored(FlowTests.minute, settings: policy.settings(for: request()))
    var (exchange, _) = flows.exchange(policy: policy, found: [entry], at: 100)
    let actions = exchange.handle(flows.head(response(status), at: 100), now: later(100))
    #expect((actions.first == .abandonTransfer) == isBridged)
  }

  @Test func `without the setting 404 is an answer like any other`() {
    let lenient = policy {
      $0.statuses = [200]
      $0.staleIfError = .always
    }
    var (exchange, _) = flows.exchange(policy: lenient, found: [stored(FlowTests.minute)], at: 100)
    let gone = response(404)
    #expect(exchange.handle(flows.head(gone, at: 100), now: later(100)) == [.deliver(gone)])
  }

  static let immediate: [(String, [String], @Sendable (inout CachePolicy) -> Void, Bool)] = [
    ("no validator", [], { _ in }, false),
    ("an entity tag", ["etag: \"1\""], { _ in }, true),
    ("a date", [dateLine(name: "last-modified")], { _ in }, true),
    ("a lifetime of its own", ["cache-control: max-age=5"], { _ in }, true),
    (
      "a lifetime that doesn't count", ["cache-control: max-age=5"],
      { $0.usesResponseFields = false }, false
    ),
    ("a use on errors", [], { $0.staleIfError = .always }, true),
  ]

  @Test(arguments: immediate.indices)
  func `what expires at once is stored only where it is of use`(index: Int) {
    let (id, lines, change, isStored) = Self.immediate[index]
    var policy = CachePolicy()
    policy.expireAfter = .immediately
    change(&policy)
    let storability = Storability(
      request: request(), response: response(200, lines), policy: policy,
      settings: policy.settings(for: request()))
    #expect(storability.isStorable == isStored, "\(id)")
  }

  @Test func `a session that uses response fields obeys them in what another has stored`() {
    let lax = settings {
      $0.usesResponseFields = false
      $0.session = .never
    }
    let entry = stored(["cache-control: no-cache", FlowTests.tag], settings: lax)
    let decide = { (policy: CachePolicy) in
      ReuseDecision.decide(request(), candidates: [entry], policy: policy, now: later(1)).kind
    }
    #expect(decide(.requestsCache) == .useStored(0))
    var strict = CachePolicy.requestsCache
    strict.usesResponseFields = true
    guard case .validate = decide(strict) else {
      Issue.record("it was not validated")
      return
    }
  }

  @Test func `a refetch has caches on the way ask the origin`() {
    let sent = { (asked: HTTPRequest) in
      var exchange = Exchange(request: asked, policy: CachePolicy(), purpose: .refetch)
      _ = exchange.handle(.start, now: start)
      return exchange.handle(.found([stored(FlowTests.minute)]), now: start)
    }
    #expect(sent(request()) == [.send(request(["cache-control: no-cache"]))])
    let own = request(["cache-control: max-age=0"])
    #expect(sent(own) == [.send(own)])
  }

  @Test func `no-store in the request passes the cache by, but not with only-if-cached`() {
    let asks = request(["cache-control: no-store"])
    let (exchange, actions) = flows.exchange(asks)
    #expect(actions == [.send(asks)])
    #expect(exchange.reasons == [Reason(.requestNoStore)])
    let offline = request(["cache-control: no-store, only-if-cached"])
    #expect(flows.exchange(offline).1 == [.lookUp([.get])])
  }
}
