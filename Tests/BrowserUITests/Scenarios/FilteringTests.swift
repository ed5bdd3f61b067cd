import BrowserUI
import CacheStore
import Canvas
import TestSupport
import Testing

@Suite(.ownThreads) struct FilteringTests {
  @Test func `a filter applies while it is typed, and escape restores list and cursor`() {
    var browser = Browser()
    browser.keys("300j")
    let former = browser.focused
    browser.keys("/")
    browser.type("is:stale")
    #expect(browser.line(1).contains("216/1,284"))
    for row in 3...11 { #expect("SW".contains(browser.line(row).dropFirst(2).prefix(1))) }
    browser.keys("<Esc>")
    #expect(browser.model.list.total == 1284)
    #expect(browser.focused == former)
  }

  @Test func `the last valid result stays while the text can't be read`() {
    var browser = Browser()
    browser.keys("/")
    browser.type("is:stale (")
    #expect(browser.model.list.total == 216)
    #expect(browser.status.contains("column 11: something is missing here"))
    browser.keys("<Enter>")
    #expect(browser.model.filterBar.isOpen)
    browser.type("users)")
    browser.keys("<Enter>")
    #expect(!browser.model.filterBar.isOpen)
  }

  @Test(arguments: ["size", "is:stale size", "host:api", "(type:js", "not why"])
  func `a field that is half typed leaves the list as it was`(text: String) {
    var browser = Browser()
    browser.keys("/")
    for character in text {
      browser.type(String(character))
      #expect(browser.model.list.total > 0)
      #expect(browser.line(3).hasPrefix("> "))
    }
    browser.keys("<Esc>")
    #expect(browser.model.list.total == 1284)
    #expect(!browser.model.filterBar.isHeld)
  }

  @Test func `enter applies a filter that matches nothing, and other words do at once`() {
    var browser = Browser()
    browser.keys("/")
    browser.type("size")
    #expect(browser.model.filterBar.isHeld)
    #expect(browser.line(1).contains("1,284/1,284"))
    browser.keys("<Enter>")
    #expect(browser.model.list.total == 0)
    #expect(browser.contains("nothing matches the filter"))
    browser.keys("/ <F4>")
    browser.type("nosuch")
    #expect(browser.contains("nothing matches the filter"))
  }

  @Test func `the bar shows the text in its normal form`() throws {
    var browser = Browser()
    browser.keys("/")
    browser.type("status:200 AND size>10k ttl<5m (host:api.* | host:docs.*) -path:/health*")
    browser.keys("<Enter>")
    let text = "status:200 size>10k ttl<5m (host:api.* or host:docs.*) not path:/health*"
    #expect(browser.model.filterBar.applied.text == text)
    let filter = try EntryFilter.parse(text)
    let count = browser.store.totals(filter, now: browser.now).count
    #expect(browser.model.list.total == count)
    #expect(count > 0)
  }

  @Test func `tab completes fields and values, and up brings a filter back`() {
    var browser = Browser()
    browser.keys("/")
    browser.type("ho")
    browser.keys("<Tab>")
    #expect(browser.model.filterBar.field?.text == "host:")
    browser.type("ap")
    browser.keys("<Tab> <Enter>")
    #expect(browser.model.filterBar.applied.text == "host:api.example.com")
    browser.keys("/ <F4> <Enter>")
    #expect(browser.model.list.total == 1284)
    browser.keys("/ <Up>")
    #expect(browser.model.filterBar.field?.text == "host:api.example.com")
  }

  @Test func `the sort menu, reverse, next column and a click set the order`() {
    var browser = Browser()
    browser.keys("s z")
    #expect(browser.model.sort == EntrySort(.size, descending: true))
    #expect(browser.line(2).contains("SIZEv"))
    #expect(browser.focused.hasSuffix("users?page=1"))
    browser.keys("S")
    #expect(browser.line(2).contains("SIZE^"))
    browser.keys(">")
    #expect(browser.model.sort.column == .age)
    browser.click(62, 2)
    #expect(browser.line(2).contains("SIZEv"))
    browser.click(62, 2)
    #expect(browser.line(2).contains("SIZE^"))
  }

  @Test func `sort in the filter text sets the order`() {
    var browser = Browser()
    browser.keys("/")
    browser.type("host:fill* sort:-size")
    browser.keys("<Enter>")
    #expect(browser.model.sort == EntrySort(.size, descending: true))
  }

  @Test func `a host becomes the filter`() {
    var browser = Browser(columns: 200, rows: 60)
    browser.keys("<S-Tab>")
    #expect(browser.model.focus == .hosts)
    browser.keys("j j <Enter>")
    #expect(browser.model.filterBar.applied.text == "host:fill.example")
    #expect(browser.model.list.total == 1053)
    #expect(browser.model.focus == .list)
  }

  @Test func `marks can be shown alone`() {
    var browser = Browser()
    browser.keys("<Space> j <Space> M")
    #expect(browser.model.list.total == 2)
    browser.keys("U")
    #expect(browser.model.list.total == 1284)
  }

  @Test func `a range, an inversion and the bytes of marks`() {
    var browser = Browser()
    browser.keys("v 30j v")
    #expect(browser.model.marks.count == 31)
    browser.keys("*")
    #expect(browser.model.marks.count == 1253)
    #expect((browser.model.marks.bytes ?? 0) > 200_000_000)
  }
}
