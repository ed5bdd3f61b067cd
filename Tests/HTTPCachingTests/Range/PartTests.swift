import HTTPCaching
import HTTPTypes
import Testing

/// Parts that are stored (RFC 9111 sections 3.3 and 3.4).
@Suite struct PartTests {
  let flows = FlowTests()

  static func part(_ place: String, _ lines: [String] = ["etag: \"a\""]) -> StoredResponse {
    stored(
      ["cache-control: max-age=60", "content-range: bytes \(place)"] + lines, status: 206,
      for: request(["range: bytes=0-4"]))
  }

  @Test func `a part answers nobody who asks for the whole, whatever store it is from`() {
    let (_, actions) = flows.exchange(request(), found: [Self.part("0-4/10", [])])
    #expect(actions == [.send(request())])
    let (_, head) = flows.exchange(request(method: .head), found: [Self.part("0-4/10", [])])
    #expect(head == [.send(request(method: .head))])
  }

  @Test func `the bytes of a part are counted from its beginning`() {
    var (exchange, _) = flows.exchange(request(["range: bytes=5-6"]))
    let actions = exchange.handle(.found([Self.part("4-8/10")], sizes: [5]), now: later(1))
    guard case .answerPart(0, let head, 1..<3) = actions.first else {
      Issue.record("no part: \(actions)")
      return
    }
    #expect(head.headerFields[.contentRange] == "bytes 5-6/10")
  }

  static let useless = [
    "4-8/*", "*/10", "8-4/10", "4-10/10", "a-b/10", "4-8", "-4/10", "4-/10", "4-8/10/10", "",
  ]

  @Test(arguments: useless)
  func `what doesn't say which part it is answers nothing`(place: String) {
    let asks = request(["range: bytes=5-6"])
    let (_, actions) = flows.exchange(asks, found: [Self.part(place)])
    #expect(actions == [.send(asks)])
  }

  static let answers: [(id: String, status: Int, lines: [String])] = [
    ("another tag", 206, ["etag: \"b\"", "content-range: bytes 5-9/10"]),
    ("no tag", 206, ["content-range: bytes 5-9/10"]),
    ("a weak tag", 206, ["etag: W/\"a\"", "content-range: bytes 5-9/10"]),
    ("another part", 206, ["etag: \"a\"", "content-range: bytes 4-9/10"]),
    ("less", 206, ["etag: \"a\"", "content-range: bytes 5-8/10"]),
    ("another size", 206, ["etag: \"a\"", "content-range: bytes 5-9/11"]),
    ("another coding", 206, ["etag: \"a\"", "content-range: bytes 5-9/10", "content-encoding: x"]),
    ("several parts", 206, ["etag: \"a\"", "content-type: multipart/byteranges; boundary=x"]),
    ("no such part", 416, ["content-range: bytes */3"]), ("not modified", 304, ["etag: \"a\""]),
  ]

  @Test(arguments: answers)
  func `what is not the rest of the same is asked for as a whole`(
    id: String, status: Int, lines: [String]
  ) {
    var (exchange, actions) = flows.exchange(request(), found: [Self.part("0-4/10")])
    var rest = request()
    rest.headerFields[.range] = "bytes=5-"
    rest.headerFields[.ifRange] = "\"a\""
    #expect(actions == [.send(rest)])
    #expect(exchange.status.forward == .partial)
    actions = exchange.handle(flows.head(response(status, lines), at: 1), now: later(1))
    #expect(actions == [.send(request())], "\(id)")
    actions = exchange.handle(flows.head(response(200), at: 2), now: later(2))
    #expect(actions.last == .deliver(response(200)))
  }

  /// What was asked for may be of another representation now, whose part the client gets.
  @Test(arguments: answers)
  func `what is not the rest of a range is asked for as the client did`(
    id: String, status: Int, lines: [String]
  ) {
    let asks = request(["range: bytes=3-9"])
    var (exchange, actions) = flows.exchange(asks, found: [Self.part("0-4/10")])
    #expect(actions == [.send(request(["range: bytes=5-"]))])
    actions = exchange.handle(flows.head(response(status, lines), at: 1), now: later(1))
    #expect(actions == [.send(asks)], "\(id)")
    let other = response(206, ["etag: \"b\"", "content-range: bytes 3-9/12"])
    actions = exchange.handle(flows.head(other, at: 2), now: later(2))
    #expect(actions.last == .deliver(other))
  }

  @Test func `a range takes of a part what it wants, and the store all`() {
    var (exchange, _) = flows.exchange(
      request(["range: bytes=3-6"]), found: [Self.part("1-4/10")])
    let rest = response(206, FlowTests.minute + ["etag: \"a\"", "content-range: bytes 5-6/10"])
    let actions = exchange.handle(flows.head(rest, at: 1), now: later(1))
    guard case .complete(let joint, let head) = actions.first, actions.count == 4,
      case .surround(let around) = actions[1], case .store(let stored) = actions[2]
    else {
      Issue.record("no part: \(actions)")
      return
    }
    #expect(joint.before == 2..<4 && joint.count == 2 && joint.after.isEmpty)
    #expect(around.before == 0..<2 && around.count == 4 && around.after.isEmpty)
    #expect(head.headerFields[.contentRange] == "bytes 3-6/10")
    #expect(stored.response.headerFields[.contentRange] == "bytes 1-6/10")
    #expect(actions[3] == .deliver(head))
  }

  @Test func `an error instead of the rest is the answer`() {
    var (exchange, _) = flows.exchange(request(), found: [Self.part("0-4/10")])
    let error = response(503)
    #expect(exchange.handle(flows.head(error, at: 1), now: later(1)) == [.deliver(error)])
  }

  @Test func `only a client's exchange joins parts`() {
    for purpose in [Exchange.Purpose.revalidate, .refetch] {
      var exchange = Exchange(
        request: request(["range: bytes=0-4"]), policy: CachePolicy(), purpose: purpose)
      _ = exchange.handle(.start, now: start)
      _ = exchange.handle(.found([Self.part("0-4/10")], sizes: [5]), now: start)
      let more = response(
        206, FlowTests.minute + ["etag: \"a\"", "content-range: bytes 3-6/10"])
      let actions = exchange.handle(flows.head(more, at: 0), now: start)
      #expect(actions.count == 2 && actions.last == .deliver(more), "\(purpose)")
    }
  }

  @Test func `large parts are not written anew for every small one`() {
    let size = Int64(1) << 30
    let stored = Self.part("0-\(size / 2 - 1)/\(size)")
    let asks = "range: bytes=\(size / 2)-\(size / 2 + 9)"
    var (exchange, _) = flows.exchange(request([asks]))
    _ = exchange.handle(.found([stored], sizes: [size / 2]), now: start)
    let next = response(
      206,
      FlowTests.minute + [
        "etag: \"a\"", "content-range: bytes \(size / 2)-\(size / 2 + 9)/\(size)",
      ])
    let actions = exchange.handle(flows.head(next, at: 0), now: start)
    #expect(actions.count == 2)
  }

  @Test func `a part that is refreshed behind a stale one stays a part`() {
    let lines = ["cache-control: max-age=60, stale-while-revalidate=60", "etag: \"a\""]
    let part = stored(
      lines + ["content-range: bytes 0-4/10"], status: 206, for: request(["range: bytes=0-4"]))
    var (exchange, _) = flows.exchange(request(["range: bytes=0-4", "if-range: \"a\""]))
    let actions = exchange.handle(.found([part], sizes: [5]), now: later(100))
    #expect(actions.last == .refresh(request(["range: bytes=0-4"])))
  }
}
