import BrowserUI
import CacheStore
import TestSupport
import Testing

/// Another file in the place of the store's, in which the same numbers mean other entries.
@Suite(.ownThreads) struct ReplacedTests {
  private static let other = StoreDescription(
    name: "~/app/cache.sqlite", readOnlyReason: "the file has no write permission")

  @Test func `what names entries of the former file is forgotten, and the view stays`() {
    var browser = Browser()
    browser.keys("/is:stale<Enter> d y s z <Space> <Space> d")
    #expect(browser.contains("Delete 2 entries?"))
    browser.effects = []
    browser.store.operations = []
    browser.send(.storeReplaced(Self.other))
    #expect(browser.effects.first == .adoptStore)
    #expect(!browser.contains("Delete 2 entries?"))
    #expect(browser.model.marks.isEmpty)
    #expect(browser.model.undoLog.next == nil)
    #expect(browser.model.filterBar.applied.text == "is:stale")
    #expect(browser.model.sort == EntrySort(.size, descending: browser.model.sort.isDescending))
    #expect(browser.model.list.total == 215)
    #expect(browser.status.contains("the cache's file was replaced: this is the new one"))
    browser.keys("d")
    #expect(browser.status.contains("read-only: the file has no write permission"))
  }

  @Test func `what was asked of the former file and comes late changes nothing`() {
    var browser = Browser()
    browser.holds = { effect in
      switch effect {
      case .change, .resolveReferences, .loadPage: true
      default: false
      }
    }
    browser.keys("d y")
    browser.send(.storeReplaced(StoreDescription(name: "~/app/cache.sqlite")))
    browser.holds = { _ in false }
    browser.store.operations = []
    browser.release()
    #expect(browser.model.undoLog.next == nil)
    #expect(!browser.status.contains("moved 1 entry to trash"))
  }

  @Test func `a filter that looks into bodies looks into those of the new file`() {
    var browser = Browser()
    browser.keys("/header:etag<Enter>")
    browser.effects = []
    browser.send(.storeReplaced(Self.other))
    let searches = browser.effects.count { effect in
      if case .startSearch = effect { true } else { false }
    }
    #expect(searches == 1)
  }

  @Test func `the next look at the store is at the new one`() {
    var browser = Browser()
    browser.effects = []
    browser.send(.storeReplaced(Self.other))
    #expect(browser.timers.contains(.poll))
  }
}
