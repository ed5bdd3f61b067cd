import BrowserUI
import CacheStore
import Canvas
import FoundationEssentials
import Testing

@Suite struct WritingTests {
  private func request(_ browser: Browser) -> WriteRequest? {
    browser.effects.compactMap { if case .write(let request) = $0 { request } else { nil } }.last
  }

  @Test func `marked entries are written where one says, and what was redacted is told`() {
    var browser = Browser()
    browser.keys("<Space> <Space> <Space> W")
    for form in ["h  HAR 1.2", "j  JSON lines", "c  CSV", "b  body"] {
      #expect(browser.contains(form))
    }
    browser.keys("h")
    #expect(browser.status.contains("write har to> larder-3-entries.har"))
    browser.keys("<C-u>")
    browser.type("/tmp/o.har")
    browser.keys("<Enter>")
    #expect(request(browser)?.entries == [EntryID("1"), EntryID("2"), EntryID("3")])
    #expect(request(browser)?.withSecrets == false && request(browser)?.exporter == "har")
    #expect(browser.status.contains("wrote 3 entries, 2 values redacted  /tmp/o.har"))
  }

  @Test func `what is typed takes the place of the proposed name, and other keys change that`() {
    var browser = Browser()
    browser.keys("<Space> <Space> W h")
    browser.type("/tmp/o.har")
    #expect(browser.status == " write har to> /tmp/o.har")
    browser.keys("<Esc> W h <BS>")
    browser.type("x")
    #expect(browser.status == " write har to> larder-2-entries.hax")
    browser.keys("<Esc> W h")
    browser.send(.keyPressed(.paste("/tmp/pasted.har")))
    #expect(browser.status == " write har to> /tmp/pasted.har")
  }

  @Test func `a file that is there is replaced only after a yes`() {
    var browser = Browser()
    browser.store.files = ["o.csv"]
    browser.keys(":")
    browser.type("write csv o.csv")
    browser.keys("<Enter>")
    #expect(browser.contains("Replace the file?"))
    browser.keys("<Enter>")
    #expect(request(browser)?.mayReplace == false)
    #expect(browser.status.contains("nothing was written: the file is as it was"))
    browser.keys("W c <C-u>")
    browser.type("o.csv")
    browser.keys("<Enter> y")
    #expect(request(browser)?.mayReplace == true)
    #expect(browser.status.contains("1 entry"))
  }

  @Test func `secrets are written only when asked for`() {
    var browser = Browser()
    browser.keys("W s")
    #expect(browser.contains("secrets: left in"))
    browser.keys("h <Enter>")
    #expect(request(browser)?.withSecrets == true)
  }

  @Test(arguments: [
    ("W h", "users.har"), ("W b", "users.json"), ("W c", "users.csv"), ("W j", "users.jsonl"),
    ("<Space> <Space> W b", "larder-2-bodies"),
  ])
  func `a name is proposed`(keys: String, name: String) {
    var browser = Browser()
    browser.keys(keys)
    #expect(browser.status.hasSuffix("> \(name)") || browser.status.contains("> \(name) "))
  }

  @Test func `how far a large file is stands on the status line, and quitting asks`() {
    var browser = Browser(columns: 120, rows: 40)
    browser.holds = { if case .write = $0 { true } else { false } }
    browser.keys("* W h <Enter>")
    #expect(!browser.status.contains("write har ["))
    browser.now.addTimeInterval(2)
    browser.send(.writingAdvanced(321))
    browser.wait(0)
    #expect(browser.status.contains("write har [###.........] 321/1,284   eta"))
    #expect(browser.status.contains("C-c stops"))
    browser.keys("q")
    #expect(browser.contains("what is not written yet is left out"))
    browser.keys("<Esc>")
    browser.holds = { _ in false }
    browser.release()
    #expect(browser.status.contains("1,284 entries") && !browser.status.contains("write har ["))
    browser.keys("q")
    #expect(browser.effects.contains(.quit))
  }

  @Test(arguments: [(0, "stopped: nothing was written"), (3, "stopped: 3 files were written")])
  func `what a stopped export left is told`(files: Int, sentence: String) {
    var browser = Browser()
    browser.holds = { if case .write = $0 { true } else { false } }
    browser.keys("W b <Enter>")
    let request = WriteRequest(exporter: "body", entries: [], path: "x", withSecrets: false)
    browser.send(.written(request, .success(.cancelled(files: files))))
    #expect(browser.status.contains(sentence))
  }

  @Test func `while a file is written Ctrl-C stops that, and another has to wait`() {
    var browser = Browser()
    browser.holds = { if case .write = $0 { true } else { false } }
    browser.keys("W h <Enter> W c <Enter>")
    #expect(browser.status.contains("a file is being written"))
    browser.keys("<C-c>")
    #expect(browser.effects.contains(.cancelWriting) && !browser.effects.contains(.quit))
  }

  @Test(arguments: ["har", "csv", "jsonl"])
  func `the palette finds each form`(name: String) {
    var browser = Browser()
    browser.keys("<C-p>")
    browser.type("write.\(name)")
    browser.keys("<Enter>")
    #expect(browser.status.contains("write \(name) to>"))
  }

  @Test func `without a name nothing is written, and an unknown form is told`() {
    var browser = Browser()
    browser.keys("W h <C-u> <Enter>")
    #expect(request(browser) == nil)
    browser.keys(":")
    browser.type("write pdf x")
    browser.keys("<Enter>")
    #expect(browser.contains("write needs a form: har, jsonl, csv, curl, body"))
  }
}
