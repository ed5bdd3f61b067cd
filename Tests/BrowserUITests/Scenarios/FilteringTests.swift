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

  @Test func `a search that reads bodies begins with Enter and shows what it finds meanwhile`() {
    var browser = Browser()
    browser.store.bodies[browser.model.list.rows[3].id] = "a needle"
    browser.keys("/")
    browser.type("body~needle")
    #expect(browser.model.filterBar.applied.text == "body")
    #expect(browser.status.contains("Enter looks into heads and bodies"))
    browser.holds = { if case .startSearch = $0 { true } else { false } }
    browser.keys("<Enter>")
    #expect(browser.status.contains("scanning 0/0"))
    #expect(browser.contains("nothing found yet"))
    browser.holds = { _ in false }
    browser.release()
    #expect(browser.model.list.total == 1)
    #expect(browser.status.contains("1 entry found in 1,284 scanned"))
    #expect(browser.line(1).contains("1/1,284"))
    browser.keys("/ <F4> <Enter>")
    #expect(browser.model.list.total == 1284)
    #expect(browser.model.filterRun == nil)
  }

  @Test func `escape stops a search and keeps what it found`() {
    var browser = Browser()
    let ids = browser.model.list.rows.prefix(3).map(\.reference)
    browser.holds = { if case .startSearch = $0 { true } else { false } }
    browser.keys("/")
    browser.type("header:etag")
    browser.keys("<Enter>")
    let generation = browser.model.filterRun?.generation ?? 0
    var progress = SearchRun.Progress()
    (progress.scanned, progress.total, progress.found) = (400, 1284, ids)
    browser.send(.searchAdvanced(progress, generation: generation))
    #expect(browser.status.contains("scanning 400/1,284  3+ found"))
    browser.keys("j")
    #expect(browser.model.list.cursor == 1)
    browser.keys("<Esc>")
    #expect(browser.effects.contains(.stopSearch(generation: generation)))
    browser.send(.searchFinished(.success(progress), generation: generation))
    #expect(browser.status.contains("stopped at 400 of 1,284: 3 entries found"))
    #expect(browser.model.list.total == 3)
    // A late answer of a search that was left is dropped.
    browser.send(.searchAdvanced(SearchRun.Progress(), generation: generation - 1))
    #expect(browser.model.list.total == 3)
  }

  @Test func `escape in the bar goes back to what a search had found`() {
    var browser = Browser()
    browser.keys("/")
    browser.type("header:etag is:stale")
    browser.keys("<Enter>")
    let count = browser.model.list.total
    #expect(count > 0 && count < 1284)
    browser.keys("/ <F4>")
    browser.type("users")
    #expect(browser.model.list.total != count)
    browser.keys("<Esc>")
    #expect(browser.model.list.total == count)
    #expect(browser.model.filterRun?.isRunning == false)
  }

  @Test func `candidates are shown with their counts, and tab goes through them`() {
    var browser = Browser()
    browser.keys("/")
    browser.type("host:")
    browser.keys("<Tab>")
    #expect(browser.status.contains("fill.example 1,053"))
    browser.keys("<Tab>")
    #expect(browser.model.filterBar.field?.text == "host:fill.example")
    browser.keys("<Tab> <Tab>")
    let third = browser.model.filterBar.field?.text ?? ""
    #expect(third.hasPrefix("host:") && third != "host:fill.example")
    browser.keys("<F4>")
    browser.type("status:2")
    browser.keys("<Tab>")
    #expect(browser.status.contains("200 1,2"))
    browser.keys("<F4>")
    browser.type("-is:st")
    browser.keys("<Tab>")
    #expect(browser.model.filterBar.field?.text == "-is:stale ")
  }

  @Test func `down goes back to what was being typed`() {
    var browser = Browser()
    browser.keys("/")
    browser.type("is:stale")
    browser.keys("<Enter> / <F4>")
    browser.type("users")
    browser.keys("<Up> <Up>")
    #expect(browser.model.filterBar.field?.text == "is:stale")
    browser.keys("<Down>")
    #expect(browser.model.filterBar.field?.text == "users")
  }

  @Test func `a limit keeps the first of the order`() {
    var browser = Browser()
    browser.keys("/")
    browser.type("sort:-size limit:5")
    browser.keys("<Enter>")
    #expect(browser.model.list.total == 5)
    #expect(browser.model.filterBar.applied.text == "sort:-size limit:5")
    // When the cache changes, another takes the place of one that went.
    let first = browser.model.list.rows[0].id
    browser.store.entries[first] = nil
    browser.store.counter += 1
    for _ in 0..<4 { browser.fire(.poll) }
    #expect(browser.model.list.total == 5)
    #expect(!browser.model.list.rows.map(\.id).contains(first))
  }

  @Test func `a filter is saved, used by its name, and forgotten`() {
    var browser = Browser()
    browser.keys(":")
    browser.type("save x")
    browser.keys("<Enter>")
    #expect(browser.status.contains("there is no filter to save"))
    browser.keys("/")
    browser.type("host:api.* is:stale")
    browser.keys("<Enter> :")
    let count = browser.model.list.total
    browser.type("save old")
    browser.keys("<Enter>")
    #expect(browser.store.filters == SavedFilters(["old": "host:api.* is:stale"]))
    browser.keys("/ <F4>")
    browser.type("@ol")
    browser.keys("<Tab> <Enter>")
    #expect(browser.model.filterBar.applied.text == "@old")
    #expect(browser.model.list.total == count)
    browser.keys(":")
    browser.type("forget @old")
    browser.keys("<Enter>")
    #expect(browser.model.savedFilters == SavedFilters())
    #expect(browser.store.filters == SavedFilters())
  }

  @Test func `what another browser saved meanwhile stays, and is known after the next save`() {
    var browser = Browser()
    browser.store.filters = SavedFilters(["theirs": "size>1M"])
    browser.keys("/")
    browser.type("is:stale")
    browser.keys("<Enter> :")
    browser.type("save mine")
    browser.keys("<Enter>")
    #expect(browser.store.filters.texts == ["mine": "is:stale", "theirs": "size>1M"])
    #expect(browser.model.savedFilters == browser.store.filters)
  }

  @Test func `a filter of the configuration is not forgotten here`() {
    var browser = Browser()
    browser.model.savedFilters.configured = ["mine": "is:stale"]
    browser.keys(":")
    browser.type("forget mine")
    browser.keys("<Enter>")
    #expect(browser.status.contains("@mine is in "))
    #expect(browser.model.savedFilters["mine"] == "is:stale")
  }

  @Test(arguments: [
    ("delete @shown", 216), ("delete @hidden", 1068), ("delete (is:stale host:api.*)", 0),
    ("delete header:etag and is:stale", 0),
  ])
  func `commands take what is shown, hidden, or found by an expression`(
    command: String, count: Int
  ) throws {
    var browser = Browser()
    browser.keys("/")
    browser.type("is:stale")
    browser.keys("<Enter> :")
    browser.type(command)
    browser.keys("<Enter>")
    let dialog = try #require(browser.model.top as? ConfirmDialog)
    if count > 0 { #expect(dialog.references.count == count) }
    #expect(!dialog.references.isEmpty)
  }

  @Test func `reasons are counted over what is shown, and enter filters by one`() {
    var browser = Browser()
    browser.keys("/")
    browser.type("is:stale or is:never")
    browser.keys("<Enter>")
    let total = browser.model.list.total
    browser.keys(":")
    browser.type("reasons")
    browser.keys("<Enter>")
    #expect(browser.line(0).contains("Reasons  \(total) entries of is:stale or is:never"))
    #expect(browser.contains("max-age"))
    browser.keys("<Enter>")
    #expect(browser.model.filterBar.applied.text.hasPrefix("(is:stale or is:never) why:"))
    #expect(browser.model.list.total < total)
  }

  @Test func `what a filter found is no longer told once another one is set`() {
    var browser = Browser()
    browser.keys("/")
    browser.type("body~needle")
    browser.keys("<Enter>")
    #expect(browser.status.contains("scanned"))
    browser.keys("/ <F4>")
    browser.type("is:fresh")
    #expect(!browser.status.contains("scanned"))
  }

  @Test func `the list says that it is loading, not that it is empty`() {
    var browser = Browser(columns: 120, rows: 40)
    #expect(browser.line(2).contains(" 1,284 "))
    browser.model = Model(store: StoreDescription(name: "a"), preferences: Preferences())
    browser.holds = { if case .loadPage = $0 { true } else { false } }
    browser.send(.started(now: browser.now, size: Size(columns: 120, rows: 40)))
    #expect(browser.line(2).contains(" loading ") && !browser.line(2).contains(" 0 "))
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
