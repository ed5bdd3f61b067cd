import BrowserUI
import CacheStore
import Canvas
import TestSupport
import Testing

@Suite(.ownThreads) struct GoldenViewsTests {
  private static let sizes = [(40, 10), (80, 24), (120, 40), (200, 60)]

  @Test(arguments: [
    ("tree", "tgjjjllj"), ("trash", "d y j d y T"), ("tasks", "v 5j v r j r w"),
    ("task", "v 9j v r w <Enter>"), ("preview", "v 29j v d p j <Space>"), ("live", ":live<Enter>"),
    ("messages", "d y u * u :messages<Enter>"), ("conflict", "d y u"),
  ])
  func `views at each size`(name: String, keys: String) throws {
    for (columns, rows) in Self.sizes {
      var browser = Browser(columns: columns, rows: rows)
      browser.model.live = LiveFixture.statistics()
      browser.answers[EntryID("1")] = .changed
      browser.answers[EntryID("3")] = .networkError("refused")
      if name == "conflict" { browser.store.storedAgain = [EntryID("1")] }
      browser.keys(keys)
      if name == "live" {
        for _ in 0..<3 where browser.model.choices.live != .screen { browser.keys("L") }
      }
      try expectGolden(browser.frame.text, "view-\(name)-\(columns)x\(rows)")
    }
  }
}
