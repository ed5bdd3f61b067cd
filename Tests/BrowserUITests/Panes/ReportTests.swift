import BrowserUI
import CacheStore
import Canvas
import FoundationEssentials
import HTTPCaching
import HTTPTypes
import Testing

/// The explanation over reports that the cache itself makes.
@Suite struct ReportTests {
  struct Case: Sendable {
    let name: String
    var fields: [(String, String)] = []
    var settings = FreshnessSettings()
  }

  static let date = ("date", "Sun, 01 Mar 2026 09:46:02 GMT")

  static let cases: [Case] = [
    Case(
      name: "stale",
      fields: [
        ("cache-control", "public, max-age=600"), ("etag", "\"9f1c-12a\""), date,
        ("expires", "Sun, 01 Mar 2026 10:46:02 GMT"),
      ]),
    Case(name: "heuristic", fields: [date, ("last-modified", "Sat, 28 Feb 2026 09:46:02 GMT")]),
    Case(name: "no-cache", fields: [date, ("cache-control", "no-cache"), ("etag", "W/\"1\"")]),
    Case(name: "immutable", fields: [date, ("cache-control", "max-age=31536000, immutable")]),
    Case(name: "vary-star", fields: [date, ("cache-control", "max-age=60"), ("vary", "*")]),
    Case(
      name: "windows",
      fields: [
        date, ("etag", "\"a\""),
        ("cache-control", "max-age=600, stale-while-revalidate=300, stale-if-error=86400"),
      ]),
    Case(
      name: "clock-skew",
      fields: [("date", "Sun, 01 Mar 2026 11:00:00 GMT"), ("cache-control", "max-age=600")]),
    Case(name: "nothing", fields: []),
    Case(
      name: "url-rule", fields: [date],
      settings: {
        var settings = FreshnessSettings()
        settings.urlRule = .init(
          pattern: "*.example.com/v1/*", index: 2, expiration: .after(86_400))
        settings.session = .never
        return settings
      }()),
    Case(
      name: "stored-expires", fields: [date, ("cache-control", "max-age=60")],
      settings: {
        var settings = FreshnessSettings()
        settings.usesResponseFields = false
        settings.expiryField = "expires"
        settings.session = .after(3600)
        return settings
      }()),
    Case(
      name: "manual", fields: [date, ("cache-control", "max-age=3600")],
      settings: {
        var settings = FreshnessSettings()
        settings.manual = .init(.immediately, setAt: EntryFixture.now.addingTimeInterval(-30))
        return settings
      }()),
  ]

  @Test(arguments: cases.indices)
  func `every kind of lifetime is explained`(index: Int) throws {
    let test = Self.cases[index]
    var entry = EntryFixture.entry(fields: test.fields.map { ($0.0, Array($0.1.utf8)) })
    entry.stored.settings = test.settings
    let report = FreshnessReport(of: entry.stored, now: EntryFixture.now)
    let context = PaneContext(width: 76, now: EntryFixture.now)
    try expectGolden(
      ExplainPane.text(report, of: entry, in: context), "report-\(test.name)")
  }

  @Test(arguments: [20, 54, 120])
  func `hostile fields are harmless in an explanation`(columns: Int) {
    let evil = Hostile.bytes
    let entry = EntryFixture.entry(
      fields: [
        ("cache-control", Array("max-age=60, ".utf8) + evil), ("etag", evil), ("date", evil),
        ("expires", evil), ("last-modified", evil), ("vary", Array("accept, ".utf8) + evil),
        ("age", evil),
      ], url: "https://\(Hostile.text)/", method: Hostile.text)
    let report = FreshnessReport(entry.stored, now: EntryFixture.now)
    let context = PaneContext(width: columns, now: EntryFixture.now)
    let text = ExplainPane.text(report, of: entry, in: context)
    #expect(isHarmless(text))
    #expect(isHarmless(frame(of: ExplainPane.summary(report, in: context), columns: columns).text))
  }
}
