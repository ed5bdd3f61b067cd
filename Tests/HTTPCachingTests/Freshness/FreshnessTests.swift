import FoundationEssentials
import HTTPCaching
import HTTPTypes
import Testing

@Suite struct FreshnessTests {
  struct Case: Row {
    let id: String
    let section: String
    let stored: StoredResponse
    let rule: LifetimeRule
    let lifetime: TimeInterval

    init(
      _ id: String, _ section: String, _ lines: [String], _ rule: LifetimeRule,
      _ lifetime: TimeInterval, status: Int = 200, settings: FreshnessSettings = FreshnessSettings()
    ) {
      (self.id, self.section, self.rule, self.lifetime) = (id, section, rule, lifetime)
      stored = HTTPCachingTests.stored(lines, status: status, settings: settings)
    }
  }

  static let day: TimeInterval = 86_400
  static let lastModified = dateLine(-36_000, name: "last-modified")
  static let all = settings {
    $0.perRequest = .after(1)
    $0.urlRule = .init(pattern: "*", index: 0, expiration: .after(2))
    $0.session = .after(3)
  }
  static let settingsOnly = settings {
    $0 = all
    $0.usesResponseFields = false
  }

  static let fromResponse = [
    Case("max-age", "4.2.1", ["cache-control: max-age=600"], .maxAge, 600),
    Case("Expires less Date", "4.2.1", [dateLine(3600, name: "expires")], .expires, 3600),
    Case(
      "max-age before Expires", "5.3",
      [
        "cache-control: max-age=60", dateLine(3600, name: "expires"),
      ], .maxAge, 60),
    Case(
      "s-maxage is not for a private cache", "5.2.2.10",
      [
        "cache-control: s-maxage=900, max-age=60"
      ], .maxAge, 60),
    Case("s-maxage alone", "5.2.2.10", ["cache-control: s-maxage=900"], .none, 0),
    Case("Expires: 0", "5.3", ["expires: 0"], .expires, 0),
    Case("Expires in the past", "5.3", [dateLine(-60, name: "expires")], .expires, 0),
    Case(
      "Expires twice: the earlier", "4.2.1",
      [
        dateLine(3600, name: "expires"), dateLine(60, name: "expires"),
      ], .expires, 60),
    Case(
      "Expires twice, one unreadable", "4.2.1",
      [
        dateLine(3600, name: "expires"), "expires: soon",
      ], .expires, 0),
    Case(
      "Expires without Date counts from arrival", "RFC 9110 6.6.1",
      [
        "date:", dateLine(60, name: "expires"),
      ], .expires, 60),
    Case(
      "unreadable max-age hides Expires", "4.2.1",
      [
        "cache-control: max-age=x", dateLine(3600, name: "expires"),
      ], .maxAge, 0),
    Case("heuristic", "4.2.2", [lastModified], .heuristic, 3600),
    Case("heuristic for 404", "4.2.2", [lastModified], .heuristic, 3600, status: 404),
    Case("no heuristic for 302", "4.2.2", [lastModified], .none, 0, status: 302),
    Case(
      "heuristic for 302 with public", "4.2.2",
      [
        lastModified, "cache-control: public",
      ], .heuristic, 3600, status: 302),
    Case(
      "no heuristic beside an explicit value", "4.2.2",
      [
        lastModified, "cache-control: max-age=0",
      ], .maxAge, 0),
    Case(
      "heuristic is capped", "4.2.2", [dateLine(-1e9, name: "last-modified")], .heuristic, 7 * day),
    Case(
      "Last-Modified in the future", "4.2.2",
      [
        dateLine(60, name: "last-modified")
      ], .none, 0),
    Case("nothing", "4.2", [], .none, 0),
    Case(
      "heuristics off", "setting", [lastModified], .none, 0,
      settings: settings {
        $0.heuristicFraction = 0
      }),
  ]

  static let fromSettings = [
    Case(
      "fields before settings", "setting", ["cache-control: max-age=600"], .maxAge, 600,
      settings: all),
    Case("per-request before the rest", "setting", [lastModified], .perRequest, 1, settings: all),
    Case(
      "URL rule before session", "setting", [], .urlRule, 2,
      settings: settings {
        $0 = all
        $0.perRequest = nil
      }),
    Case(
      "session before heuristic", "setting", [lastModified], .session, 3,
      settings: settings {
        $0.session = .after(3)
      }),
    Case(
      "fields off", "setting", ["cache-control: max-age=600, no-cache"], .perRequest, 1,
      settings: settingsOnly),
    Case(
      "fields off, no settings", "setting", ["cache-control: max-age=600", lastModified], .none, 0,
      settings: settings {
        $0.usesResponseFields = false
      }),
    Case("never", "setting", [], .session, .infinity, settings: settings { $0.session = .never }),
    Case(
      "immediately", "setting", [], .session, 0, settings: settings { $0.session = .immediately }),
    Case(
      "negative seconds", "setting", [], .session, -5,
      settings: settings { $0.session = .after(-5) }),
    Case(
      "not a number", "setting", [], .session, 0, settings: settings { $0.session = .after(.nan) }),
    Case(
      "stale for ever in seconds", "setting", [], .session, 0,
      settings: settings { $0.session = .after(-.infinity) }),
    Case(
      "at no date", "setting", [], .session, 0,
      settings: settings { $0.session = .at(Date(timeIntervalSince1970: .nan)) }),
    Case(
      "for ever in seconds", "setting", [], .session, .infinity,
      settings: settings { $0.session = .after(.infinity) }),
    Case(
      "at a date", "setting", [], .session, 90, settings: settings { $0.session = .at(later(90)) }),
    Case(
      "by hand before the fields", "setting", ["cache-control: max-age=600"], .manual, 160,
      settings: settings {
        $0.manual = .init(.after(60), setAt: later(100))
      }),
    Case(
      "expired by hand", "setting", ["cache-control: max-age=600"], .manual, 100,
      settings: settings {
        $0.manual = .init(.immediately, setAt: later(100))
      }),
  ]

  @Test(arguments: fromResponse + fromSettings)
  func `the strongest source gives the lifetime`(row: Case) {
    let freshness = Freshness(row.stored)
    #expect(freshness.rule == row.rule)
    #expect(freshness.lifetime == row.lifetime)
  }

  static let states: [(String, [String], TimeInterval, FreshnessState)] = [
    ("fresh", ["cache-control: max-age=600"], 599, .fresh),
    ("at the end of its lifetime it is stale", ["cache-control: max-age=600"], 600, .stale),
    ("age counts", ["cache-control: max-age=600", "age: 500"], 99, .fresh),
    ("age makes stale", ["cache-control: max-age=600", "age: 500"], 100, .stale),
    ("no-cache", ["cache-control: max-age=600, no-cache"], 0, .mustValidate),
    ("no-cache for a field", ["cache-control: max-age=600, no-cache=\"a\""], 0, .fresh),
    ("max-age=0", ["cache-control: max-age=0"], 0, .mustValidate),
    ("no lifetime", [], 0, .mustValidate),
    ("swr", ["cache-control: max-age=60, stale-while-revalidate=30"], 89, .staleWhileRevalidate),
    ("swr is over", ["cache-control: max-age=60, stale-while-revalidate=30"], 90, .stale),
    (
      "swr from zero", ["cache-control: max-age=0, stale-while-revalidate=30"], 1,
      .staleWhileRevalidate
    ),
    (
      "must-revalidate forbids swr",
      [
        "cache-control: max-age=60, stale-while-revalidate=30, must-revalidate"
      ], 61, .stale
    ),
    ("immutable", ["cache-control: max-age=60, immutable"], 1, .neverExpires),
    ("immutable ends with its lifetime", ["cache-control: max-age=60, immutable"], 60, .stale),
  ]

  @Test(arguments: states)
  func `the timeline tells the state`(
    id: String, lines: [String], seconds: TimeInterval, state: FreshnessState
  ) {
    #expect(FreshnessTimeline(stored(lines)).state(at: later(seconds)) == state, "\(id)")
  }

  @Test func `what a person expired is stale from that moment`() {
    let expired = stored(
      ["cache-control: max-age=600"],
      settings: settings { $0.manual = .init(.immediately, setAt: later(100)) })
    let timeline = FreshnessTimeline(expired)
    #expect(timeline.state(at: later(99)) == .fresh)
    #expect(timeline.state(at: later(100)) == .stale)
    #expect(timeline.rule == .manual)
  }

  @Test func `a setting's seconds count from arrival, whatever the age`() {
    let old = stored(["age: 5000"], settings: settings { $0.session = .after(60) })
    #expect(FreshnessTimeline(old).freshUntil == later(60))
  }

  @Test
  func `stale windows of the policy go before stored ones, those of the response before both`() {
    let entry = stored([], settings: settings { $0.staleIfError = 5 })
    #expect(Freshness(entry).staleIfError == 5)
    #expect(Freshness(entry, policy: policy { $0.staleIfError = .seconds(9) }).staleIfError == 9)
    let own = stored(
      ["cache-control: stale-if-error=1"], settings: settings { $0.staleIfError = 5 })
    #expect(Freshness(own, policy: policy { $0.staleIfError = .always }).staleIfError == 1)
  }
}
