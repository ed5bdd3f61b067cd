import BrowserUI
import CacheStore
import Canvas
import TestSupport
import Testing

/// The five rules that keep a hasty or a strange terminal from changing anything. The third, that no byte of an
/// unknown sequence is a key, is held by `HostileInputTests` and `HostileTests`.
@Suite(.ownThreads) struct SafetyTests {
  private func hasChanged(_ browser: Browser) -> Bool {
    browser.store.entries.count != 1284 || !browser.store.operations.isEmpty
      || browser.effects.contains { effect in
        switch effect {
        case .change, .emptyTrash, .revalidate, .quit: true
        default: false
        }
      }
  }

  @Test(arguments: [
    "d d d d", "D D D", "d <Enter>", "D <Enter> <Enter>", "v 60j v d <Enter>", "* d <Enter>",
    "v 60j v d 1 2 <Enter>", "v 60j v r <Enter>", "v 60j v R R", "D 2 <Enter>",
  ])
  func `rule 1: repeating the key or Enter alone confirms nothing`(keys: String) {
    var browser = Browser()
    browser.keys(keys)
    #expect(!hasChanged(browser))
  }

  @Test(arguments: ["d", "D", "v 60j v r", "* d", "/plain<Enter>r"])
  func `rule 2: a dialog drops what was typed ahead`(keys: String) {
    var browser = Browser()
    browser.keys(keys)
    #expect(browser.effects.contains(.flushInput))
    #expect(!hasChanged(browser))
  }

  @Test(arguments: ["", "d", "v 60j v d", "<C-w>", "s", "y", "T", "w", "<F2>", "?", "L", "<Tab>"])
  func `rule 4: a paste that no field takes does nothing`(keys: String) {
    var browser = Browser()
    browser.keys(keys)
    browser.send(.keyPressed(.paste("dyDRe\n216\ny")))
    #expect(!hasChanged(browser))
  }

  @Test(arguments: ["/", ":", "<F3>", "E", "<C-p>"])
  func `rule 4: a paste into a field is text on one line`(keys: String) {
    var browser = Browser()
    browser.keys(keys)
    browser.send(.keyPressed(.paste("purge @all\ny\u{1B}[A")))
    #expect(browser.contains("purge @all y"))
    #expect(isHarmless(browser.frame.text))
    #expect(!hasChanged(browser))
  }

  @Test func `rule 4: a paste into the list is told`() {
    var browser = Browser()
    browser.send(.keyPressed(.paste("dy")))
    #expect(browser.status.contains("paste ignored"))
  }

  @Test(arguments: [("d y", 1283), ("e", 1284)])
  func `rule 5: without marks only the entry under the cursor is meant`(keys: String, count: Int) {
    var browser = Browser()
    browser.keys("/")
    browser.type("is:stale")
    browser.keys("<Enter> j")
    let url = browser.focused
    browser.keys(keys)
    #expect(browser.store.entries.count == count)
    #expect(browser.store.operations.first?.count == 1)
    #expect(!url.isEmpty)
  }

  @Test func `rule 5: all shown are meant only where that is said, and the dialog says it`() {
    var browser = Browser()
    browser.keys("/")
    browser.type("is:stale")
    browser.keys("<Enter> :")
    browser.type("delete @shown")
    browser.keys("<Enter>")
    #expect(browser.contains("Delete 216 entries?"))
    #expect(browser.contains("(no marks set)"))
    browser.keys("<Esc> * d")
    #expect(browser.contains("Delete 216 entries?"))
    #expect(browser.contains("216 marked"))
  }
}
