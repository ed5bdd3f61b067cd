import BrowserUI
import CacheStore
import Canvas
import HTTPCaching
import Testing

@Suite struct RevalidationTests {
  @Test func `a row shows that it is asked about, then its renewed expiry`() {
    var browser = Browser()
    browser.holds = { if case .revalidate = $0 { true } else { false } }
    browser.keys("r")
    #expect(browser.line(3).hasPrefix("> r"))
    #expect(browser.status.contains("0/1"))
    browser.holds = { _ in false }
    browser.release()
    #expect(browser.focused.hasSuffix("users?page=1"))
    #expect(browser.model.list.focused.map { Expiries.text($0, now: browser.now) } == "+10m")
    #expect(browser.status.contains("not modified (304)"))
  }

  @Test func `what changed has a screen, and undo restores the old version`() {
    var browser = Browser()
    browser.answers[EntryID("1")] = .changed
    browser.keys("r =")
    #expect(browser.contains("Revalidate: api.example.com/v1/users?page=1"))
    #expect(browser.contains("if-none-match: \"9f1c-1\""))
    #expect(browser.contains("~ etag"))
    #expect(browser.contains("  + B"))
    browser.keys("u")
    #expect(browser.model.screens.isEmpty)
    #expect(
      browser.model.list.focused?.timeline.freshUntil == DemoEntries.all[0].timeline.freshUntil)
  }

  @Test func `an entry without validators asks before it is downloaded`() {
    var browser = Browser()
    browser.keys("/")
    browser.type("plain.example")
    browser.keys("<Enter> r")
    #expect(browser.contains("this will download 12.4k again"))
    browser.keys("n")
    #expect(browser.model.tasks.all.isEmpty)
    browser.keys("r y")
    #expect(browser.model.tasks.all.count == 1)
  }

  @Test func `an error is asked about without a condition, so it asks first`() {
    var browser = Browser()
    browser.keys("/")
    browser.type("status:404")
    browser.keys("<Enter> r")
    #expect(browser.contains("Only a success is asked about: this will download 71 again"))
    #expect(browser.model.tasks.all.isEmpty)
  }

  @Test func `many requests are shown before they are sent, and failed ones stay marked`() {
    var browser = Browser()
    browser.keys("v 59j v r")
    #expect(browser.contains("Revalidate 60 entries?"))
    #expect(browser.contains("api.example.com"))
    browser.answers[EntryID("7")] = .networkError("refused")
    browser.answers[EntryID("9")] = .originError(500)
    browser.keys("y")
    #expect(browser.model.marks.ids == [EntryID("7"), EntryID("9")])
    #expect(browser.status.contains("304:58 err:2"))
    browser.keys("w")
    #expect(browser.contains("60/60"))
  }

  @Test func `while a task runs the list can be used and the task cancelled`() {
    var browser = Browser()
    browser.holds = { if case .revalidate = $0 { true } else { false } }
    browser.keys("v 99j v r y g j j j")
    #expect(browser.model.list.cursor == 3)
    #expect(browser.status.contains("0/100"))
    browser.keys("w x")
    #expect(browser.effects.contains(.cancel(TaskID(1))))
    #expect(browser.contains("cancelled"))
  }

  @Test func `Ctrl-C cancels the running task and only then quits`() {
    var browser = Browser()
    browser.holds = { if case .revalidate = $0 { true } else { false } }
    browser.keys("r <C-c>")
    #expect(browser.effects.contains(.cancel(TaskID(1))))
    #expect(!browser.effects.contains(.quit))
    browser.keys("<C-c>")
    #expect(browser.effects.contains(.quit))
  }

  @Test func `the pace of requests is an option, and the dialog tells it`() {
    var browser = Browser()
    browser.model.preferences.requestDelay = 1000
    browser.model.preferences.stopAfterErrors = 1
    browser.keys("v 59j v r")
    #expect(browser.contains("Pace        one each 1.0 s per host, stops after 1 error"))
    browser.keys("y")
    let pace = browser.effects.compactMap {
      if case .revalidate(_, _, _, let pace) = $0 { pace } else { nil }
    }
    #expect(pace == [RequestPace(delay: 1, stopAfterErrors: 1)])
  }

  @Test func `a pace stays within reason`() {
    let pace = RequestPace(concurrency: 0, perHost: -1, delay: -.infinity, stopAfterErrors: 0)
    #expect(pace == RequestPace(concurrency: 1, perHost: 1, delay: 0, stopAfterErrors: 1))
    #expect(RequestPace().words == "4 at once, 2 per host")
  }

  @Test func `a task waits for the one before it, and can be cancelled before its turn`() {
    var browser = Browser()
    browser.holds = { if case .revalidate = $0 { true } else { false } }
    browser.keys("r j r j r w")
    #expect(browser.contains("waiting"))
    #expect(browser.held.count == 1)
    browser.keys("x")
    #expect(browser.contains("cancelled"))
    browser.holds = { _ in false }
    browser.release()
    #expect(browser.model.tasks.all.map(\.state) == [.ended, .ended, .ended])
    #expect(browser.model.tasks.all.map(\.done) == [1, 1, 0])
    let asked = browser.effects.count { if case .revalidate = $0 { true } else { false } }
    #expect(asked == 2)
  }

  @Test func `a task shows what became of each entry, failures first, and what changed in it`() {
    var browser = Browser()
    browser.answers[EntryID("3")] = .networkError("refused")
    browser.answers[EntryID("2")] = .changed
    browser.keys("v 4j v r w <Enter>")
    #expect(browser.contains("Task 1"))
    #expect(browser.line(2).contains("err"))
    #expect(browser.line(2).contains("users?page=3"))
    #expect(browser.line(2).contains("refused"))
    let row = browser.lines.firstIndex { $0.contains("changed") && $0.contains("page=2") } ?? 0
    browser.keys(String(repeating: "j", count: row - 2) + "<Enter>")
    #expect(browser.contains("Revalidate: api.example.com/v1/users?page=2"))
    browser.keys("q q")
    #expect(browser.contains("Tasks"))
  }

  @Test func `the status line tells which task, how far and how long`() {
    var browser = Browser(columns: 160, rows: 30)
    browser.holds = { if case .revalidate = $0 { true } else { false } }
    browser.keys("v 19j v r U j r")
    let report = browser.answer(EntryReference(id: EntryID("1"), version: 1))
    for _ in 0..<4 { browser.wait(1) }
    browser.send(.revalidationFinished(TaskID(1), report))
    #expect(browser.status.contains("task 1/2 revalidate ["))
    #expect(browser.status.contains("1/20   eta 1m 16s"))
  }
}
