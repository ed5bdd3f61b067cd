import BrowserUI
import CacheStore
import Canvas
import HTTPCaching
import HTTPTypes
import Testing

@Suite struct CopyTests {
  private func copied(_ keys: String, _ entry: CacheEntry? = nil) -> (text: String, status: String)
  {
    var store = DemoStore()
    if let entry { store.replaced[EntryID("1")] = entry }
    var browser = Browser(store: store)
    browser.keys(keys)
    let texts = browser.effects.compactMap { if case .copy(let text) = $0 { text } else { nil } }
    return (texts.last ?? "", browser.status)
  }

  @Test func `curl asks for the same, and secrets stay here`() {
    var entry = EntryFixture.entry()
    entry.summary.reference = EntryReference(id: EntryID("1"), version: 1)
    entry.stored.request.headerFields[.authorization] = "Bearer abc"
    entry.stored.request.headerFields[.cookie] = "sid=1"
    let (text, status) = copied("yc", entry)
    #expect(
      text == """
        curl --globoff --header 'Accept: application/json' --header 'Authorization: REDACTED-1' \
        --header 'Cookie: REDACTED-2' --compressed --url 'https://api.example.com/v1/users?page=1'
        """)
    #expect(status.contains("copied the curl command, 2 secrets redacted"))
    #expect(copied("yC", entry).text.contains("'Authorization: Bearer abc'"))
  }

  @Test func `nothing in an entry ends a quote, begins an option or a line`() throws {
    let url = "https://x.example/'; rm -rf ~ #\n$(id)`id`[1-9]{a,b}"
    var entry = EntryFixture.entry(url: url, method: "-o'x")
    entry.summary.reference = EntryReference(id: EntryID("1"), version: 1)
    entry.stored.request.headerFields = HTTPFields()
    let name = try #require(HTTPField.Name("-K"))
    entry.stored.request.headerFields[name] = "a'b"
    let empty = try #require(HTTPField.Name("X-Empty"))
    entry.stored.request.headerFields[empty] = ""
    let via = try #require(HTTPField.Name("Via"))
    entry.stored.request.headerFields[via] = "1.1 proxy"
    let (text, _) = copied("yc", entry)
    #expect(
      text == #"curl --globoff --request '-o'\''x' --header '-K: a'\''b' --header 'X-Empty;' "#
        + #"--url 'https://x.example/'\''; rm -rf ~ # $(id)`id`[1-9]{a,b}'"#)
  }

  @Test func `equal secrets have equal placeholders`() {
    var entry = EntryFixture.entry()
    entry.summary.reference = EntryReference(id: EntryID("1"), version: 1)
    entry.stored.request.headerFields[.authorization] = "same"
    entry.stored.request.headerFields[.proxyAuthorization] = "same"
    #expect(copied("yc", entry).text.components(of: "REDACTED-1") == 2)
    #expect(copied("yh", entry).text.contains("set-cookie: REDACTED-1\nSet-Cookie: REDACTED-2\n"))
  }

  @Test(arguments: [
    ("ye", "STALE for"), ("yb", "line one of 1"), ("yj", "\"url\":\"https"), ("yk", "9f1c1"),
  ])
  func `what is shown can be copied as text`(keys: String, text: String) {
    #expect(copied(keys).text.contains(text))
  }

  @Test func `names of secrets can be set`() {
    var browser = Browser(preferences: Preferences())
    browser.model.preferences.secretNames = ["etag"]
    browser.keys("yh")
    let texts = browser.effects.compactMap { if case .copy(let text) = $0 { text } else { nil } }
    #expect(texts.last?.contains("ETag: REDACTED-1") == true)
  }

  @Test(arguments: [
    (String(repeating: "x", count: 80_000), "too long for the clipboard; W b writes it to a file")
  ])
  func `a body that can't be copied says what can be done`(body: String, told: String) {
    var store = DemoStore()
    store.bodies[EntryID("1")] = body
    var browser = Browser(store: store)
    browser.keys("yb")
    #expect(browser.status.contains(told))
    #expect(!browser.effects.contains { if case .copy = $0 { true } else { false } })
  }

  @Test func `a body keeps its lines and tabs, and loses what drives a terminal`() {
    var store = DemoStore()
    store.bodies[EntryID("1")] = "a\tb\n\u{1B}]52;c;AAAA\u{7}\n"
    var browser = Browser(store: store)
    browser.keys("yb")
    let texts = browser.effects.compactMap { if case .copy(let text) = $0 { text } else { nil } }
    #expect(texts.last == "a\tb\n␛]52;c;AAAA␇\n")
  }

  @Test func `heads that aren't loaded are loaded for the copy`() {
    var browser = Browser(columns: 40, rows: 10)
    #expect(browser.model.viewer.entry == nil)
    browser.keys("yh")
    #expect(browser.effects.contains { if case .copy = $0 { true } else { false } })
  }
}

extension String {
  fileprivate func components(of word: String) -> Int { ranges(of: word).count }
}
