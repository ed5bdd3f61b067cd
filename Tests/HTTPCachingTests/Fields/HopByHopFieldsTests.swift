import HTTPCaching
import HTTPTypes
import Testing

@Suite struct HopByHopFieldsTests {
  static let rows: [(id: String, lines: [String], left: [String])] = [
    ("nothing to remove", ["x-a: 1", "x-b: 2"], ["x-a", "x-b"]),
    ("Connection", ["connection: close", "x-a: 1"], ["x-a"]),
    ("what Connection names", ["connection: x-hop", "x-hop: 1", "x-a: 1"], ["x-a"]),
    ("in any case", ["Connection: X-HOP", "x-Hop: 1", "x-a: 1"], ["x-a"]),
    ("a list with space", ["connection: a ,\tb,, c", "a: 1", "b: 1", "c: 1", "d: 1"], ["d"]),
    ("several lines", ["connection: a", "connection: b", "a: 1", "b: 1", "c: 1"], ["c"]),
    ("each line of a field", ["connection: a", "a: 1", "b: 1", "a: 2"], ["b"]),
    ("Keep-Alive", ["keep-alive: timeout=5"], []),
    ("Transfer-Encoding", ["transfer-encoding: chunked"], []),
    ("TE and Trailer", ["te: trailers", "trailer: x-a", "x-b: 1"], ["x-b"]),
    ("Upgrade", ["connection: upgrade", "upgrade: h2c"], []),
    (
      "Proxy fields",
      [
        "proxy-connection: keep-alive", "proxy-authorization: x", "proxy-authenticate: x",
        "proxy-authentication-info: x", "proxy-status: a",
      ], ["proxy-status"]
    ),
    (
      "what a cache depends on stays",
      ["connection: cache-control, vary, x-a", "cache-control: no-store", "vary: a", "x-a: 1"],
      ["cache-control", "vary"]
    ),
    ("framing stays", ["connection: content-length", "content-length: 5"], ["content-length"]),
    ("secrets go when asked", ["connection: authorization", "authorization: x"], []),
    ("no field name", ["connection: a b, \"c\"", "x-a: 1"], ["x-a"]),
  ]

  @Test(arguments: rows)
  func `what belongs to one connection is removed`(id: String, lines: [String], left: [String]) {
    let result = HopByHopFields.removed(from: fields(lines))
    #expect(result.map(\.name.canonicalName) == left, "\(id)")
  }

  @Test func `an answer without Date is dated by its arrival`() {
    let entry = stored(["date:", "cache-control: max-age=60"], arrived: 5)
    let head = AnswerHead.make(entry, freshness: Freshness(entry), now: later(10))
    #expect(head.headerFields[.date] == HTTPDate.format(later(5)))
    #expect(head.headerFields[.age] == "5")
  }
}
