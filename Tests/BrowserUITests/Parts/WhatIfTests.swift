import BrowserUI
import CacheStore
import Canvas
import FoundationEssentials
import HTTPCaching
import HTTPTypes
import Testing

@Suite struct WhatIfTests {
  /// Stale for 242 s, with validators; varies on accept-encoding.
  static let stale = EntryFixture.entry().stored

  func outcome(_ text: String, _ stored: StoredResponse = stale) throws -> String {
    try WhatIf(text).report(on: stored, now: EntryFixture.now).outcome
  }

  @Test(arguments: [
    ("", "would be a conditional GET"), ("max-stale=300", "would be a HIT, stale"),
    ("max-stale=5m", "would be a HIT, stale"), ("max-stale=200", "would be a conditional GET"),
    ("max-stale", "would be a HIT, stale"), ("only-if-cached", "would be a 504"),
    ("only-if-cached, max-stale=300", "would be a HIT, stale"),
    ("no-store", "would be a GET without a condition"),
    ("-10m", "would be a HIT"), ("-10m no-cache", "would be a conditional GET"),
    ("-10m max-age=0", "would be a conditional GET"),
    ("-10m min-fresh=60", "would be a HIT"), ("-10m; min-fresh=9999", "would be a conditional GET"),
    ("at 2026-03-01T09:50:00Z", "would be a HIT"), ("at 09:50", "would be a conditional GET"),
    ("accept-encoding: br", "would be a MISS, accept-encoding selects another variant"),
    ("accept-encoding:", "would be a MISS, accept-encoding selects another variant"),
    ("-10m; accept-language: fr, en;q=0.5", "would be a HIT"),
    ("expire_after=1d", "would be a conditional GET"),
    ("expire_after=1d cache_control=off", "would be a HIT"),
    ("cache_control=off; expire_after=never", "would be a HIT"),
    ("-10m always_revalidate", "would be a conditional GET"),
    ("stale_while_revalidate=1h", "would be a HIT, stale, and refreshed behind it"),
    ("-242s; stale_while_revalidate=1", "would be a HIT, stale, and refreshed behind it"),
    ("-240s; stale_while_revalidate=1", "would be a conditional GET"),
    ("only_if_cached=on", "would be a 504"),
  ])
  func `assumptions change what the next request does`(text: String, outcome expected: String)
    throws
  {
    #expect(try outcome(text) == expected)
  }

  @Test func `times of day are the next ones on the person's clock`() throws {
    // 10:00:04 UTC is 12:00:04 two hours east.
    let noon = try WhatIf("at 12:00").report(
      on: Self.stale, now: EntryFixture.now, utcOffset: 7200)
    #expect(noon.now == EntryFixture.now.addingTimeInterval(86_396))
    let later = try WhatIf("at 12:00:05").report(
      on: Self.stale, now: EntryFixture.now, utcOffset: 7200)
    #expect(later.now == EntryFixture.now.addingTimeInterval(1))
  }

  @Test(arguments: [
    "max-age", "max-age=x", "min-fresh=-5", "no-cache=1", "at", "at noon", "at 25:00", "at 1:60",
    "at 1:2:3:4", "banana", "expire_after=soon", "cache_control=perhaps", "stale_if_error=x", "+",
    "+1x", "=", "max-stale=\u{1B}",
  ])
  func `what can't be read is told in a sentence`(text: String) {
    #expect(throws: BrowserUI.Failure.self) { try WhatIf(text) }
  }

  @Test func `any text is read or refused, without a trap`() {
    let alphabet = Array("at +-=:;,. 0129zé\u{1B}max-stle_fr")
    var state: UInt64 = 7
    for _ in 0..<3000 {
      var text = ""
      for _ in 0..<12 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        text.append(alphabet[Int(state >> 33) % alphabet.count])
      }
      _ = try? WhatIf(text).report(on: Self.stale, now: EntryFixture.now)
    }
  }

  // MARK: On screen

  @Test func `i asks, shows what comes of it while it is typed, and Esc goes back`() {
    var browser = Browser(columns: 120, rows: 40)
    browser.keys("i")
    #expect(browser.contains("[3 Explain]") && browser.status.hasPrefix(" what-if>"))
    browser.type("max-stale=30")
    #expect(browser.status.contains("-> would be a conditional GET"))
    browser.type("000")
    #expect(browser.status.contains("-> would be a HIT"))
    #expect(browser.contains("what-if> max-stale=30000  -> would be a HIT"))
    browser.type("x")
    #expect(browser.status.contains("max-stale needs a time"))
    browser.keys("<Enter>")
    #expect(browser.status.contains("what-if>"))
    browser.keys("<Esc>")
    #expect(!browser.contains("would be a HIT"))
    #expect(!browser.effects.contains { if case .change = $0 { true } else { false } })
  }

  @Test func `an assumption stays from entry to entry until it is taken back`() {
    var browser = Browser(columns: 120, rows: 40)
    browser.keys("i")
    browser.type("max-stale=30000")
    browser.keys("<Enter>j")
    #expect(browser.contains("what-if> max-stale=30000"))
    browser.keys("i")
    browser.type("min-fresh=9999")
    #expect(browser.status.contains("-> would be a conditional GET"))
    #expect(browser.contains("what-if> min-fresh=9999"))
    browser.keys("<C-u><Enter>")
    #expect(!browser.contains("what-if> max-stale"))
    browser.keys(":")
    browser.type("what-if no-cache")
    browser.keys("<Enter>")
    #expect(browser.contains("what-if> no-cache  -> would be a conditional GET"))
    browser.keys(":")
    browser.type("what-if banana")
    browser.keys("<Enter>")
    #expect(browser.status.contains("banana"))
  }
}
