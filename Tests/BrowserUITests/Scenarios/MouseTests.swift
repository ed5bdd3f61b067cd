import BrowserUI
import CacheStore
import Canvas
import Testing

/// The mouse on dialogs and on screens with a list of their own.
@Suite struct MouseTests {
  /// Clicks on the first place where a text stands.
  private func click(_ text: String, in browser: inout Browser) throws {
    let row = try #require(browser.lines.firstIndex { $0.contains(text) }, "\(browser.frame.text)")
    let line = browser.line(row)
    let start = try #require(line.firstRange(of: text)).lowerBound
    browser.click(line.distance(from: line.startIndex, to: start) + 1, row)
  }

  @Test func `a click on a dialog's Cancel cancels`() throws {
    var browser = Browser()
    browser.keys("d")
    try click("[ Cancel ]", in: &browser)
    #expect(browser.model.screens.isEmpty && browser.store.entries.count == 1284)
  }

  @Test func `the button that does it takes a click to go there and another one`() throws {
    var browser = Browser()
    browser.keys("d")
    try click("[ Delete y ]", in: &browser)
    #expect(browser.model.screens.count == 1 && browser.store.entries.count == 1284)
    try click("[ Delete y ]", in: &browser)
    #expect(browser.model.screens.isEmpty && browser.store.entries.count == 1283)
  }

  @Test func `clicks beside the buttons of a dialog do nothing`() throws {
    var browser = Browser()
    browser.keys("d")
    let lines = browser.lines
    for row in 0..<23 {
      let line = browser.line(row)
      for column in 0..<80 where !line.contains("[ Cancel ]") || column < 11 || column > 64 {
        browser.click(column, row)
      }
    }
    #expect(browser.lines == lines)
    #expect(browser.store.entries.count == 1284)
  }

  @Test func `the other words of a dialog are what their letters are`() throws {
    var browser = Browser()
    browser.keys("d")
    try click("p preview list", in: &browser)
    #expect(browser.line(0).contains("Selection  1 entry"))
    browser.keys("q")
    try click("D purge", in: &browser)
    #expect(browser.contains("Purge 1 entry for good?") && browser.contains("Type 1 to confirm"))
    try click("p preview list", in: &browser)
    #expect(browser.line(0).contains("Selection  1 entry"))
  }

  @Test func `a click on a line of a menu chooses it`() throws {
    var browser = Browser()
    browser.keys("s")
    try click("z  size", in: &browser)
    #expect(browser.model.screens.isEmpty)
    #expect(browser.model.sort == EntrySort(.size, descending: true))
    browser.keys("s")
    browser.click(0, 5)
    #expect(browser.model.screens.count == 1)
  }

  @Test func `on screens with a list a click goes to a line and a second one opens it`() throws {
    var browser = Browser()
    browser.keys("d y d y T")
    // Where the cursor is already, the first click opens nothing either.
    browser.click(10, 2)
    #expect(browser.store.trash.count == 2)
    browser.click(10, 3)
    #expect(browser.line(3).hasPrefix("> D") && browser.store.trash.count == 2)
    browser.click(10, 20)
    browser.click(10, 1)
    #expect(browser.line(3).hasPrefix("> D") && browser.store.trash.count == 2)
    browser.click(10, 3)
    #expect(browser.store.trash.count == 1)
    browser.click(10, 2)
    #expect(browser.store.trash.count == 1)
    browser.keys("q <F2>")
    browser.click(10, 2)
    #expect(browser.line(2).hasPrefix("> ascii               false"))
    browser.click(10, 2)
    #expect(browser.line(2).hasPrefix("> ascii               true"))
    browser.keys("q <C-p>")
    browser.type("rules that")
    try click("rules that gave", in: &browser)
    #expect(browser.contains("Commands"))
    try click("rules that gave", in: &browser)
    #expect(browser.line(0).hasPrefix(" Reasons"))
  }

  @Test func `the wheel scrolls the list while a filter is typed, and leaves the text as it is`() {
    var browser = Browser()
    browser.keys("/")
    browser.type("fill")
    browser.keys("<Enter> /")
    browser.type(" host")
    let text = browser.line(1)
    browser.click(20, 6, .wheelUp)
    browser.click(20, 6)
    #expect(browser.line(1) == text && browser.model.filterBar.isOpen)
    browser.click(20, 6, .wheelDown)
    #expect(browser.model.list.cursor == 3)
  }

  @Test func `the wheel changes no command that is being typed`() {
    var browser = Browser()
    browser.keys(":sort size<Enter> :")
    browser.type("hel")
    let status = browser.status
    browser.click(20, 6, .wheelUp)
    #expect(browser.status == status)
  }

  @Test func `where the list is alone, a second click on an entry opens it`() {
    var browser = Browser(columns: 60, rows: 20)
    browser.click(20, 5)
    #expect(browser.model.focus == .list)
    let url = browser.focused
    browser.click(20, 5)
    #expect(browser.model.focus == .viewer && browser.focused == url)
  }
}
