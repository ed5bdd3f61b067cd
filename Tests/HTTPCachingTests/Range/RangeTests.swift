import HTTPCaching
import HTTPTypes
import Testing

/// Parts of stored responses (RFC 9110 section 14, RFC 9111 section 3.3).
@Suite struct RangeTests {
  let flows = FlowTests()

  /// What became of a request for a part of ten stored bytes: `0-4`, `200`, `304` or `416`.
  func outcome(
    _ asks: [String], method: HTTPRequest.Method = .get, stored entry: StoredResponse,
    size: Int64? = 10
  ) -> String {
    var (exchange, _) = flows.exchange(request(asks, method: method))
    let actions = exchange.handle(.found([entry], sizes: [size]), now: later(1))
    switch actions.first {
    case .answerPart(0, let head, let range):
      let length = head.headerFields[.contentLength] ?? ""
      #expect(head.status == .partialContent)
      #expect(head.headerFields[.age] == "1")
      return "\(head.headerFields[.contentRange] ?? "") \(range) \(length)"
    case .answer(0, let head, let body):
      #expect(body == (method == .get && [200, 404].contains(head.status.code)))
      return "\(head.status.code)" + (head.headerFields[.contentRange].map { " " + $0 } ?? "")
    case .answerParts(0, let head, let body):
      let length = head.headerFields[.contentLength] ?? ""
      #expect(head.status == .partialContent && length == "\(body.length)")
      return body.parts.map { "\($0.range)" }.joined(separator: ", ")
    default: return "\(actions)"
    }
  }

  static let fresh = ["cache-control: max-age=60", "etag: \"a\"", "content-length: 10"]

  static let ranges: [(String, String)] = [
    ("bytes=0-4", "bytes 0-4/10 0..<5 5"), ("bytes=5-", "bytes 5-9/10 5..<10 5"),
    ("bytes=-3", "bytes 7-9/10 7..<10 3"), ("bytes=0-0", "bytes 0-0/10 0..<1 1"),
    ("bytes=9-9", "bytes 9-9/10 9..<10 1"), ("bytes=0-99", "bytes 0-9/10 0..<10 10"),
    ("bytes=-99", "bytes 0-9/10 0..<10 10"), ("bytes=0-", "bytes 0-9/10 0..<10 10"),
    ("Bytes = 1-2", "bytes 1-2/10 1..<3 2"), ("bytes= 1-2 ,", "bytes 1-2/10 1..<3 2"),
    ("bytes=0-99999999999999999999", "bytes 0-9/10 0..<10 10"),
    ("bytes=0-2,3-5", "bytes 0-5/10 0..<6 6"), ("bytes=4-6,0-5", "bytes 0-6/10 0..<7 7"),
    ("bytes=0-1,99-", "bytes 0-1/10 0..<2 2"), ("bytes=0-1,5-6", "0..<2, 5..<7"),
    ("bytes=-1,0-0", "9..<10, 0..<1"), ("bytes=7-8,0-1,8-9,1-2", "7..<10, 0..<3"),
    ("bytes=10-", "416 bytes */10"), ("bytes=10-20", "416 bytes */10"),
    ("bytes=-0", "416 bytes */10"), ("bytes=99-,50-", "416 bytes */10"),
    ("bytes=99999999999999999999-", "416 bytes */10"),
    ("bytes=5-2", "200"), ("bytes=a-b", "200"), ("bytes=", "200"), ("bytes", "200"), ("", "200"),
    ("bytes=-", "200"), ("bytes=0-1,x", "200"), ("bytes=+1-2", "200"), ("bytes=0x1-2", "200"),
    ("bytes=1--2", "200"), ("items=0-4", "200"), ("bytes 0-4", "200"), ("bytes=0-4/10", "200"),
  ]

  @Test(arguments: ranges)
  func `one range is a part, several are parts, none that fits is 416, and anything else the whole`(
    range: String, expected: String
  ) {
    #expect(outcome(["range: \(range)"], stored: stored(Self.fresh)) == expected)
  }

  @Test func `parts have their places and the type of the whole`() throws {
    let lines = Self.fresh + ["content-type: text/plain"]
    var (exchange, _) = flows.exchange(request(["range: bytes=0-1,-1"]))
    let actions = exchange.handle(.found([stored(lines)], sizes: [10]), now: later(1))
    guard case .answerParts(0, let head, let body) = actions.first else {
      Issue.record("no parts: \(actions)")
      return
    }
    let type = try #require(head.headerFields[.contentType])
    let boundary = try #require(type.split(separator: "boundary=").last)
    #expect(type == "multipart/byteranges; boundary=\(boundary)" && boundary.count <= 70)
    #expect(!head.headerFields.contains(.contentRange))
    #expect(head.headerFields[.eTag] == "\"a\"" && head.headerFields[.age] == "1")
    let fields = "Content-Type: text/plain\r\nContent-Range: bytes"
    #expect(
      body.parts.map(\.head) == [
        "--\(boundary)\r\n\(fields) 0-1/10\r\n\r\n",
        "\r\n--\(boundary)\r\n\(fields) 9-9/10\r\n\r\n",
      ])
    #expect(body.end == "\r\n--\(boundary)--\r\n")
  }

  @Test func `who asks for very many parts gets the whole`() {
    let ranges = { (count: Int) in
      (0..<count).map { "\($0 * 2)-\($0 * 2)" }.joined(separator: ",")
    }
    let entry = stored(["cache-control: max-age=60"])
    let few = outcome(["range: bytes=\(ranges(16))"], stored: entry, size: 1000)
    #expect(few.split(separator: ",").count == 16)
    #expect(outcome(["range: bytes=\(ranges(17))"], stored: entry, size: 1000) == "200")
    // What overlaps is one part, however often it is named.
    let same = Array(repeating: "0-9", count: 1000).joined(separator: ",")
    #expect(
      outcome(["range: bytes=\(same)"], stored: entry, size: 1000) == "bytes 0-9/1000 0..<10 10")
  }

  static let conditions: [(id: String, asks: [String], lines: [String], isPart: Bool)] = [
    ("same tag", ["if-range: \"a\""], ["etag: \"a\""], true),
    ("other tag", ["if-range: \"b\""], ["etag: \"a\""], false),
    ("weak tag of the client", ["if-range: W/\"a\""], ["etag: \"a\""], false),
    ("weak tag of the server", ["if-range: \"a\""], ["etag: W/\"a\""], false),
    ("both weak", ["if-range: W/\"a\""], ["etag: W/\"a\""], false),
    ("no tag stored", ["if-range: \"a\""], [], false),
    ("no quotes", ["if-range: a"], ["etag: a"], false),
    (
      "same date", [dateLine(-60, name: "if-range")], [dateLine(-60, name: "last-modified")], true
    ),
    (
      "later date", [dateLine(-59, name: "if-range")], [dateLine(-60, name: "last-modified")], false
    ),
    (
      "earlier date", [dateLine(-61, name: "if-range")], [dateLine(-60, name: "last-modified")],
      false
    ),
    (
      "a date in the second of the response", [dateLine(0, name: "if-range")],
      [dateLine(0, name: "last-modified")], false
    ),
    ("a date, and none stored", [dateLine(-60, name: "if-range")], ["etag: \"a\""], false),
    ("two of them", ["if-range: \"a\"", "if-range: \"a\""], ["etag: \"a\""], false),
  ]

  @Test(arguments: conditions)
  func `If-Range compares strongly`(id: String, asks: [String], lines: [String], isPart: Bool) {
    let entry = stored(["cache-control: max-age=60"] + lines)
    let result = outcome(["range: bytes=0-4"] + asks, stored: entry)
    #expect(result == (isPart ? "bytes 0-4/10 0..<5 5" : "200"), "\(id)")
    #expect(outcome(asks, stored: entry) == "200", "without Range it means nothing")
  }

  @Test func `the client's condition goes before the range`() {
    let asks = ["range: bytes=0-4", "if-none-match: \"a\""]
    #expect(outcome(asks, stored: stored(Self.fresh)) == "304")
    let other = ["range: bytes=0-4", "if-none-match: \"b\""]
    #expect(outcome(other, stored: stored(Self.fresh)) == "bytes 0-4/10 0..<5 5")
  }

  @Test func `no part is cut from what is not the representation's own bytes`() {
    let asks = ["range: bytes=0-4"]
    #expect(outcome(asks, stored: stored(Self.fresh), size: nil) == "200")
    #expect(outcome(asks, stored: stored(Self.fresh), size: 11) == "200")
    let coded = ["cache-control: max-age=60", "content-encoding: gzip"]
    #expect(outcome(asks, stored: stored(coded)) == "200")
    let known = stored(coded + ["content-length: 10"])
    #expect(outcome(asks, stored: known) == "bytes 0-4/10 0..<5 5")
  }

  @Test func `only a GET that would be answered with 200 has parts`() {
    let asks = ["range: bytes=0-4"]
    #expect(outcome(asks, stored: stored(Self.fresh, status: 404)) == "404")
    #expect(outcome(asks, method: .head, stored: stored(Self.fresh)) == "200")
    #expect(outcome(["range: bytes=0-4", "range: bytes=0-4"], stored: stored(Self.fresh)) == "200")
    #expect(
      outcome(asks, stored: stored(["cache-control: max-age=60"]), size: 0) == "416 bytes */0")
  }

  @Test func `without a usable response it is forwarded, and a part without a place is not stored`()
  {
    let asks = request(["range: bytes=0-4", "if-range: \"a\""])
    var (exchange, actions) = flows.exchange(asks, found: [])
    #expect(actions == [.send(asks)])
    #expect(!exchange.mayShareTransfer)
    let part = response(206, FlowTests.minute + ["content-range: bytes 0-4/*"])
    actions = exchange.handle(flows.head(part, at: 0), now: start)
    #expect(actions == [.deliver(part)])
    #expect(exchange.outcome == .miss)
  }

  @Test func `a stale whole is validated, and answers with its part`() {
    let asks = request(["range: bytes=0-4"])
    var (exchange, _) = flows.exchange(asks)
    var actions = exchange.handle(
      .found([stored(FlowTests.minute)], sizes: [10]), now: later(100))
    var conditional = asks
    conditional.headerFields[.ifNoneMatch] = "\"a\""
    #expect(actions == [.send(conditional)])
    actions = exchange.handle(
      flows.head(response(304, [FlowTests.tag]), at: 100), now: later(100))
    guard case .answerPart(0, let head, 0..<5) = actions.last else {
      Issue.record("no part: \(actions)")
      return
    }
    #expect(head.status == .partialContent)
  }

  static let parts: [(String, [String], Bool)] = [
    ("the same tag", ["etag: \"a\""], false), ("another tag", ["etag: \"b\""], true),
    ("no validator", [], false),
  ]

  @Test(arguments: parts)
  func `a part of something else shows that the stored whole is outdated`(
    id: String, lines: [String], isOutdated: Bool
  ) {
    var (exchange, _) = flows.exchange(
      request(["range: bytes=0-4"]), found: [stored(FlowTests.minute)], at: 100)
    let part = response(206, lines + ["content-range: bytes 0-4/12", "content-length: 5"])
    let actions = exchange.handle(flows.head(part, at: 100), now: later(100))
    #expect((actions.first == .discard(candidate: 0)) == isOutdated, "\(id)")
    #expect(actions.count == (isOutdated ? 3 : 1) && actions.last == .deliver(part), "\(id)")
  }

  @Test func `a whole that comes instead of a part is stored`() {
    var (exchange, _) = flows.exchange(request(["range: bytes=0-4"]), found: [])
    let actions = exchange.handle(flows.head(response(200), at: 0), now: start)
    #expect(actions.count == 2)
  }

  @Test func `what is refreshed behind a stale part is the whole`() {
    let lines = ["cache-control: max-age=60, stale-while-revalidate=60"]
    let asks = ["range: bytes=0-4", "if-range: \"a\"", "if-none-match: \"z\""]
    var (exchange, _) = flows.exchange(request(asks))
    let actions = exchange.handle(.found([stored(lines)], sizes: [10]), now: later(100))
    #expect(actions.last == .refresh(request()))
  }
}
