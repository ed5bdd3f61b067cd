import FoundationEssentials
import HTTPCaching
import TestSupport
import Testing

@Suite(.ownThreads, .serialized, .enabled(if: TmuxRobot.isInstalled, TmuxRobot.notInstalled))
struct ExplainingTests {
  /// What is read of `larder explain --json`.
  struct Explanation: Decodable {
    struct Report: Decodable {
      struct Verdict: Decodable {
        let state: String
        let remaining: Double?
        let rule: String
      }
      struct Age: Decodable {
        let apparentAge: Double
        let responseDelay: Double
        let residentTime: Double
        let currentAge: Double
      }
      struct Next: Decodable { let kind: String }
      let verdict: Verdict
      let age: Age
      let nextRequest: Next
    }
    struct Assumptions: Decodable { let outcome: String }
    let report: Report
    let whatIf: Assumptions?
  }

  @Test func `the numbers on screen are those of explain --json, and of RFC 9111 by hand`()
    async throws
  {
    try await Fixture.use { fixture in
      let explanation: Explanation = try fixture.run("explain", Shelf.usersURL, "--json").json()
      let (verdict, age) = (explanation.report.verdict, explanation.report.age)
      #expect(verdict.state == "stale" && verdict.rule == "max-age")
      // By hand: stored 841.9 s ago after a delay of 0.1 s, Date in the same second, max-age 600.
      #expect(age.apparentAge == 0)
      #expect(abs(age.responseDelay - 0.1) < 0.001)
      #expect(abs(age.residentTime - 841.9) < 0.001)
      #expect(abs(age.currentAge - 842) < 0.001)
      #expect(abs((verdict.remaining ?? 0) + 242) < 0.001)
      #expect(explanation.report.nextRequest.kind == "conditional")

      try await fixture.browse(TmuxRobot.Options(columns: 120, rows: 80)) { robot in
        try robot.press("x")
        for text in [
          "STALE for 4m 02s", "rule: max-age", "600 s", "WINS", "loses to max-age",
          "842 s = max(0,0+0.1) + 841.9", "842 > 600", "conditional GET", "If-None-Match",
        ] { try await robot.wait(for: text) }
      }
    }
  }

  @Test func `assumptions flip the verdict, on screen and on the command line, and change nothing`()
    async throws
  {
    try await Fixture.use { fixture in
      let before = try Data(contentsOf: URL(filePath: fixture.path))
      let text = try fixture.run("explain", Shelf.usersURL, "--what-if", "max-stale=300")
      #expect(text.output.contains("what-if> max-stale=300  -> would be a HIT"))
      let json: Explanation = try fixture.run(
        "explain", Shelf.usersURL, "--what-if", "max-stale=300", "--json"
      ).json()
      #expect(json.report.nextRequest.kind == "stale-hit")
      #expect(json.whatIf?.outcome == "would be a HIT, stale")
      let refused = try fixture.run("explain", Shelf.usersURL, "--what-if", "banana")
      #expect(refused.status == 2)

      try await fixture.browse(TmuxRobot.Options(columns: 120, rows: 40)) { robot in
        try robot.press("i")
        try await robot.wait(for: "what-if>")
        try robot.type("max-stale=300")
        try await robot.wait(for: "-> would be a HIT")
        try robot.press("Enter")
        try await robot.wait(for: "next request: HIT with a stale answer")
        // What is typed takes the place of what was assumed.
        try robot.press("i")
        try await robot.wait(until: "it asks") { _ in try robot.ask("#{cursor_flag}") == "1" }
        try robot.type("min-fresh=9999")
        try await robot.wait(for: "-> would be a conditional GET")
        try robot.press("C-u")
        try robot.press("Enter")
        try await robot.wait(forNo: "would be a")
        try await robot.wait(for: "STALE for 4m 02s")
      }
      #expect(try Data(contentsOf: URL(filePath: fixture.path)) == before)
    }
  }

  @Test(
    arguments: [
      ("img.example.net/logo.png", "heuristic"), ("docs.example.org/index.html", "no-cache"),
      ("api.example.com/v1/countries", "url rule"), ("example.org/ status:301", "per-request"),
      ("api.example.com/v1/rates", "may be served for"),
      ("app.3f9c.js method:GET", "IMMUTABLE"),
      ("odd.example.net/star", "Vary: * never matches a request (e)"),
      ("odd.example.net/skew", "Date is 7205 s in the future"),
    ])
  func `each kind of entry names its rule, and what is odd about it`(
    filter: String, text: String
  ) async throws {
    try await Fixture.use { fixture in
      try await fixture.add([
        Recipe(
          url: "https://odd.example.net/star", age: 5,
          fields: [("Cache-Control", "max-age=600"), ("Vary", "*")]),
        Recipe(
          url: "https://odd.example.net/skew", age: 5,
          fields: [
            ("Cache-Control", "max-age=600"), ("Date", HTTPDate.format(Moment.ago(-7200))),
          ]),
      ])
      try await fixture.browse(
        TmuxRobot.Options(columns: 120, rows: 60), waitingFor: "1,286 entries"
      ) { robot in
        try await robot.filter(filter, until: "1 of 1,286")
        try robot.press("x")
        try await robot.wait(for: text)
      }
    }
  }
}
