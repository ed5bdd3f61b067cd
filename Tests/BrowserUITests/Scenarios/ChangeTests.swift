import BrowserUI
import CacheStore
import Canvas
import HTTPCaching
import TestSupport
import Testing

@Suite(.ownThreads) struct ChangeTests {
  @Test func `enter in the delete dialog cancels, y deletes, and the cursor goes on`() {
    var browser = Browser()
    browser.keys("j d <Enter>")
    #expect(browser.store.entries.count == 1284)
    #expect(browser.model.screens.isEmpty)
    browser.keys("d y")
    #expect(browser.store.entries.count == 1283)
    #expect(browser.line(0).contains("1,283 entries"))
    #expect(browser.status.contains("moved 1 entry to trash"))
    #expect(browser.status.contains("u undo"))
    #expect(browser.focused.hasSuffix("users?page=3"))
  }

  @Test(arguments: ["dd", "DD", "ee", "ddd", "dd<Enter>", "DD<Enter>", "rr"])
  func `the key that opened a dialog never confirms it`(keys: String) {
    var browser = Browser()
    browser.keys("g 30j v 25j v " + keys)
    #expect(browser.store.entries.count == 1284)
    #expect(!browser.effects.contains { if case .change = $0 { true } else { false } })
  }

  @Test func `opening a dialog throws away what was typed before`() {
    var browser = Browser()
    browser.keys("d")
    #expect(browser.effects.contains(.flushInput))
  }

  @Test func `tab and enter confirm`() {
    var browser = Browser()
    browser.keys("d <Tab> <Enter>")
    #expect(browser.store.entries.count == 1283)
  }

  @Test func `undo and redo bring an entry back and take it again`() {
    var browser = Browser()
    browser.keys("j d y u")
    #expect(browser.store.entries.count == 1284)
    #expect(browser.focused.hasSuffix("users?page=2"))
    browser.keys("<C-r>")
    #expect(browser.store.entries.count == 1283)
    browser.keys("u")
    #expect(browser.store.entries.count == 1284)
    browser.keys("u")
    #expect(browser.status.contains("nothing to undo"))
  }

  @Test func `undo works for operations of an earlier run`() {
    var first = Browser()
    first.keys("d y")
    var second = Browser(store: first.store)
    second.keys("u")
    #expect(second.store.entries.count == 1284)
  }

  @Test func `deleting all shown asks for the number`() {
    var browser = Browser()
    browser.keys("/")
    browser.type("is:stale")
    browser.keys("<Enter> :")
    browser.type("delete @shown")
    browser.keys("<Enter>")
    #expect(browser.contains("Delete 216 entries?"))
    #expect(browser.contains("filter \"is:stale\"  (no marks set)"))
    #expect(browser.contains("216 entries, 2.3 MB"))
    browser.keys("p")
    #expect(browser.contains("Selection  216 entries"))
    browser.keys("q 2 1 <Enter>")
    #expect(browser.contains("type 216"))
    #expect(browser.store.entries.count == 1284)
    browser.keys("2 1 6 <Enter>")
    #expect(browser.store.entries.count == 1068)
    #expect(browser.model.list.total == 0)
    #expect(browser.contains("nothing matches the filter"))
  }

  @Test func `an entry that changed meanwhile is left alone`() {
    var browser = Browser()
    browser.keys("d")
    browser.store.entries[EntryID("1")]?.reference.version = 9
    browser.keys("y")
    #expect(browser.store.entries.count == 1284)
    #expect(browser.status.contains("left alone: 1 changed meanwhile"))
  }

  @Test func `what a session stored again after a delete stays, and undo says so`() {
    var browser = Browser()
    browser.keys("d y")
    browser.store.storedAgain = [EntryID("1")]
    browser.keys("u")
    #expect(browser.status.contains("a session stored it again meanwhile; T shows the trash"))
    #expect(browser.contains("A session stored it again meanwhile"))
    #expect(browser.store.entries.count == 1283)
    browser.keys("<Enter>")
    #expect(browser.model.screens.isEmpty)
    #expect(browser.store.trash.count == 1)
  }

  @Test func `the old one can be brought back instead, from undo and from the trash`() {
    for keys in ["u o", "T <Enter> o"] {
      var browser = Browser()
      browser.keys("d y")
      browser.store.storedAgain = [EntryID("1")]
      browser.keys(keys)
      #expect(browser.store.entries[EntryID("1")] != nil)
      #expect(browser.store.trash.isEmpty)
      #expect(browser.status.contains("brought 1 entry back; what was there is in the trash"))
    }
  }

  @Test func `what is unmarked in the preview is left out, and asked for by the new number`() {
    var browser = Browser()
    browser.keys("v 29j v d p <Space> j <Space> q")
    #expect(browser.contains("Delete 28 entries?"))
    #expect(browser.contains("30 marked, 2 left out"))
    browser.keys("3 0 <Enter> 2 8 <Enter>")
    #expect(browser.store.entries.count == 1284 - 28)
    #expect(browser.store.entries[EntryID("1")] != nil)
    #expect(browser.store.entries[EntryID("2")] == nil)
    #expect(browser.store.entries[EntryID("3")] != nil)
    #expect(browser.model.marks.isEmpty)
  }

  @Test func `when nothing is left in the preview, nothing is asked`() {
    var browser = Browser()
    browser.keys("d p <Space> q")
    #expect(browser.model.screens.isEmpty)
    #expect(browser.status.contains("nothing is left to do"))
    #expect(browser.store.entries.count == 1284)
  }

  @Test func `a long preview is read as it is scrolled`() {
    var browser = Browser()
    browser.keys(":")
    browser.type("delete @all")
    browser.keys("<Enter> p G")
    #expect(browser.contains("Selection  1,284 entries"))
    let last = browser.lines.last { $0.hasPrefix("> ") || $0.hasPrefix(">*") }
    #expect(last != nil)
    browser.keys("g")
    #expect(browser.line(1).contains("users?page=1"))
  }

  @Test func `a change of many entries is told while it is made`() {
    var browser = Browser()
    browser.holds = { if case .change = $0 { true } else { false } }
    browser.keys(":")
    browser.type("expire @all")
    browser.keys("<Enter> y")
    #expect(browser.status.contains("expiring 1,284 entries"))
    browser.holds = { _ in false }
    browser.release()
    #expect(browser.status.contains("expired 1,284 entries"))
  }

  @Test func `how far a change is stands on the status line, Ctrl-C stops it, and quitting asks`() {
    var browser = Browser(columns: 120, rows: 40)
    browser.holds = { if case .change = $0 { true } else { false } }
    browser.keys(":")
    browser.type("expire @all")
    browser.keys("<Enter> y")
    browser.send(.changeAdvanced(321))
    #expect(browser.status.contains("expiring 1,284 entries  [###.........] 25 %  C-c stops"))
    browser.keys("q")
    #expect(browser.contains("what is not changed yet stays as it is"))
    browser.keys("<Esc> <C-c>")
    #expect(browser.effects.contains(.stopChange) && !browser.effects.contains(.quit))
    guard case .change(let change)? = browser.held.last else { return }
    let changed = browser.store.entries.values.prefix(500).map(\.reference)
    let result = OperationResult(operation: OperationID(1), changed: Array(changed))
    browser.send(.changeFinished(change, .success(result)))
    #expect(browser.status.contains("stopped: expired 500 entries, 784 left as they were"))
    browser.keys("<C-c>")
    #expect(browser.effects.contains(.quit))
  }

  @Test func `an undo under way is not stopped half way`() {
    var browser = Browser()
    browser.keys("d y")
    browser.holds = { if case .change = $0 { true } else { false } }
    browser.keys("u <C-c>")
    #expect(browser.status.contains("an undo can't be stopped half way"))
    #expect(!browser.effects.contains(.stopChange) && !browser.effects.contains(.quit))
  }

  @Test func `only a message is followed by what shows all of it`() {
    var browser = Browser()
    browser.send(.noticed("It can't be written: " + String(repeating: "because ", count: 12)))
    #expect(browser.status.hasSuffix(":messages"))
    // What has the line instead of it isn't shown there.
    browser.keys("/")
    browser.type("is:")
    browser.keys("<Tab>")
    #expect(browser.status.contains("fresh") && !browser.status.contains(":messages"))
  }

  @Test func `a message that has no room on its line can be read whole`() {
    var browser = Browser()
    let sentence =
      "It can't be written: " + String(repeating: "because ", count: 12) + "of the end."
    browser.send(.noticed(sentence))
    #expect(browser.status.hasSuffix(":messages") || browser.status.contains(":messages "))
    browser.keys(":messages<Enter>")
    #expect(browser.contains("of the end."))
    browser.send(.noticed("short"))
    #expect(!browser.contains("of the end."))
    browser.keys("j")
    #expect(browser.contains("of the end."))
  }

  @Test(arguments: ["d", "e", "r", "E", "D", "R", "yu", "<Space>", "v", "<Enter>"])
  func `in an empty list keys that act say that there is no entry`(keys: String) {
    var browser = Browser()
    browser.keys("/nosuchthing<Enter>" + keys)
    #expect(browser.model.toasts.all.contains { $0.text == "no entry" })
    #expect(browser.model.screens.isEmpty)
    #expect(browser.contains(" no entry"))
    #expect(!browser.contains("HTTP 200"))
  }

  @Test func `the header's sizes follow changes by others, and not at every poll`() {
    var browser = Browser()
    let asked = { (browser: Browser) in browser.effects.count { $0 == .loadStorage } }
    #expect(asked(browser) == 1)
    for _ in 0..<12 {
      browser.store.counter += 1
      browser.fire(.poll)
      browser.wait(0.25)
    }
    let soon = asked(browser)
    #expect((2...3).contains(soon))
    browser.wait(3)
    let settled = asked(browser)
    browser.wait(10)
    #expect(asked(browser) == settled)
    browser.wait(30)
    #expect(asked(browser) == settled + 1)
  }

  @Test func `while the clock is held, changes by others come into the header too`() {
    var browser = Browser()
    for _ in 0..<30 {
      browser.store.counter += 1
      browser.fire(.poll)
    }
    let asked = browser.effects.count { $0 == .loadStorage }
    #expect((4...6).contains(asked))
  }

  @Test func `the trash lists, restores, and empties by count`() {
    var browser = Browser()
    browser.keys("d y d y T")
    #expect(browser.contains("Trash  2 entries"))
    #expect(browser.contains("api.example.com/v1/users?page=1"))
    browser.keys("<Enter> q")
    #expect(browser.store.entries.count == 1283)
    browser.keys(":")
    browser.type("empty-trash")
    browser.keys("<Enter> n")
    #expect(browser.store.trash.count == 1)
    browser.keys(":")
    browser.type("empty-trash")
    browser.keys("<Enter> 1 <Enter> u")
    #expect(browser.store.trash.isEmpty)
    #expect(browser.status.contains("nothing to undo"))
  }

  @Test func `a large trash is loaded as far as it is looked at, and emptied by its count`() {
    var browser = Browser()
    browser.keys("d y")
    let row = browser.store.trash[0]
    browser.store.trash = (1...2500).reversed().map { number in
      TrashedEntry(
        id: TrashID(Int64(number)), summary: row.summary, deleted: row.deleted,
        reason: "number \(number)", operation: row.operation)
    }
    browser.keys("T")
    #expect(browser.contains("Trash  2,500 entries"))
    #expect(!browser.effects.contains { $0.isPageOfTrash(after: TrashID(1501)) })
    browser.keys("40<PgDn>")
    #expect(browser.effects.count { $0.isPageOfTrash() } == 1)
    browser.keys("G")
    #expect(browser.effects.contains { $0.isPageOfTrash(after: TrashID(1501)) })
    #expect(!browser.contains("loading"))
    #expect(browser.contains("number 1 ") || browser.contains("number 1\n"))
    browser.keys("q :")
    let before = browser.effects.count { $0.isPageOfTrash() }
    browser.type("empty-trash")
    browser.keys("<Enter>")
    #expect(browser.contains("Empty the trash of 2,500 entries?"))
    #expect(browser.effects.count { $0.isPageOfTrash() } == before)
  }

  @Test func `what came back from the trash one by one is no longer there to be undone`() {
    var browser = Browser()
    browser.keys("j d y g d y T <Enter> q u")
    #expect(browser.store.entries.count == 1284)
    #expect(browser.focused.hasSuffix("users?page=2"))
    browser.keys("u")
    #expect(browser.status.contains("nothing to undo"))
  }

  @Test func `what others took back meanwhile is no longer offered`() {
    var browser = Browser()
    browser.keys("d y")
    browser.store.operations = []
    browser.store.changes.before = [:]
    browser.keys("u")
    #expect(browser.status.contains("nothing of it was left to undo"))
    browser.keys("u")
    #expect(browser.status.contains("nothing to undo"))
  }

  @Test func `purge asks for the number and can't be undone`() {
    var browser = Browser()
    browser.keys("D y <Enter>")
    #expect(browser.store.entries.count == 1284)
    browser.keys("D 1 <Enter>")
    #expect(browser.store.entries.count == 1283)
    #expect(browser.store.trash.isEmpty)
    browser.keys("u")
    #expect(browser.status.contains("nothing to undo"))
  }

  @Test func `expire is immediate, ticks, names its rule, and is undone`() {
    var browser = Browser()
    browser.keys("/")
    browser.type("countries")
    browser.keys("<Enter> e")
    #expect(browser.line(3).hasPrefix("> S"))
    #expect(browser.line(3).hasSuffix("-0s"))
    #expect(browser.model.list.focused?.timeline.rule == .manual)
    browser.wait(5)
    #expect(browser.line(3).hasSuffix("-5s"))
    browser.keys("u")
    #expect(browser.line(3).hasPrefix("> F"))
    #expect(browser.model.list.focused?.timeline.rule == .urlRule)
  }

  @Test func `a time to live is set, added to, and refused`() {
    var browser = Browser()
    browser.keys("E")
    browser.type("1h")
    browser.keys("<Enter>")
    #expect(browser.model.list.focused.map { Expiries.text($0, now: browser.now) } == "+1h")
    browser.keys("E")
    browser.type("+10m")
    browser.keys("<Enter>")
    #expect(browser.model.list.focused.map { Expiries.text($0, now: browser.now) } == "+1h10m")
    browser.keys("E")
    browser.type("banana")
    browser.keys("<Enter>")
    #expect(browser.status.contains("not a time"))
    browser.keys("<Esc>")
    #expect(browser.model.list.focused.map { Expiries.text($0, now: browser.now) } == "+1h10m")
  }

  @Test(arguments: ["d", "e", "r", "E", "D", "R", "u"])
  func `a read-only store says so and nothing is written`(key: String) {
    var browser = Browser(
      description: StoreDescription(
        name: "cache.sqlite", readOnlyReason: "opened with --read-only"))
    browser.keys(key + " y <Enter>")
    #expect(browser.model.toasts.all.contains { $0.text.hasPrefix("read-only:") })
    #expect(!browser.effects.contains { if case .change = $0 { true } else { false } })
    #expect(browser.line(0).hasSuffix(" ro"))
  }

  @Test func `read-only dims what can't act`() {
    let browser = Browser(
      description: StoreDescription(name: "x", readOnlyReason: "no write permission"))
    #expect(browser.frame.styleRuns.contains("disabled"))
    #expect(!Browser().frame.styleRuns.contains("disabled"))
  }

  @Test func `more than twenty entries are not expired without a dialog`() {
    var browser = Browser()
    browser.keys("v 24j v e")
    #expect(browser.contains("Expire 25 entries?"))
    browser.keys("y")
    #expect(browser.model.undoLog.undoable?.count == 25)
  }

  @Test func `copying happens for the copy key alone, and is safe to paste`() {
    var browser = Browser()
    browser.keys("/")
    browser.type("evil")
    browser.keys("<Enter> 1 2 3 <Tab> j k")
    #expect(!browser.effects.contains { if case .copy = $0 { true } else { false } })
    browser.keys("y u")
    guard
      case .copy(let text)? = browser.effects.last(where: {
        if case .copy = $0 { true } else { false }
      })
    else {
      Issue.record("nothing was copied")
      return
    }
    #expect(isHarmless(text))
  }

  @Test func `what came while the browser started shows soon`() {
    var browser = Browser()
    let last = browser.store.entries.keys.max { $0.rawValue < $1.rawValue }
    last.map { _ = browser.store.entries.removeValue(forKey: $0) }
    #expect(browser.line(0).contains("1,284 entries"))
    browser.fire(.poll)
    browser.wait(3)
    #expect(browser.line(0).contains("1,283 entries"))
  }

  @Test func `a message over the keys of a screen goes with the first key after a second`() {
    var browser = Browser()
    browser.keys("d y T")
    #expect(browser.status.contains("moved 1 entry to trash"))
    browser.keys("j")
    #expect(browser.status.contains("moved 1 entry to trash"))
    browser.wait(1)
    #expect(browser.status.contains("moved 1 entry to trash"))
    browser.keys("j")
    #expect(browser.status.contains("Enter restore"))
  }

  @Test(arguments: [("d y", "deleting 1 entry"), ("e", "expiring 1 entry")])
  func `a change of one entry that has to wait says so`(keys: String, words: String) {
    var browser = Browser()
    browser.holds = { if case .change = $0 { true } else { false } }
    browser.keys(keys)
    browser.wait(1)
    #expect(!browser.status.contains(words))
    browser.wait(1)
    #expect(browser.status.contains(words))
    browser.holds = { _ in false }
    browser.release()
    #expect(!browser.status.contains(words))
  }
}

extension Effect {
  /// Whether it asks for rows of the trash.
  fileprivate func isPageOfTrash() -> Bool {
    if case .loadTrash = self { true } else { false }
  }

  /// Whether it asks for what follows a row of the trash.
  fileprivate func isPageOfTrash(after row: TrashID) -> Bool {
    if case .loadTrash(let place, _, _) = self { place == row } else { false }
  }
}
