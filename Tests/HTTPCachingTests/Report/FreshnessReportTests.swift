import FoundationEssentials
import HTTPCaching
import HTTPTypes
import Testing

@Suite struct FreshnessReportTests {
  typealias Report = FreshnessReport

  @Test func `the worked example names winner and losers`() {
    let entry = stored(
      [
        "cache-control: public, max-age=600", dateLine(3600, name: "expires"), "etag: \"9f1c-12a\"",
      ],
      settings: settings { $0.session = .after(86_400) }, delay: 0.1, arrived: 0.1)
    let report = Report(entry, now: later(842))
    let rows = report.candidates.map { "\($0.rule.rawValue): \($0.result.rawValue), \($0.note)" }
    #expect(
      rows == [
        "s-maxage: absent, private cache ignores", "max-age: wins, wins",
        "expires: loses, loses to max-age", "per-request: absent, not given",
        "url-rule: absent, no pattern matched", "session: loses, loses to max-age",
        "heuristic: absent, no Last-Modified in the past",
      ])
    #expect(report.candidates.map(\.seconds) == [nil, 600, 3600, nil, nil, 86_400, nil])
    #expect(report.verdict.state == .stale)
    #expect(report.nextRequest.kind == .conditional)
    #expect(report.nextRequest.validators == [.init(name: "if-none-match", value: "\"9f1c-12a\"")])
    #expect(report.nextRequest.staleForbidden == "serve-stale not allowed")
    #expect(report.storability.isStorable)
    #expect(report.notes.map(\.code) == ["max-age-expires", "public-no-effect"])
  }

  @Test func `with the fields off the settings come first`() {
    let entry = stored(
      ["cache-control: max-age=600", dateLine(-600, name: "last-modified")],
      settings: settings {
        $0.usesResponseFields = false
        $0.urlRule = .init(pattern: "*.example.com", index: 2, expiration: .never)
      })
    let report = Report(entry, now: later(842))
    let rows = report.candidates.map { "\($0.rule.rawValue): \($0.result.rawValue)" }
    #expect(
      rows == [
        "per-request: absent", "url-rule: wins", "session: absent", "s-maxage: absent",
        "max-age: off", "expires: off", "heuristic: off",
      ])
    #expect(report.candidates[1].value == "pattern 3, *.example.com: never")
    #expect(report.verdict.state == .neverExpires)
    #expect(report.comparison.lifetime == nil)
    #expect(report.nextRequest.kind == .hit)
  }

  @Test func `the heuristic shows its sum and its cap`() {
    let capped = Report(stored([dateLine(-1e8, name: "last-modified")]), now: start)
    #expect(capped.candidates.last?.value == "0.1 x 100000000 s, capped")
    let entry = Report(stored([dateLine(-600, name: "last-modified")]), now: start)
    #expect(entry.candidates.last?.value == "0.1 x 600 s")
    #expect(entry.candidates.last?.seconds == 60)
  }

  static let next: [(String, [String], [String], TimeInterval, Report.NextRequest.Kind)] = [
    ("fresh", ["cache-control: max-age=60"], [], 1, .hit),
    ("max-stale", ["cache-control: max-age=60"], ["cache-control: max-stale=300"], 99, .stale),
    (
      "min-fresh", ["cache-control: max-age=60", "etag: \"a\""], ["cache-control: min-fresh=99"], 1,
      .conditional
    ),
    (
      "swr", ["cache-control: max-age=60, stale-while-revalidate=60"], [], 99, .staleWhileRevalidate
    ),
    ("no validator", ["cache-control: max-age=60"], [], 99, .forward),
    (
      "offline", ["cache-control: max-age=60"], ["cache-control: only-if-cached"], 99,
      .gatewayTimeout
    ),
    ("Vary: *", ["cache-control: max-age=60", "vary: *"], [], 1, .forward),
    ("range", ["cache-control: max-age=60"], ["range: bytes=0-"], 1, .hit),
  ]

  @Test(arguments: next)
  func `what the next request would do is what it does`(
    id: String, lines: [String], asks: [String], seconds: TimeInterval,
    kind: Report.NextRequest.Kind
  ) {
    let report = Report(stored(lines), request: request(asks), now: later(seconds))
    #expect(report.nextRequest.kind == kind, "\(id)")
    #expect(!report.nextRequest.reasons.isEmpty)
  }

  @Test func `the stored request is repeated without its old directives`() {
    let entry = stored(
      ["cache-control: max-age=60"], for: request(["cache-control: no-cache", "pragma: no-cache"]))
    #expect(Report(entry, now: later(1)).nextRequest.kind == .hit)
  }

  @Test func `windows say where they come from and what is left`() {
    let own = Report(
      stored(["cache-control: max-age=60, stale-while-revalidate=30"]), now: later(70))
    #expect(own.staleWhileRevalidate.source == "response")
    #expect(own.staleWhileRevalidate.remaining == 20)
    #expect(own.staleIfError.source == "none")
    let strict = Report(
      stored(["cache-control: max-age=60, must-revalidate"]),
      policy: policy { $0.staleIfError = .always }, now: later(70))
    #expect(strict.staleIfError.source == "forbidden by the response")
    #expect(strict.nextRequest.staleForbidden == "must-revalidate forbids to serve it stale")
  }

  @Test func `matching shows both values of each nominated field`() {
    let entry = stored(["vary: accept, x-a"], for: request(["accept: a"]))
    let matching = Report(entry, request: request(["accept: b"]), now: start).matching
    #expect(!matching.matches)
    #expect(matching.fields.map(\.name) == ["accept", "x-a"])
    #expect(matching.fields.map(\.stored) == ["a", nil])
    #expect(matching.fields.map(\.presented) == ["b", nil])
    #expect(matching.fields.map(\.matches) == [false, true])
  }

  static let lint: [(String, [String], Int)] = [
    ("no-date", ["date:"], 200),
    ("invalid-date", ["date: yesterday"], 200),
    ("clock-skew", [dateLine(3600)], 200),
    ("invalid-expires", ["expires: -1"], 200),
    ("expires-without-date", ["date:", dateLine(5, name: "expires")], 200),
    ("max-age-expires", ["cache-control: max-age=5", dateLine(50, name: "expires")], 200),
    ("duplicate-max-age", ["cache-control: max-age=5, max-age=6"], 200),
    ("invalid-max-age", ["cache-control: max-age=5m"], 200),
    ("max-age-cap", ["cache-control: max-age=99999999999"], 200),
    ("old-on-arrival", ["cache-control: max-age=5", "age: 6"], 200),
    ("public-no-effect", ["cache-control: public"], 200),
    ("no-cache-no-validator", ["cache-control: no-cache"], 200),
    ("no-store", ["cache-control: no-store"], 200),
    ("immutable-alone", ["cache-control: immutable"], 200),
    ("shared-only", ["cache-control: s-maxage=5"], 200),
    ("vary-star", ["vary: *"], 200),
    ("not-reusable", [], 200),
    ("unknown-directive", ["cache-control: x-magic=1"], 200),
  ]

  @Test(arguments: lint)
  func `lint names what is odd`(code: String, lines: [String], status: Int) {
    let notes = Report(stored(lines, status: status), now: start).notes
    #expect(notes.map(\.code).contains(code))
    #expect(notes.allSatisfy { !$0.text.isEmpty && !$0.section.isEmpty })
  }

  @Test func `a healthy response has no notes, and a secret that it varies on has one`() {
    #expect(Report(stored(["cache-control: max-age=5", "etag: \"a\""]), now: start).notes.isEmpty)
    let secret = stored(
      ["cache-control: max-age=5", "vary: authorization"], for: request(["authorization: REDACTED"])
    )
    #expect(Report(secret, now: start).notes.map(\.code) == ["vary-redacted"])
  }

  @Test func `a report goes through JSON unharmed`() throws {
    let entry = stored([], settings: settings { $0.session = .never })
    let anyAge = request(["cache-control: max-stale"])
    let unbounded = Report(stored(["cache-control: max-age=1"]), request: anyAge, now: later(5))
    #expect(throws: Never.self) { try JSONEncoder().encode(unbounded) }
    let report = Report(entry, now: later(5))
    let data = try JSONEncoder().encode(report)
    #expect(try JSONDecoder().decode(Report.self, from: data) == report)
  }
}
