import HTTPCaching
import HTTPTypes
import Testing

@Suite struct VarianceTests {
  struct Case: Row {
    let id: String
    let section = "4.1"
    let vary: [String]
    let stored: [String]
    let presented: [String]
    let match: Variance.Match

    init(
      _ id: String, _ vary: [String], _ stored: [String], _ presented: [String],
      _ match: Variance.Match
    ) {
      (self.id, self.vary, self.stored) = (id, vary, stored)
      (self.presented, self.match) = (presented, match)
    }
  }

  static let cases = [
    Case("no Vary", [], ["accept: a"], ["accept: b"], .matches),
    Case("empty Vary", ["vary:"], ["accept: a"], ["accept: b"], .matches),
    Case("same value", ["vary: accept"], ["accept: a"], ["accept: a"], .matches),
    Case("other value", ["vary: accept"], ["accept: a"], ["accept: b"], .differs),
    Case("names in any case", ["Vary: ACCEPT"], ["Accept: a"], ["aCCept: a"], .matches),
    Case("values keep their case", ["vary: x-a"], ["x-a: a"], ["x-a: A"], .differs),
    Case("types have none", ["vary: accept"], ["accept: a"], ["accept: A"], .matches),
    Case(
      "codings have no order", ["vary: accept-encoding"], ["accept-encoding: br, gzip, br"],
      ["accept-encoding: gzip", "accept-encoding: br"], .matches),
    Case(
      "weights in short", ["vary: accept-encoding"], ["accept-encoding: br ;\tq=1.000, *;q=0.10"],
      ["accept-encoding: BR, *; Q=0.1"], .matches),
    Case(
      "odd weights", ["vary: accept-encoding"], ["accept-encoding: br;q="], ["accept-encoding: br"],
      .differs),
    Case("both absent", ["vary: accept"], [], [], .matches),
    Case("absent and present", ["vary: accept"], [], ["accept: a"], .differs),
    Case("absent and empty", ["vary: accept"], [], ["accept:"], .differs),
    Case("white space", ["vary: accept"], ["accept: a,b"], ["accept:  a ,\tb "], .matches),
    Case(
      "lines are one list", ["vary: accept"], ["accept: a, b"], ["accept: a", "accept: b"], .matches
    ),
    Case("order counts", ["vary: accept"], ["accept: a, b"], ["accept: b, a"], .differs),
    Case("commas in quotes", ["vary: accept"], ["accept: \"a,b\""], ["accept: \"a, b\""], .differs),
    Case("second name differs", ["vary: accept, x-a"], ["x-a: 1"], ["x-a: 2"], .differs),
    Case("second line of Vary", ["vary: accept", "vary: x-a"], ["x-a: 1"], ["x-a: 2"], .differs),
    Case("star", ["vary: *"], [], [], .star),
    Case("star in a list", ["vary: accept, *"], [], [], .star),
    Case("star behind a field that differs", ["vary: accept, *"], ["accept: a"], [], .star),
    Case("star on another line", ["vary: accept", "vary: *"], ["accept: a"], [], .star),
    Case("no field name", ["vary: a b"], [], [], .matches),
    Case(
      "a redacted value", ["vary: authorization"], ["authorization: REDACTED"],
      ["authorization: x"], .redacted),
    Case(
      "redacted on both sides", ["vary: authorization"], ["authorization: REDACTED"],
      ["authorization: REDACTED"], .redacted),
  ]

  @Test(arguments: cases)
  func `a variant matches when all nominated fields do`(row: Case) {
    let entry = stored(row.vary, for: request(row.stored))
    #expect(Variance.match(entry, request(row.presented)) == row.match)
  }

  @Test func `the fields that Vary names are those of the request, sorted`() {
    let varied = response(200, ["vary: X-B, accept, x-none", "vary: accept"])
    let found = Variance.varyFields(of: varied, request: request(["accept: a,b", "x-b: 1"]))
    #expect(found == [.init(name: "accept", value: "a, b"), .init(name: "x-b", value: "1")])
    #expect(Variance.varyFields(of: response(), request: request()) == [])
    #expect(
      Variance.varyFields(of: response(200, ["vary: *"]), request: request()).map(\.name) == ["*"])
  }

  @Test func `of several that match, the most recent by Date answers`() {
    let fresh = "cache-control: max-age=600"
    let variants = [
      stored([fresh, dateLine(0)]), stored([fresh, dateLine(20)]), stored([fresh, dateLine(10)]),
      stored([fresh, dateLine(90), "vary: accept"], for: request(["accept: other"])),
    ]
    let decision = ReuseDecision.decide(
      request(), candidates: variants, policy: CachePolicy(), now: later(30))
    #expect(decision.kind == .useStored(1))
  }
}
