import BrowserUI
import CacheStore
import Canvas
import TestSupport
import Testing

@Suite(.ownThreads) struct SizeTests {
  @Test func `on a small screen the tab that is shown has its name, and menus scroll`() {
    var browser = Browser(columns: 40, rows: 10)
    browser.keys("<Enter>")
    for (digit, name) in [("1", "[1 Headers]"), ("3", "[3 Explain]"), ("6", "[6 Raw]")] {
      browser.keys(digit)
      #expect(browser.contains(name))
    }
    browser.keys("q y <Down> <Down> <Down> <Down> <Down> <Down>")
    #expect(browser.contains("> e  explanation"))
  }

  @Test func `a very narrow screen has the size that is needed too`() {
    #expect(Browser(columns: 15, rows: 4).contains(" needs 40x10"))
    #expect(Browser(columns: 39, rows: 10).contains(" larder needs 40x10"))
  }

  static let screens = [
    "", "<Enter>", "d", "D", "?", "<C-p>", ":", "T", "w", "s", "y", "m", "<F2>", "<F2> 6j <Enter>",
    "<F2> <Space> w", "<C-w>", "/is:stale", "L",
    "L L", "t", "E", "r =", "2", "3", "50j", "50j 5k /is:stale", "50j :variants<Enter>", "G",
    "50j d",
  ]

  @Test(arguments: screens)
  func `every small size can be drawn`(keys: String) {
    var browser = Browser()
    browser.keys(keys)
    for rows in 0...12 {
      for columns in stride(from: 0, through: 45, by: rows < 6 ? 1 : 5) {
        browser.resize(columns, rows)
        #expect(browser.frame.size == Size(columns: columns, rows: rows))
      }
    }
  }

  @Test(arguments: screens)
  func `after the staircase of sizes everything is as before`(keys: String) {
    var browser = Browser()
    browser.keys("<Space> " + keys)
    let before = browser.frame
    let marks = browser.model.marks
    let steps = [
      (200, 60), (120, 40), (100, 30), (80, 24), (60, 20), (40, 10), (20, 5), (2, 1), (80, 24),
    ]
    for (columns, rows) in steps {
      browser.resize(columns, rows)
      _ = browser.frame
    }
    let after = browser.frame.text.split(separator: "\n")
    let changed = zip(after, before.text.split(separator: "\n")).first { $0 != $1 }
    #expect(changed == nil)
    #expect(browser.model.marks == marks)
  }

  @Test func `below the floor there is a message, and only q and Ctrl-C act`() {
    var browser = Browser(columns: 20, rows: 5)
    #expect(browser.contains("larder needs 40x10"))
    #expect(browser.contains("now 20x5"))
    browser.keys("d y")
    #expect(browser.model.screens.isEmpty)
    #expect(browser.store.entries.count == 1284)
    browser.keys("q")
    #expect(browser.effects.last == .quit)
  }

  @Test(arguments: [
    (39, 24, Layout.Kind.tooSmall), (40, 9, .tooSmall), (40, 10, .compact), (79, 23, .compact),
    (80, 24, .stacked), (99, 50, .stacked), (100, 30, .sideBySide), (159, 60, .sideBySide),
    (160, 45, .columns), (200, 60, .columns), (200, 44, .sideBySide),
  ])
  func `the size decides the layout`(columns: Int, rows: Int, kind: Layout.Kind) {
    #expect(Layout(Size(columns: columns, rows: rows)).kind == kind)
  }
}
