import BrowserUI
import CacheStore
import TestSupport
import Testing

@Suite(.ownThreads) struct ViewStepTests {
  @Test func `what is marked while marks wait to be inverted stays as it is`() {
    var browser = Browser()
    browser.holds = { if case .resolveReferences = $0 { true } else { false } }
    browser.keys("*")
    browser.keys("<Space>")
    browser.release()
    #expect(browser.model.marks.count == 1)
    #expect(browser.status.contains("nothing was inverted"))
    browser.keys("U *")
    browser.release()
    #expect(browser.model.marks.count == 1284)
  }

  @Test func `undo takes back inverted and cleared marks, and redo does it again`() {
    var browser = Browser()
    browser.keys("<Space> <Space> *")
    #expect(browser.model.marks.count == 1282)
    #expect(browser.status.contains("undo: inverted the marks of 1,284 entries"))
    browser.keys("u")
    #expect(browser.model.marks.ids == [EntryID("1"), EntryID("2")])
    browser.keys("<C-r>")
    #expect(browser.model.marks.count == 1282)
    browser.keys("U")
    #expect(browser.model.marks.isEmpty)
    browser.keys("u u")
    #expect(browser.model.marks.ids == [EntryID("1"), EntryID("2")])
  }

  @Test(arguments: ["/ <F4> <Enter>", ":filter<Enter>", "t<Enter>"])
  func `undo brings a cleared filter back`(keys: String) {
    var browser = Browser()
    browser.keys("/is:stale<Enter>")
    #expect(browser.model.list.total == 216)
    browser.keys(keys)
    #expect(browser.model.list.total == 1284)
    browser.keys("u")
    #expect(browser.model.list.total == 216)
    #expect(browser.model.filterBar.applied.text == "is:stale")
    browser.keys("<C-r>")
    #expect(browser.model.list.total == 1284)
  }

  @Test func `undo and redo go through changes of the view and of the store in their order`() {
    var browser = Browser()
    browser.keys("d y <Space> U d y")
    #expect(browser.store.entries.count == 1282)
    browser.keys("u")
    #expect(browser.store.entries.count == 1283)
    #expect(browser.model.marks.isEmpty)
    browser.keys("u")
    #expect(browser.model.marks.count == 1)
    browser.keys("u")
    #expect(browser.store.entries.count == 1284)
    browser.keys("u")
    #expect(browser.status.contains("nothing to undo"))
    browser.keys("<C-r>")
    #expect(browser.store.entries.count == 1283)
    #expect(browser.model.marks.count == 1)
    browser.keys("<C-r>")
    #expect(browser.model.marks.isEmpty)
    browser.keys("<C-r>")
    #expect(browser.store.entries.count == 1282)
    browser.keys("<C-r>")
    #expect(browser.status.contains("nothing to redo"))
  }

  @Test func `redo does again what was undone last, not what was undone before a new change`() {
    var browser = Browser()
    browser.keys("d y u e")
    browser.keys("<C-r>")
    #expect(browser.status.contains("nothing to redo"))
    browser.keys("u <C-r>")
    #expect(browser.status.contains("done again: 1 entry"))
    #expect(browser.store.entries.count == 1284)
    browser.keys("<C-r>")
    #expect(browser.status.contains("nothing to redo"))
    browser.keys("u d y u <C-r>")
    #expect(browser.store.entries.count == 1283)
  }

  @Test func `marks and filter can be undone where nothing may be written`() {
    var browser = Browser(
      description: StoreDescription(
        name: "cache", capabilities: [], readOnlyReason: "opened with --read-only"))
    browser.keys("u")
    #expect(browser.status.contains("read-only: opened with --read-only"))
    browser.keys("* u")
    #expect(browser.model.marks.isEmpty)
    #expect(browser.status.contains("undone: inverted the marks of 1,284 entries"))
    browser.keys("d")
    #expect(browser.status.contains("read-only: opened with --read-only"))
    browser.keys("T")
    #expect(browser.contains("Trash  0 entries"))
    browser.keys("<Enter>")
    #expect(browser.status.contains("read-only: opened with --read-only"))
  }

  @Test func `where nothing is shown, inverting marks is no step`() {
    var browser = Browser()
    browser.keys("/")
    browser.type("nothing-like-this")
    browser.keys("<Enter>*")
    #expect(browser.status.contains("no entry"))
    browser.keys("u")
    #expect(browser.status.contains("nothing to undo"))
  }

  @Test func `marks take the place of what was told last`() {
    var browser = Browser()
    browser.keys("d y")
    #expect(browser.status.contains("moved 1 entry to trash"))
    for (keys, text) in [
      ("<Space>", "1 marked"), ("*", "1,282 marked"), ("U", "cleared the marks"),
    ] {
      browser.keys("u <C-r>" + keys)
      #expect(browser.status.contains(text) && !browser.status.contains("done again"))
    }
  }

  @Test func `a change that fails in its middle leaves what was done to be undone`() {
    var browser = Browser()
    browser.effects = []
    browser.send(.changeFinished(.undo(OperationID(1)), .failure(Failure("The disk is full."))))
    #expect(browser.status.contains("The disk is full."))
    #expect(browser.effects.contains(.loadOperations(limit: 50)))
  }
}
