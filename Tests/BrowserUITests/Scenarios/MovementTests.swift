import BodyViews
import BrowserUI
import CacheStore
import Canvas
import HTTPCaching
import TestSupport
import Testing

@Suite(.ownThreads) struct MovementTests {
  @Test func `the first screen has name, count, titles, cursor and function keys`() {
    let browser = Browser()
    #expect(browser.line(0).contains("cache.sqlite"))
    #expect(browser.line(0).contains("1,284 entries"))
    #expect(browser.line(2).hasPrefix("  S METH  ST URL"))
    #expect(browser.line(3).hasPrefix("> S GET  200 api.example.com/v1/users?page=1"))
    #expect(browser.line(23).hasPrefix("F1Help F2Setup"))
    #expect(browser.line(23).hasSuffix("F10Quit"))
    #expect(browser.line(23).count <= 80)
  }

  @Test func `keys move the cursor, and at the ends it stays`() {
    var browser = Browser()
    let places: [(String, Int)] = [
      ("j", 1), ("j", 2), ("k", 1), ("<Up>", 0), ("k", 0), ("G", 1283), ("j", 1283), ("g", 0),
      ("5j", 5), ("<C-d>", 9), ("<C-u>", 5), ("<PgDn>", 13), ("<C-b>", 5), ("12j", 17),
      ("<End>", 1283), ("<Home>", 0),
    ]
    for (keys, row) in places {
      browser.keys(keys)
      #expect(browser.model.list.cursor == row, "after \(keys)")
      #expect(browser.model.list.focused != nil)
      for line in 3...11 { #expect(!browser.line(line).isEmpty, "row \(line) after \(keys)") }
    }
    #expect(browser.focused.hasSuffix("users?page=1"))
  }

  @Test func `only a window of rows is held`() {
    var browser = Browser()
    browser.keys("G g 600j <PgDn> <PgDn> <PgUp>")
    #expect(browser.model.list.rows.count <= 60)
    #expect(browser.model.list.total == 1284)
  }

  @Test func `a digit shows a tab at once, and counts when a movement follows soon`() {
    var browser = Browser()
    browser.send(.keyPressed(.character("3")))
    #expect(browser.model.viewer.tab == .explain)
    browser.send(.keyPressed(.character("j")))
    #expect(browser.model.viewer.tab == .headers)
    #expect(browser.model.list.cursor == 3)
    browser.send(.keyPressed(.character("3")))
    browser.fire(.count)
    browser.send(.keyPressed(.character("j")))
    #expect(browser.model.viewer.tab == .explain)
    #expect(browser.model.list.cursor == 4)
  }

  @Test func `where a tab would hide the list a digit waits whether a movement follows`() {
    var browser = Browser(columns: 40, rows: 10)
    browser.keys("12j")
    #expect(browser.model.list.cursor == 12)
    #expect(browser.model.focus == .list)
    browser.keys("3")
    #expect(browser.model.viewer.tab == .explain)
    #expect(browser.model.focus == .viewer)
    browser.keys("q")
    browser.send(.keyPressed(.character("2")))
    browser.send(.keyPressed(.character("z")))
    #expect(browser.model.viewer.tab == .body)
  }

  @Test func `tabs follow digits, and J scrolls the viewer while the cursor stays`() {
    var browser = Browser()
    browser.keys("<Tab>")
    for (digit, name) in [
      ("2", "2 Body"), ("3", "3 Explain"), ("4", "4 Request"), ("1", "1 Headers"),
    ] {
      browser.keys(digit)
      #expect(browser.contains("[\(name)]"))
    }
    browser.keys("<S-Tab> 3 J J")
    #expect(browser.model.focus == .list)
    #expect(browser.model.viewer.scroll == 2)
    #expect(browser.model.list.cursor == 0)
  }

  @Test func `enter opens the viewer, q goes back, and q again quits`() {
    var browser = Browser()
    browser.keys("<Enter>")
    #expect(browser.model.choices.zoomed == .viewer)
    #expect(!browser.effects.contains(.quit))
    browser.keys("q")
    #expect(browser.model.choices.zoomed == nil)
    #expect(!browser.effects.contains(.quit))
    browser.keys("<Esc> <Esc>")
    #expect(!browser.effects.contains(.quit))
    browser.keys("q")
    #expect(browser.effects.last == .quit)
  }

  @Test func `braces go to the next stale entry, far away too`() {
    var browser = Browser()
    browser.keys("s m G")
    browser.keys("g }")
    #expect(browser.model.list.focused?.timeline.state(at: browser.now) == .stale)
    browser.keys("G {")
    #expect(browser.model.list.focused?.timeline.state(at: browser.now) == .stale)
  }

  @Test func `find goes to matches without filtering, and round the end`() {
    var browser = Browser()
    browser.keys("<F3>")
    browser.type("item/900")
    browser.keys("<Enter>")
    #expect(browser.focused.hasSuffix("item/900"))
    #expect(browser.model.list.total == 1284)
    browser.keys("n")
    #expect(browser.focused.hasSuffix("item/900"))
    #expect(browser.status.contains("round the end"))
  }

  @Test func `unknown keys and pastes do nothing`() {
    var browser = Browser()
    let before = browser.model.list.cursor
    browser.keys("<F12> <C-y> <A-d> ; ~")
    #expect(browser.model.list.cursor == before)
    #expect(browser.model.screens.isEmpty)
    browser.send(.keyPressed(.paste("dy")))
    #expect(browser.status.contains("paste ignored"))
    #expect(browser.store.entries.count == 1284)
  }

  @Test func `a late page is dropped`() {
    var browser = Browser()
    browser.holds = { if case .loadPage = $0 { true } else { false } }
    browser.keys("/")
    browser.type("is:stale")
    let first = browser.held
    browser.keys("<Esc>")
    browser.release()
    #expect(!first.isEmpty)
    #expect(browser.model.list.total == 1284)
  }

  @Test func `the cursor may move while the list is read again because others changed it`() {
    var browser = Browser()
    browser.holds = { if case .loadPage = $0 { true } else { false } }
    browser.store.counter += 1
    browser.fire(.poll)
    #expect(browser.held.count == 1)
    browser.keys("j j")
    browser.release()
    #expect(browser.focused.hasSuffix("users?page=3"))
  }

  @Test
  func `a list that takes longer than changes come is shown all the same, and asked for once`() {
    var browser = Browser(columns: 120, rows: 40)
    let asked = { (browser: Browser) in
      browser.held.count { if case .loadPage = $0 { true } else { false } }
    }
    browser.keys("/")
    browser.holds = { if case .loadPage = $0 { true } else { false } }
    browser.type("host:docs.*")
    let before = asked(browser)
    for _ in 0..<12 {
      browser.store.counter += 1
      browser.fire(.poll)
      browser.wait(0.25)
    }
    #expect(asked(browser) == before)
    #expect(browser.line(1).contains("loading") && !browser.line(1).contains("1,284 of"))
    browser.holds = { _ in false }
    browser.release()
    #expect(browser.model.list.rows.allSatisfy { $0.url.contains("docs.") })
    #expect(browser.line(1).contains("of 1,284 shown"))
    browser.store.counter += 1
    let all = browser.effects.count
    for _ in 0..<4 { browser.fire(.poll) }
    #expect(browser.effects[all...].contains { if case .loadPage = $0 { true } else { false } })
  }

  @Test func `while a far row is loaded the old rows stay and nothing is focused`() {
    var browser = Browser()
    browser.holds = { if case .loadPage = $0 { true } else { false } }
    browser.keys("G")
    #expect(browser.model.list.focused == nil)
    #expect(browser.line(3).contains("users?page=1"))
    browser.keys("d y")
    #expect(browser.store.entries.count == 1284)
    browser.release()
    #expect(browser.model.list.focused != nil)
  }

  @Test func `panes can be resized and zoomed`() {
    var browser = Browser(columns: 120, rows: 40)
    let before = browser.model.layout.list.outer.columns
    browser.keys("<C-w> > <C-w> >")
    #expect(browser.model.layout.list.outer.columns == before + 12)
    browser.keys("<C-w> <<")
    #expect(browser.model.layout.list.outer.columns == before + 6)
    browser.keys("z")
    #expect(browser.model.layout.list.outer.columns == 120)
    browser.keys("z")
    #expect(browser.model.layout.list.outer.columns == before + 6)
  }

  @Test func `a large body is paged`() {
    var store = DemoStore()
    store.bodies[EntryID("1")] =
      (0..<60_000).map { "line \($0)\n" }.joined() + String(repeating: "x", count: 2 << 20)
    var browser = Browser(store: store)
    browser.keys("<Enter> 2")
    #expect(browser.contains("line 0"))
    let first = browser.model.viewer.body?.body.range
    #expect(first?.lowerBound == 0 && (first?.count ?? 0) <= 65_536)
    browser.keys("G")
    #expect((browser.model.viewer.body?.body.range.lowerBound ?? 0) > 2_000_000)
    browser.keys("g")
    #expect(browser.model.viewer.body?.body.range.lowerBound == 0)
  }

  @Test func `no key waits for a body, and a late one is dropped`() {
    var browser = Browser()
    browser.keys("2")
    #expect(browser.contains("line one of 1"))
    browser.holds = { if case .loadBody = $0 { true } else { false } }
    browser.keys("mb")
    #expect(browser.contains("line one of 1"))
    browser.keys("j m0 j")
    #expect(browser.model.list.cursor == 2)
    #expect(browser.model.viewer.body == nil)
    browser.release()
    #expect(browser.contains("line one of 3"))
    #expect(!browser.contains("line one of 1"))
  }

  @Test func `another way of showing stays on the page`() {
    var store = DemoStore()
    store.bodies[EntryID("1")] = String(repeating: "line\n", count: 600_000)
    var browser = Browser(store: store)
    browser.keys("<Enter> 2 G")
    let page = browser.model.viewer.body?.body.range
    #expect((page?.lowerBound ?? 0) > 2_900_000)
    browser.keys("mb")
    #expect(browser.model.viewer.body?.body.viewID == "hex")
    #expect(browser.model.viewer.body?.body.range == page)
  }

  @Test func `enter on a live event goes to its entry`() {
    var browser = Browser(columns: 120, rows: 40)
    browser.model.live = LiveFixture.statistics()
    browser.keys("<S-Tab>")
    #expect(browser.model.focus == .live)
    browser.keys("j j")
    #expect(browser.contains("10:00:03.4>FWD"))
    browser.keys("<Enter>")
    #expect(browser.focused.hasSuffix("users?page=4"))
    #expect(browser.model.focus == .list)
    browser.keys("/is:fresh<Enter> <S-Tab> <Enter>")
    #expect(browser.status.contains("hidden by the filter"))
    #expect(browser.model.focus == .live)
  }

  @Test(arguments: [("g", 0), ("G", 1283), ("Gk", 1282), ("gjk", 0), ("g5j", 5)])
  func `an end that is asked for before another order has come is that of the new list`(
    keys: String, row: Int
  ) {
    var browser = Browser()
    browser.keys("5j")
    browser.holds = { if case .loadPage = $0 { true } else { false } }
    browser.keys("sz")
    // A change by others asks for the list anew.
    for _ in 0..<4 {
      browser.store.counter += 1
      browser.fire(.poll)
    }
    browser.keys(keys)
    browser.holds = { _ in false }
    browser.release()
    #expect(browser.model.list.cursor == row)
  }

  /// A browser whose list of a filter is on its way.
  private func awaitingFilter() -> Browser {
    var browser = Browser()
    browser.holds = { if case .loadPage = $0 { true } else { false } }
    browser.keys("/logo.png<Enter>")
    browser.holds = { _ in false }
    return browser
  }

  @Test func `keys typed behind a filter act on an entry that it leaves`() {
    var browser = awaitingFilter()
    let former = browser.focused
    browser.keys("d y")
    #expect(!browser.contains("Delete 1 entry?"))
    browser.release()
    #expect(browser.focused.hasSuffix("logo.png") && former != browser.focused)
    #expect(browser.contains("Delete 1 entry?") && browser.contains("logo.png"))
    browser.keys("y")
    #expect(browser.status.contains("moved 1 entry to trash"))
  }

  @Test func `what was typed behind a filter goes with Escape, and with the list that fails`() {
    var browser = awaitingFilter()
    browser.keys("d<Esc>")
    browser.release()
    #expect(browser.focused.hasSuffix("logo.png") && !browser.contains("Delete 1 entry?"))
    browser = awaitingFilter()
    browser.keys("d")
    let answers = browser.held.compactMap {
      if case .loadPage(_, let generation) = $0 { generation } else { nil }
    }
    for generation in answers {
      browser.send(.pageLoaded(.failure(Failure("no list")), generation: generation))
    }
    #expect(browser.status.contains("no list") && !browser.contains("Delete 1 entry?"))
    browser.keys("<C-l>")
    #expect(!browser.contains("Delete 1 entry?"))
  }

  @Test func `what is for no entry does not wait for a list`() {
    var browser = awaitingFilter()
    browser.keys("?")
    #expect(!browser.model.screens.isEmpty)
    browser = awaitingFilter()
    browser.keys("d q")
    #expect(browser.effects.contains { if case .quit = $0 { true } else { false } })
  }

  @Test func `live numbers that open have the focus, and give it back`() {
    var browser = Browser()
    browser.model.live = LiveFixture.statistics()
    browser.keys("L")
    #expect(browser.model.focus == .live)
    browser.keys("p")
    #expect(browser.contains("paused"))
    browser.keys("p <Esc> j")
    #expect(!browser.contains("paused") && browser.model.list.cursor == 1)
    browser.keys("L")
    #expect(browser.model.focus == .live && browser.model.choices.live == .screen)
    browser.keys("L")
    #expect(browser.model.focus == .list)
    browser.keys("L j")
    #expect(browser.model.focus == .list && browser.model.list.cursor == 2)
  }

  @Test func `an event whose entry is not stored says so`() {
    var browser = Browser(columns: 120, rows: 40)
    browser.model.live = LiveFixture.statistics()
    browser.keys("<S-Tab> j j j <Enter>")
    #expect(browser.status.contains("nothing is stored of this event"))
    browser.keys("L")
    browser.click(20, 10, .wheelDown)
    #expect(browser.model.list.cursor == 0)
  }

  @Test func `clicks move, mark and switch tabs, and the wheel scrolls`() {
    var browser = Browser()
    browser.click(20, 6)
    #expect(browser.model.list.cursor == 3)
    browser.click(1, 7)
    #expect(browser.model.marks.count == 1)
    browser.click(20, 6, .wheelDown)
    #expect(browser.model.list.cursor == 7)
    browser.click(17, 12)
    #expect(browser.model.viewer.tab == .body)
  }

  @Test func `a host that may look like another has its ASCII form beside it`() {
    var browser = Browser(columns: 99, rows: 24)
    browser.keys("/")
    browser.type("寿司")
    #expect(browser.line(3).contains("jz45g.example)"))
  }

  @Test func `before the store answered, nobody is told that it is empty`() {
    var model = Model(store: StoreDescription(name: "slow.sqlite"), preferences: Preferences())
    _ = update(&model, .started(now: Browser().now, size: Size(columns: 100, rows: 30)))
    let lines = view(model).text.split(separator: "\n").prefix(2)
    #expect(lines[0].contains("loading"))
    #expect(lines.allSatisfy { !$0.contains("0") })
  }
}
