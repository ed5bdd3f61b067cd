import FoundationEssentials
import HTTPCaching
import HTTPTypes
import Testing

/// The flows of `Exchange`, by number.
@Suite struct FlowTests {
  static let tag = "etag: \"a\""
  static let minute = ["cache-control: max-age=60", tag]
  let conditional = request(["if-none-match: \"a\""])

  /// An exchange that has begun and, with `found`, looked up.
  func exchange(
    _ request: HTTPRequest = request(), policy: CachePolicy = CachePolicy(),
    found: [StoredResponse]? = nil, at seconds: TimeInterval = 0
  ) -> (Exchange, [Exchange.Action]) {
    var exchange = Exchange(request: request, policy: policy)
    var actions = exchange.handle(.start, now: later(seconds))
    if let found { actions = exchange.handle(.found(found), now: later(seconds)) }
    return (exchange, actions)
  }

  func head(_ response: HTTPResponse, at seconds: TimeInterval) -> Exchange.Event {
    .responseHead(response, requestTime: later(seconds), responseTime: later(seconds))
  }

  /// The head of a stored response with that age.
  func aged(_ stored: StoredResponse, _ seconds: Int) -> HTTPResponse {
    var head = stored.response
    head.headerFields[.age] = String(seconds)
    return head
  }

  @Test func `1 a miss is sent, stored and delivered`() {
    var (exchange, actions) = exchange()
    #expect(actions == [.lookUp([.get])])
    #expect(exchange.handle(.found([]), now: later(0)) == [.send(request())])
    let answer = response(200, Self.minute)
    actions = exchange.handle(head(answer, at: 0), now: later(0))
    #expect(actions == [.store(stored(Self.minute)), .deliver(answer)])
    #expect(exchange.outcome == .miss)
    #expect(exchange.status.description == "larder; fwd=uri-miss; fwd-status=200; ttl=60; stored")
    #expect(exchange.reasons.map(\.rule) == [.nothingStored, .stored])
  }

  @Test func `1 a miss that may not be stored is delivered, and the clause is named`() {
    var (exchange, _) = exchange(found: [])
    let answer = response(200, ["cache-control: no-store"])
    #expect(exchange.handle(head(answer, at: 0), now: later(0)) == [.deliver(answer)])
    #expect(exchange.status.description == "larder; fwd=uri-miss; fwd-status=200")
    #expect(exchange.reasons.last?.description == "not stored: no-store: no-store")
  }

  @Test func `2 a fresh hit is answered with its age`() {
    let entry = stored(Self.minute)
    let (exchange, actions) = exchange(found: [entry], at: 22.9)
    #expect(actions == [.answer(candidate: 0, head: aged(entry, 22), body: true)])
    #expect(exchange.outcome == .hit)
    #expect(exchange.status.description == "larder; hit; ttl=37")
    #expect(exchange.reasons.map(\.rule) == [.fresh])
  }

  @Test func `2 fields that no-cache names are withheld`() {
    let entry = stored(["cache-control: max-age=60, no-cache=\"set-cookie\"", "set-cookie: a=1"])
    let (_, actions) = exchange(found: [entry], at: 1)
    guard case .answer(_, let head, _) = actions.first else {
      Issue.record("no answer: \(actions)")
      return
    }
    #expect(!head.headerFields.contains(.setCookie))
  }

  @Test func `3 a stale response is validated and freshened by a 304`() {
    let entry = stored(Self.minute)
    var (exchange, actions) = exchange(found: [entry], at: 100)
    #expect(actions == [.send(conditional)])
    let news = response(304, [dateLine(100), "cache-control: max-age=90", Self.tag])
    actions = exchange.handle(head(news, at: 100), now: later(100))
    var fresh = entry
    fresh.response.headerFields = fields([dateLine(100), "cache-control: max-age=90", Self.tag])
    (fresh.requestTime, fresh.responseTime) = (later(100), later(100))
    #expect(
      actions == [
        .freshen(candidate: 0, fresh), .answer(candidate: 0, head: fresh.response, body: true),
      ])
    #expect(exchange.outcome == .revalidated)
    #expect(exchange.status.description == "larder; fwd=stale; fwd-status=304; ttl=90")
  }

  @Test func `3 a 304 that fits nothing stored is asked again without conditions`() {
    var (exchange, _) = exchange(found: [stored(Self.minute)], at: 100)
    let foreign = response(304, ["etag: \"z\""])
    #expect(exchange.handle(head(foreign, at: 100), now: later(100)) == [.send(request())])
    #expect(exchange.handle(head(foreign, at: 101), now: later(101)) == [.deliver(foreign)])
  }

  @Test func `3 a 304 for another variant answers from that one`() {
    let variants = [
      stored(Self.minute),
      stored(
        ["cache-control: max-age=60", "etag: \"b\"", "vary: accept"], for: request(["accept: x"])),
    ]
    var (exchange, _) = exchange(found: variants, at: 100)
    let actions = exchange.handle(head(response(304, ["etag: \"b\""]), at: 100), now: later(100))
    guard case .answer(candidate: 1, _, body: true) = actions.last else {
      Issue.record("no answer from variant 1: \(actions)")
      return
    }
    #expect(exchange.reasons.last?.rule == .otherVariantNotModified)
  }

  @Test func `3 a 304 with no-store answers once more and removes the entry`() {
    var (exchange, _) = exchange(found: [stored(Self.minute)], at: 100)
    let news = response(304, ["cache-control: no-store", Self.tag])
    let actions = exchange.handle(head(news, at: 100), now: later(100))
    #expect(actions.count == 2)
    #expect(actions.last == .discard(candidate: 0))
  }

  @Test func `4 a stale response that changed is replaced`() {
    var (exchange, _) = exchange(found: [stored(Self.minute)], at: 100)
    let answer = response(200, [dateLine(100), "cache-control: max-age=5", "etag: \"b\""])
    let actions = exchange.handle(head(answer, at: 100), now: later(100))
    let replacement = stored(
      [dateLine(100), "cache-control: max-age=5", "etag: \"b\""], arrived: 100)
    #expect(actions == [.store(replacement), .deliver(answer)])
    #expect(exchange.outcome == .changed)
    #expect(exchange.status.description == "larder; fwd=stale; fwd-status=200; ttl=5; stored")
  }

  @Test func `4 a change that may not be stored removes the outdated entry`() {
    var (exchange, _) = exchange(found: [stored(Self.minute)], at: 100)
    let answer = response(200, ["cache-control: no-store"])
    #expect(
      exchange.handle(head(answer, at: 100), now: later(100))
        == [.discard(candidate: 0), .deliver(answer)])
  }

  @Test func `5 stale-while-revalidate answers and refreshes`() {
    let entry = stored(["cache-control: max-age=60, stale-while-revalidate=60", Self.tag])
    let (exchange, actions) = exchange(found: [entry], at: 100)
    #expect(
      actions == [.answer(candidate: 0, head: aged(entry, 100), body: true), .refresh(request())])
    #expect(exchange.outcome == .staleServed)
    #expect(exchange.status.description == "larder; hit; ttl=-40")
    var background = Exchange(request: request(), policy: CachePolicy(), purpose: .revalidate)
    _ = background.handle(.start, now: later(100))
    #expect(background.handle(.found([entry]), now: later(100)) == [.send(conditional)])
  }

  static let bridged = ["cache-control: max-age=60, stale-if-error=60", tag]

  @Test(arguments: [500, 502, 503, 504])
  func `6 stale-if-error answers instead of an error`(status: Int) {
    let entry = stored(Self.bridged)
    var (exchange, _) = exchange(found: [entry], at: 100)
    #expect(
      exchange.handle(head(response(status), at: 100), now: later(100))
        == [.abandonTransfer, .answer(candidate: 0, head: aged(entry, 100), body: true)])
    #expect(exchange.outcome == .staleServed)
    #expect(exchange.status.description == "larder; fwd=stale; fwd-status=\(status); ttl=-40")
  }

  @Test func `6 stale-if-error answers when the origin can't be reached`() {
    let entry = stored(Self.bridged)
    var (exchange, _) = exchange(found: [entry], at: 100)
    #expect(
      exchange.handle(.transferFailed, now: later(101))
        == [.answer(candidate: 0, head: aged(entry, 101), body: true)])
    #expect(exchange.reasons.map(\.rule) == [.stale, .transferFailed, .staleIfError])
  }

  static let unbridged: [(String, [String], [String], TimeInterval)] = [
    ("no window", minute, [], 100),
    ("window over", bridged, [], 120),
    (
      "must-revalidate", ["cache-control: max-age=60, stale-if-error=60, must-revalidate", tag], [],
      100
    ),
    ("no-cache", ["cache-control: no-cache, max-age=60, stale-if-error=60", tag], [], 1),
    ("request no-cache", bridged, ["cache-control: no-cache"], 100),
  ]

  @Test(arguments: unbridged)
  func `6 where nothing allows it, the failure is the answer`(
    id: String, lines: [String], asks: [String], seconds: TimeInterval
  ) {
    var (failed, _) = exchange(request(asks), found: [stored(lines)], at: seconds)
    #expect(failed.handle(.transferFailed, now: later(seconds)) == [.fail], "\(id)")
    #expect(failed.outcome == .error)
    var (refused, _) = exchange(request(asks), found: [stored(lines)], at: seconds)
    let error = response(503)
    #expect(refused.handle(head(error, at: seconds), now: later(seconds)) == [.deliver(error)])
  }

  @Test func `6 the request may allow it too`() {
    let asks = request(["cache-control: stale-if-error=60"])
    var (exchange, _) = exchange(asks, found: [stored(Self.minute)], at: 100)
    let actions = exchange.handle(.transferFailed, now: later(100))
    #expect(actions != [.fail])
  }

  @Test func `7 only-if-cached is a 504 where nothing fits, and sends nothing`() {
    let asks = request(["cache-control: only-if-cached"])
    let (miss, actions) = exchange(asks, found: [])
    #expect(actions == [.answerGatewayTimeout])
    #expect(miss.outcome == .error)
    let offline = policy { $0.onlyIfCached = true }
    #expect(exchange(request(method: .post), policy: offline).1 == [.answerGatewayTimeout])
    let part = exchange(request(["range: bytes=0-"]), policy: offline, found: [])
    #expect(part.1 == [.answerGatewayTimeout])
    var (broken, _) = exchange(asks)
    #expect(broken.handle(.lookupFailed, now: later(0)) == [.answerGatewayTimeout])
  }

  @Test func `8 an unsafe method invalidates what it may have changed`() {
    let post = request(method: .post, path: "/a?b=1&a=2")
    var (exchange, actions) = exchange(post)
    #expect(actions == [.send(post)])
    let answer = response(201, ["location: /new", "content-location: https://other.org/x"])
    actions = exchange.handle(head(answer, at: 0), now: later(0))
    #expect(
      actions == [
        .invalidate(urls: ["https://example.com/a?a=2&b=1", "https://example.com/new"]),
        .deliver(answer),
      ])
    #expect(exchange.outcome == .bypass)
    #expect(exchange.status.description == "larder; fwd=method; fwd-status=201")
  }
}
