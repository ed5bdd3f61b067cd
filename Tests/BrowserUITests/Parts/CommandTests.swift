import BrowserUI
import CacheStore
import Canvas
import Testing

@Suite struct CommandTests {
  @Test(arguments: [
    ("qu<Tab><Enter>", "quit"), ("quit<Enter>", "quit"), ("q<Enter>", "quit"),
  ])
  func `completion and short names find quit`(keys: String, name: String) {
    var browser = Browser()
    browser.keys(": " + keys)
    #expect(browser.effects.last == .quit, "\(name)")
  }

  @Test(arguments: [
    ("sort -si<Tab><Enter>", EntrySort(.size, descending: true)),
    ("so<Tab>si<Tab><Enter>", EntrySort(.size)),
  ])
  func `what a command takes is completed too`(keys: String, sort: EntrySort) {
    var browser = Browser()
    browser.keys(":")
    for key in Key.parse(keys.replacing(" ", with: "<Space>")) ?? [] {
      browser.send(.keyPressed(key))
    }
    #expect(browser.model.sort == sort)
  }

  @Test(arguments: [(40, 10), (60, 12), (80, 24)])
  func `the palette keeps its cursor in sight on small screens`(columns: Int, rows: Int) {
    var browser = Browser(columns: columns, rows: rows)
    browser.keys("<C-p>")
    for _ in 0..<15 {
      browser.keys("<Down>")
      #expect(browser.lines.contains { $0.contains("│> ") && !$0.contains("│ > ") })
    }
    browser.keys("<PgUp> <Up> <Up> <Up>")
    #expect(browser.lines.contains { $0.contains("│> ") })
  }

  @Test func `selectors and filters complete behind a command`() {
    var browser = Browser()
    browser.keys(":")
    browser.type("delete @sh")
    browser.keys("<Tab><Enter>")
    #expect(browser.contains("Delete 1,284 entries?"))
    browser.keys("<Esc>:")
    browser.type("filter is:sta")
    browser.keys("<Tab><Enter>")
    #expect(browser.model.filterBar.applied.text == "is:stale")
  }

  @Test(arguments: [
    ("nonsense", "no command nonsense"), ("delte", "no command delte: did you mean delete?"),
    ("pane.zom", "did you mean pane.zoom?"), ("delete @everything", "no selector @everything"),
    ("ttl soon", "ttl needs a time"), ("sort weight", "sort needs a column"),
    ("filter size>x", "column 6: size needs a number"), ("expire (host:", "host needs a value"),
  ])
  func `what can't be read stays in the line with a sentence`(text: String, sentence: String) {
    var browser = Browser(columns: 160, rows: 30)
    browser.keys(":")
    browser.type(text)
    browser.keys("<Enter>")
    #expect(browser.status.contains(sentence))
    #expect(browser.store.entries.count == 1284)
  }

  @Test func `actions complete by name, and what a word could become is shown`() {
    var browser = Browser()
    browser.keys(":")
    browser.type("pane.z")
    browser.keys("<Tab><Enter>")
    #expect(browser.model.choices.zoomed == .list)
    browser.keys("z :")
    browser.type("re")
    browser.keys("<Tab>")
    #expect(browser.status.contains("revalidate refetch"))
    browser.type("f")
    #expect(!browser.status.contains("revalidate"))
  }

  @Test func `former commands come back`() {
    var browser = Browser()
    for command in ["sort size", "sort age"] {
      browser.keys(":")
      browser.type(command)
      browser.keys("<Enter>")
    }
    browser.keys(": <Up> <Up> <Up>")
    #expect(browser.status.contains(":sort size"))
    browser.keys("<Down>")
    #expect(browser.status.contains(":sort age"))
    browser.keys("<Up> <Enter>")
    #expect(browser.model.sort.column == .size)
  }

  @Test func `selectors name entries`() {
    var browser = Browser()
    browser.keys(":")
    browser.type("expire (host:img* is:fresh)")
    browser.keys("<Enter>")
    #expect(browser.store.operations.first?.count == 1)
    browser.keys(":")
    browser.type("delete @marked")
    browser.keys("<Enter>")
    #expect(browser.status.contains("nothing is marked"))
    browser.keys(":")
    browser.type("ttl 2h @focus")
    browser.keys("<Enter>")
    #expect(browser.model.list.focused.map { Expiries.text($0, now: browser.now) } == "+2h")
    browser.keys(":")
    browser.type("sort -size")
    browser.keys("<Enter>")
    #expect(browser.model.sort == EntrySort(.size, descending: true))
    browser.keys(":")
    browser.type("entry.expire")
    browser.keys("<Enter>")
    #expect(browser.model.undoLog.undoable?.kind == .expire)
  }
}
