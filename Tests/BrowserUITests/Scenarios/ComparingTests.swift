import BrowserUI
import CacheStore
import Canvas
import HTTPCaching
import HTTPTypes
import Testing

@Suite struct ComparingTests {
  @Test func `two marked entries are compared`() {
    var browser = Browser()
    browser.keys("<Space> <Space> =")
    #expect(browser.line(0).contains("Compare: api.example.com/v1/users"))
    #expect(browser.contains("page=1") && browser.contains("- line one of 1"))
    #expect(browser.contains("+ line one of 2"))
    browser.keys("y")
    let copied = browser.effects.compactMap { if case .copy(let text) = $0 { text } else { nil } }
    #expect(copied.last?.contains("+ line one of 2") == true)
    browser.keys("q")
    #expect(browser.model.screens.isEmpty)
  }

  @Test func `without a revalidation an entry is compared with what is kept of it`() {
    var browser = Browser()
    browser.keys("=")
    #expect(browser.status.contains("no former version is kept"))
    var former = DemoEntries.entry(DemoEntries.all[0], body: nil)
    former.stored.response.headerFields[.server] = "apache"
    browser.store.former[EntryID("1")] = former
    browser.keys("=")
    #expect(browser.line(0).contains("Former version: api.example.com"))
    #expect(browser.contains("~ server"))
  }

  @Test func `hostile text is harmless on both sides, on the screen and copied`() throws {
    var browser = Browser()
    var former = DemoEntries.entry(DemoEntries.all[0], body: nil)
    former.stored.response.headerFields[.server] = Hostile.text
    browser.store.former[EntryID("1")] = former
    browser.store.bodies[EntryID("1")] = Hostile.text
    browser.keys("= y")
    #expect(isHarmless(browser.frame.text))
    let copied = browser.effects.compactMap { if case .copy(let text) = $0 { text } else { nil } }
    #expect(isHarmless(try #require(copied.last)))
  }

  @Test func `long lines are read by going sideways`() {
    var browser = Browser(columns: 40, rows: 10)
    browser.keys("<Space> <Space> =")
    #expect(!browser.contains("stored 2026-03-01"))
    browser.keys("l l l l l l")
    #expect(browser.contains("stored 2026-03-01"))
    browser.keys("h h h h h h h")
    #expect(browser.line(1).hasPrefix(" - before"))
  }

  @Test func `n and N go from change to change`() {
    var browser = Browser(rows: 12)
    var store = DemoStore()
    store.bodies[EntryID("1")] = (1...60).map { "line \($0)" }.joined(separator: "\n")
    store.bodies[EntryID("2")] = (1...60).map { $0 % 20 == 0 ? "other \($0)" : "line \($0)" }
      .joined(separator: "\n")
    browser.store = store
    browser.keys("<Space> <Space> =")
    var seen: [String] = []
    for _ in 0..<6 {
      browser.keys("n")
      seen.append(browser.line(1))
    }
    #expect(
      seen.contains { $0.contains("- line 20") } && seen.contains { $0.contains("- line 40") })
    browser.keys("N g n")
    #expect(seen.contains(browser.line(1)))
  }
}
