import BrowserUI
import CacheStore
import Canvas
import TestSupport
import Testing

@Suite(.ownThreads) struct GoldenScreensTests {
  @Test(arguments: [
    ("dialog-delete-one", "d"), ("dialog-purge", "D"), ("dialog-many", "v 29j v d"),
    ("dialog-download", "/plain<Enter>r"), ("menu-sort", "s"), ("menu-copy", "y"),
    ("prompt-ttl", "E"), ("palette", "<C-p>del"), ("help", "?"), ("help-filtered", "?expire"),
    ("trash", "d y j d y T"), ("messages", "d y u :messages<Enter>"), ("result", "r ="),
    ("filter-error", "/size>abc"), ("empty", "/nosuchthing<Enter>"), ("command", ":delete"),
    ("tasks", "v 5j v r w"), ("body", "2"), ("body-zoomed", "2<Enter>"), ("hosts", "t"),
    ("range", "j v 3j"), ("menu-write", "W"), ("prompt-write", "<Space> <Space> W h"),
    ("compare", "<Space> <Space> ="), ("options", "<F2>"),
    ("filter-candidates", "/host:<Tab>"),
  ])
  func `screens at 80x24`(name: String, keys: String) throws {
    var browser = Browser()
    browser.model.live = LiveFixture.statistics()
    browser.answers[EntryID("1")] = .changed
    browser.keys(keys)
    try expectGolden(browser.frame.text, "screen-\(name)")
  }

  @Test(arguments: [(40, 10), (120, 40), (200, 60)])
  func `a comparison at other sizes`(columns: Int, rows: Int) throws {
    var browser = Browser(columns: columns, rows: rows)
    browser.keys("<Space> <Space> =")
    try expectGolden(browser.frame.text, "compare-\(columns)x\(rows)")
  }

  @Test(arguments: [(40, 10), (80, 24), (120, 40), (200, 60)])
  func `reasons and variants fit every size`(columns: Int, rows: Int) throws {
    for name in ["reasons", "variants"] {
      var browser = Browser(columns: columns, rows: rows)
      browser.keys(":\(name)<Enter>l")
      try expectGolden(browser.frame.text, "\(name)-\(columns)x\(rows)")
    }
  }

  @Test func `the delete dialog over a filter`() throws {
    var browser = Browser()
    browser.model.live = LiveFixture.statistics()
    browser.keys("/")
    browser.type("is:stale or ttl<5m")
    browser.keys("<Enter> :")
    browser.type("delete @shown")
    browser.keys("<Enter>")
    try expectGolden(browser.frame.text, "screen-dialog-delete-filter")
  }

  @Test(arguments: [(40, 10), (80, 24), (120, 40)])
  func `without Unicode everything is ASCII`(columns: Int, rows: Int) throws {
    var browser = Browser(columns: columns, rows: rows, preferences: Preferences(glyphs: .ascii))
    browser.keys("/")
    browser.type("host:*.example sort:-age")
    browser.keys("<Enter> g")
    #expect(browser.frame.text.allSatisfy { $0.isASCII })
    try expectGolden(browser.frame.text, "ascii-\(columns)x\(rows)")
  }

  @Test(arguments: [(40, 10), (80, 24), (120, 40)])
  func `wide and hostile text keeps every border in place`(columns: Int, rows: Int) throws {
    var browser = Browser(columns: columns, rows: rows)
    browser.keys("/")
    browser.type("例え or evil or vary")
    browser.keys("<Enter>")
    #expect(isHarmless(browser.frame.text))
    try expectGolden(browser.frame.text, "wide-\(columns)x\(rows)")
  }

  @Test func `states differ without colours`() throws {
    var browser = Browser()
    browser.keys("198j")
    try expectGolden(browser.frame.styleRuns, "styles-80x24")
  }

  @Test func `a running task at three widths`() throws {
    for (columns, rows) in [(80, 24), (120, 40), (200, 60)] {
      var browser = Browser(columns: columns, rows: rows)
      browser.holds = { if case .revalidate = $0 { true } else { false } }
      browser.keys("v 99j v r y")
      for id in 1...56 {
        let answer = browser.answer(EntryReference(id: EntryID("\(id)"), version: 1))
        browser.send(.revalidationFinished(TaskID(1), answer))
      }
      browser.wait(10)
      browser.fire(.toast)
      try expectGolden(browser.status + "\n", "task-\(columns)x\(rows)")
    }
  }
}
