import FoundationEssentials
import HTTPCaching
import HTTPTypes
import Testing

/// The freshness of what a shared cache has stored.
@Suite struct SharedFreshnessTests {
  struct Case: Row {
    let id: String
    let section: String
    let lines: [String]
    let rule: LifetimeRule
    let lifetime: TimeInterval
    let obstacle: Freshness.StaleObstacle?
    let targets: [String]

    init(
      _ id: String, _ section: String, _ lines: [String], _ rule: LifetimeRule,
      _ lifetime: TimeInterval, obstacle: Freshness.StaleObstacle? = nil, targets: [String] = []
    ) {
      (self.id, self.section, self.lines, self.rule) = (id, section, lines, rule)
      (self.lifetime, self.obstacle, self.targets) = (lifetime, obstacle, targets)
    }

    var settings: FreshnessSettings {
      HTTPCachingTests.settings {
        $0.isShared = true
        $0.targetedFields = targets
      }
    }
  }

  static let cdn = ["cdn-cache-control"]
  static let two = ["x-cache-control", "cdn-cache-control"]
  static let hour = dateLine(3600, name: "expires")

  static let rows = [
    Case(
      "s-maxage before max-age", "5.2.2.10", ["cache-control: max-age=60, s-maxage=900"],
      .sharedMaxAge, 900, obstacle: .sharedMaxAge),
    Case(
      "s-maxage before Expires", "5.2.2.10", ["cache-control: s-maxage=900", hour],
      .sharedMaxAge, 900, obstacle: .sharedMaxAge),
    Case(
      "a shorter s-maxage", "5.2.2.10", ["cache-control: max-age=900, s-maxage=0"],
      .sharedMaxAge, 0, obstacle: .sharedMaxAge),
    Case(
      "s-maxage that can't be read", "4.2.1", ["cache-control: max-age=900, s-maxage=x"],
      .sharedMaxAge, 0, obstacle: .sharedMaxAge),
    Case("max-age", "5.2.2.1", ["cache-control: max-age=60"], .maxAge, 60),
    Case("Expires", "5.3", [hour], .expires, 3600),
    Case(
      "heuristic", "4.2.2", [dateLine(-36_000, name: "last-modified")], .heuristic, 3600),
    Case(
      "proxy-revalidate", "5.2.2.8", ["cache-control: max-age=60, proxy-revalidate"], .maxAge, 60,
      obstacle: .proxyRevalidate),
    Case(
      "must-revalidate", "5.2.2.2", ["cache-control: max-age=60, must-revalidate"], .maxAge, 60,
      obstacle: .mustRevalidate),
    Case(
      "a targeted max-age", "RFC 9213 2.2",
      ["cache-control: max-age=60, s-maxage=120", "cdn-cache-control: max-age=600"], .maxAge, 600,
      targets: cdn),
    Case(
      "a targeted field without a lifetime", "RFC 9213 2.2",
      ["cache-control: max-age=60", hour, "cdn-cache-control: public"], .none, 0, targets: cdn),
    Case(
      "not its target", "RFC 9213 2.2",
      ["cache-control: max-age=60", "cdn-cache-control: max-age=600"], .maxAge, 60),
    Case(
      "the first target", "RFC 9213 2.2",
      ["cdn-cache-control: max-age=600", "x-cache-control: max-age=5"], .maxAge, 5, targets: two),
    Case(
      "the first target is broken", "RFC 9213 2.2",
      ["cdn-cache-control: max-age=600", "x-cache-control: max-age=5 6"], .maxAge, 600,
      targets: two),
    Case(
      "the first target is empty", "RFC 9213 2.1",
      ["cdn-cache-control: max-age=600", "x-cache-control:"], .maxAge, 600, targets: two),
  ]

  @Test(arguments: rows)
  func `the lifetime is that for shared caches`(row: Case) {
    let freshness = Freshness(stored(row.lines, settings: row.settings))
    #expect(freshness.rule == row.rule)
    #expect(freshness.lifetime == row.lifetime)
    #expect(freshness.staleObstacle == row.obstacle)
  }

  @Test func `a shared session takes a private cache's entry for shared`() {
    let entry = stored(["cache-control: max-age=60, s-maxage=900"])
    #expect(Freshness(entry).lifetime == 60)
    #expect(Freshness(entry, policy: .private).lifetime == 60)
    #expect(Freshness(entry, policy: .shared).lifetime == 900)
  }

  @Test func `neither window is open behind s-maxage`() {
    let lines = ["cache-control: s-maxage=1, stale-while-revalidate=60, stale-if-error=60"]
    let privately = Freshness(stored(lines))
    #expect(privately.staleWhileRevalidate == 60)
    let shared = Freshness(stored(lines, settings: Self.rows[0].settings))
    #expect(shared.staleWhileRevalidate == 0)
    #expect(shared.staleIfError == 0)
  }

  @Test func `the report shows s-maxage as a candidate, and what forbids to serve it stale`() {
    let entry = stored(
      ["cache-control: max-age=60, s-maxage=900"], settings: Self.rows[0].settings)
    let report = FreshnessReport(entry, now: later(1000))
    let rows = report.candidates.map { "\($0.rule.rawValue): \($0.note)" }
    #expect(rows.prefix(2) == ["s-maxage: wins", "max-age: loses to s-maxage"])
    #expect(report.verdict.rule == .sharedMaxAge)
    #expect(report.nextRequest.staleForbidden == "s-maxage forbids to serve it stale")
    #expect(!report.notes.map(\.code).contains("shared-only"))
    let clauses = report.storability.clauses.map { "\($0.name): \($0.decidedBy)" }
    #expect(clauses.contains("private: not private"))
    #expect(clauses.contains("Set-Cookie: absent"))
  }

  static let notes: [([String], [String])] = [
    (["cache-control: public", "set-cookie: a=1"], ["shared-cookie", "not-reusable"]),
    (["cache-control: max-age=60", "set-cookie: a=1"], ["shared-cookie"]),
    (["cache-control: max-age=60, no-cache=\"set-cookie\"", "set-cookie: a=1"], []),
    (["cache-control: max-age=60", "cdn-cache-control: Max-Age=60"], ["invalid-targeted"]),
    (["cache-control: max-age=60", "cdn-cache-control:"], ["invalid-targeted"]),
    (["cache-control: max-age=60", "cdn-cache-control: max-age=60"], []),
    (["cache-control: s-maxage=60"], []),
  ]

  @Test(arguments: notes)
  func `the report notes what is odd in a shared cache`(lines: [String], codes: [String]) {
    var settings = Self.rows[0].settings
    settings.targetedFields = Self.cdn
    let report = FreshnessReport(stored(lines, settings: settings), now: start)
    #expect(report.notes.map(\.code) == codes)
    let own = ["shared-cookie", "invalid-targeted"]
    #expect(FreshnessReport(stored(lines), now: start).notes.allSatisfy { !own.contains($0.code) })
  }

  @Test func `the report names the targeted field that decides`() {
    var settings = Self.rows[0].settings
    settings.targetedFields = Self.cdn
    let lines = ["cache-control: max-age=60", Self.hour, "cdn-cache-control: max-age=600"]
    let report = FreshnessReport(stored(lines, settings: settings), now: start)
    let rows = report.candidates.map { "\($0.rule.rawValue): \($0.result.rawValue), \($0.note)" }
    #expect(rows[1] == "max-age: wins, wins, by cdn-cache-control")
    #expect(rows[2] == "expires: ignored, cdn-cache-control replaces it")
  }
}
