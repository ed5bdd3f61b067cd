import BrowserUI
import Canvas
import TestSupport
import Testing

/// What a browser remembers from run to run.
@Suite(.ownThreads) struct StateTests {
  private func restored(_ state: BrowserState, _ columns: Int = 120, _ rows: Int = 40) -> Browser {
    var browser = Browser(columns: columns, rows: rows)
    browser.model.restore(state)
    return browser
  }

  @Test func `order, sizes, live form and filters come back`() {
    var browser = Browser()
    browser.keys("L <Esc> S <C-w> + <Esc> /is:stale<Enter> /host:api.*<Enter>")
    let before = browser.model
    #expect(before.choices.live == .pane)
    #expect(before.choices.sizes[.stacked]?.list != nil)
    let after = restored(before.state, 80, 24).model
    #expect(after.sort == before.sort)
    #expect(after.choices == before.choices)
    #expect(after.filterBar.history == before.filterBar.history)
    #expect(after.state == before.state)
  }

  @Test func `what a setting says is not overridden`() {
    var browser = Browser(columns: 120, rows: 40)
    browser.keys("S <C-w> > <Esc>")
    let state = browser.model.state
    var preferences = Preferences()
    preferences.listShares = [.sideBySide: 40]
    var model = Model(
      store: StoreDescription(name: "x"), preferences: preferences,
      options: OptionSources(origins: ["sort": .file(line: 1)]))
    let before = (model.sort, model.choices.sizes[.sideBySide]?.list)
    model.restore(state)
    #expect(model.sort == before.0)
    #expect(model.choices.sizes[.sideBySide]?.list == before.1)
  }

  @Test(arguments: [
    "header:authorization=Bearer-123", "header:cookie~abc", "url:*access_token=abc*",
    "X-API-KEY", "mine:secret",
  ])
  func `a filter that may hold a secret is never kept`(filter: String) {
    var browser = Browser()
    browser.model.preferences.secretNames = ["mine"]
    browser.model.filterBar.history = [filter, "is:stale"]
    #expect(browser.model.state.history == ["is:stale"])
  }

  @Test func `nonsense is left out, the rest holds`() {
    var state = BrowserState()
    state.sort = "nosuch"
    state.live = "sideways"
    state.sizes = ["stacked": .init(list: 900, hosts: -9_999_999, live: 7), "other": .init()]
    state.history =
      ["size>abc", "is:stale", String(repeating: "x", count: 100_000)]
      + (0..<1000).map { "hits>\($0)" }
    let model = restored(state).model
    #expect(model.sort == Model(store: StoreDescription(name: "x")).sort)
    #expect(model.choices.live == nil)
    #expect(model.choices.sizes[.stacked]?.list == 75)
    #expect(model.choices.sizes.keys.count == 1)
    #expect(model.filterBar.history.first == "is:stale")
    #expect(model.filterBar.history.count <= 100)
  }

  @Test func `two browsers keep each other's changes`() {
    var start = BrowserState()
    start.sort = "ttl"
    start.live = "strip"
    start.history = ["a", "b"]
    var one = start
    one.sort = "-size"
    one.sizes = ["stacked": .init(list: 60)]
    one.history = ["c", "a", "b"]
    var two = start
    two.live = "pane"
    two.sizes = ["columns": .init(list: 40)]
    two.history = ["b", "d", "a"]
    let saved = two.merged(since: start, with: one.merged(since: start, with: start))
    #expect(saved.sort == "-size")
    #expect(saved.live == "pane")
    #expect(saved.sizes?.keys.sorted() == ["columns", "stacked"])
    #expect(saved.history == ["b", "d", "a", "c"])
  }

  @Test func `the history is bounded`() {
    var state = BrowserState()
    state.history = (0..<300).map { "hits>\($0)" }
    #expect(state.merged(since: BrowserState(), with: state).history?.count == 100)
  }
}
