import BrowserUI
import CacheStore
import Canvas
import TestSupport
import Testing

@Suite(.ownThreads) struct HostTreeTests {
  @Test func `domains, hosts and paths have counts and bytes that add up`() {
    var browser = Browser(columns: 80, rows: 40)
    browser.keys("t")
    let lines = browser.model.hosts.lines
    #expect(lines.first?.sum.count == 1284)
    #expect(lines.filter { $0.depth == 1 }.map(\.sum.count).reduce(0, +) == 1284)
    let bytes = lines.filter { $0.depth == 1 }.map(\.sum.bytes).reduce(0, +)
    #expect(bytes == browser.model.totals?.bytes)
    let stale = lines.filter { $0.depth == 1 }.map(\.sum.stale).reduce(0, +)
    #expect(stale == 216)
  }

  @Test func `l opens a line and goes into it, h goes up and closes it`() {
    var browser = Browser(columns: 80, rows: 60)
    browser.keys("t")
    browser.go(to: "api.example.com")
    let closed = browser.model.hosts.lines.count
    browser.keys("l")
    #expect(browser.model.hosts.lines.count == closed + 1)
    browser.keys("l l")
    #expect(browser.model.hosts.focused?.label == "/v1")
    browser.keys("l")
    #expect(browser.model.hosts.focused?.depth == 3)
    browser.keys("h h")
    #expect(browser.model.hosts.focused?.label == "/v1")
    browser.keys("h h")
    #expect(browser.model.hosts.focused?.label == "api.example.com")
    #expect(browser.model.hosts.lines.count == closed)
    browser.keys("g h")
    #expect(browser.model.hosts.lines.count == 1)
  }

  @Test func `what is typed before the lines are there is done when they are`() {
    var browser = Browser(columns: 80, rows: 60)
    browser.keys("t j j l")
    let wanted = browser.model.hosts.focused?.label
    browser = Browser(columns: 80, rows: 60)
    browser.holds = { if case .loadGroups = $0 { true } else { false } }
    browser.keys("t j j l <Enter>")
    #expect(browser.model.hosts.lines.isEmpty)
    browser.release()
    #expect(browser.model.hosts.focused?.label == wanted)
    #expect(browser.model.focus == .hosts)
    browser.release()
    #expect(browser.model.focus == .list)
    #expect(browser.model.filterBar.applied.text.contains(wanted ?? "-"))
  }

  @Test func `what is typed for a tree that was left is forgotten`() {
    var browser = Browser(columns: 80, rows: 60)
    browser.holds = { if case .loadGroups = $0 { true } else { false } }
    browser.keys("t j j <Esc>")
    let entry = browser.focused
    browser.release()
    #expect(browser.focused == entry)
    browser.keys("t")
    #expect(browser.model.hosts.cursor == 0)
  }

  @Test func `enter makes host and path the filter`() {
    var browser = Browser(columns: 80, rows: 60)
    browser.keys("t")
    browser.go(to: "api.example.com")
    browser.keys("l j l")
    browser.go(to: "users")
    browser.keys("<Enter>")
    #expect(browser.model.filterBar.applied.text == "host:api.example.com path:/v1/users")
    #expect(browser.model.focus == .list)
    #expect(browser.model.list.total == 200)
    browser.keys("t k <Enter>")
    #expect(browser.model.list.total == browser.model.hosts.focused?.sum.count)
  }

  @Test func `a domain is a filter of all its hosts`() {
    var browser = Browser(columns: 80, rows: 60)
    browser.keys("t")
    browser.go(to: "example.net")
    browser.keys("<Enter>")
    #expect(
      browser.model.filterBar.applied.text == "host:example.net or host:*.example.net")
    #expect(browser.model.list.total == 3)
  }

  @Test func `a host that has another port besides is a filter of that line alone`() {
    var browser = Browser(columns: 80, rows: 60)
    for (number, port) in ["", ":8443"].enumerated() {
      var entry = DemoEntries.all[number]
      entry.reference.id = EntryID("900\(number)")
      entry.url = "https://ports.example\(port)/x"
      browser.store.entries[entry.id] = entry
    }
    browser.keys("t")
    browser.go(to: "ports.example")
    browser.keys("<Enter>")
    #expect(browser.model.filterBar.applied.text == "host=ports.example")
    #expect(browser.model.list.total == 1)
    browser.keys("/ <C-u>")
    browser.type("host:ports.example")
    browser.keys("<Enter>")
    #expect(browser.model.list.total == 2)
  }

  @Test func `s orders by size, by count, by stale entries`() {
    var browser = Browser(columns: 80, rows: 60)
    browser.keys("t")
    #expect(browser.contains("by size"))
    #expect(browser.model.hosts.lines.first { $0.depth == 1 }?.label == "files.example")
    browser.keys("s")
    #expect(browser.contains("by count"))
    #expect(browser.model.hosts.lines.first { $0.depth == 1 }?.label == "fill.example")
    browser.keys("s")
    #expect(browser.contains("by stale"))
    #expect(browser.model.hosts.lines.first { $0.depth == 1 }?.label.contains("api") == true)
  }

  @Test func `open lines follow the store, and what did not change is not asked for again`() {
    var browser = Browser(columns: 80, rows: 60)
    browser.keys("t")
    browser.go(to: "api.example.com")
    browser.keys("l j l")
    let asked = { (browser: Browser) in
      browser.effects.count { if case .loadGroups = $0 { true } else { false } }
    }
    let before = asked(browser)
    browser.wait(60)
    #expect(asked(browser) > before)
    let quiet = asked(browser)
    browser.store.entries[EntryID("1")] = nil
    browser.wait(60)
    #expect(asked(browser) == quiet + 3)
    let users = browser.model.hosts.lines.first { $0.label == "users" }
    #expect(users?.sum.count == 199)
  }

  @Test func `a click goes to a line, on its mark opens it, and again makes it the filter`() throws
  {
    var browser = Browser(columns: 200, rows: 60)
    let row = try #require(browser.lines.firstIndex { $0.contains("fill.example") })
    browser.click(10, row)
    #expect(browser.model.focus == .hosts)
    #expect(browser.model.hosts.focused?.label == "fill.example")
    browser.click(3, row)
    #expect(browser.model.hosts.focused?.isOpen == true)
    browser.click(10, row)
    #expect(browser.model.filterBar.applied.text == "host:fill.example")
  }

  @Test(arguments: [
    ("example.com", "example.com"), ("api.example.com", "example.com"), ("a.b.co.uk", "b.co.uk"),
    ("127.0.0.1:8080", "127.0.0.1:8080"), ("[::1]:80", "[::1]:80"), ("localhost", "localhost"),
    ("api.example.com:8443", "example.com:8443"), ("", ""), ("...", "."),
  ])
  func `hosts are of a domain`(host: String, domain: String) {
    #expect(HostDomain.name(of: host) == domain)
  }
}

extension Browser {
  /// Moves the cursor of the tree to a line.
  mutating func go(to label: String) {
    keys("g")
    for _ in model.hosts.lines where model.hosts.focused?.label != label { keys("j") }
  }
}
