import BodyViews
import BrowserUI
import CacheStore
import Canvas
import Testing

/// The body tab: folds and their cursor, searching, pages.
@Suite struct BodyTests {
  static let tree = """
    {"page":1,"items":[\((0..<1000).map { #"{"n":\#($0),"animal":"\#($0 == 700 ? "zebra" : "horse")"}"# }
      .joined(separator: ","))],"end":{}}
    """

  func browser(_ body: String, type: String? = nil, columns: Int = 80, rows: Int = 24) -> Browser {
    var store = DemoStore()
    for (id, var entry) in store.entries {
      entry.size = Int64(body.utf8.count)
      if let type { entry.mediaType = type }
      store.entries[id] = entry
      store.bodies[id] = body
    }
    var browser = Browser(columns: columns, rows: rows, store: store)
    browser.keys("2<Enter>")
    return browser
  }

  @Test func `h folds the line under the cursor, l unfolds it, and the path follows`() {
    var browser = browser(Self.tree)
    browser.keys("jj")
    #expect(browser.about.contains("$.items"))
    browser.keys("h")
    #expect(browser.contains("\"items\": [ 1000 items ],"))
    browser.keys("l")
    #expect(!browser.contains("1000 items"))
    browser.keys("jj")
    #expect(browser.about.contains("$.items[0].n"))
    // From a leaf to what it lies in, and then that is folded.
    browser.keys("h")
    #expect(browser.about.hasSuffix("$.items[0]"))
    browser.keys("h")
    #expect(browser.contains("{ 2 keys },"))
    browser.keys("gh")
    #expect(browser.contains("{ 3 keys }"))
  }

  @Test func `sideways goes as far as there is something to read`() {
    var browser = Browser()
    browser.keys("<Tab> 1 l l")
    #expect(browser.contains(" HTTP 200"))
    browser = self.browser(String(repeating: "x", count: 197) + "END", type: "text/plain")
    browser.keys(String(repeating: "l", count: 40))
    #expect(browser.contains("xxEND"))
  }

  @Test func `Enter folds and unfolds, minus and plus fold all and nothing`() {
    var browser = browser(Self.tree)
    browser.keys("j<Enter>")
    #expect(browser.about.hasSuffix("$"))
    #expect(browser.contains("{ 3 keys }"))
    browser.keys("<Enter>")
    #expect(!browser.contains("{ 3 keys }"))
    browser.keys("-")
    #expect(browser.contains("[ 1000 items ]") && browser.contains("\"page\": 1"))
    browser.keys("+")
    #expect(!browser.contains("1000 items"))
    browser.keys("1-")
    #expect(browser.status.contains("nothing to fold"))
  }

  @Test func `the cursor stays on screen wherever it goes`() {
    var browser = browser(Self.tree)
    for keys in ["G", "k", "<PgUp>", "<C-u>", "g", "<PgDn>", "JJJJ", "K", "h", "G"] {
      browser.keys(keys)
      let cursors = browser.lines.filter { $0.hasPrefix("│>") }
      #expect(cursors.count == 1, "after \(keys)")
    }
  }

  @Test func `a search opens the folds down to the match, and goes round with a message`() {
    var browser = browser(Self.tree)
    browser.keys("h/")
    browser.type("zebra")
    browser.keys("<Enter>")
    #expect(browser.contains("\"animal\": \"zebra\""))
    #expect(browser.about.hasSuffix("$.items[700].animal"))
    #expect(!browser.status.contains("round"))
    browser.keys("n")
    #expect(browser.status.contains("the search went round the end"))
    #expect(browser.about.hasSuffix("$.items[700].animal"))
    browser.keys("N")
    #expect(browser.status.contains("the search went round the end"))
    browser.keys("/")
    browser.type("unicorn")
    browser.keys("<Enter>")
    #expect(browser.status.contains("\"unicorn\" is not in the body"))
    #expect(browser.contains("zebra"))
  }

  @Test func `n and N go from match to match`() {
    var browser = browser(Self.tree)
    browser.keys("/")
    browser.type("HORSE")
    browser.keys("<Enter>")
    #expect(browser.about.hasSuffix("$.items[0].animal"))
    browser.keys("nn")
    #expect(browser.about.hasSuffix("$.items[2].animal"))
    browser.keys("N")
    #expect(browser.about.hasSuffix("$.items[1].animal"))
  }

  @Test func `a click puts the cursor on a line, and another folds there`() {
    var browser = browser(Self.tree)
    browser.click(20, 7)
    #expect(browser.about.hasSuffix("$.items"))
    browser.click(20, 7)
    #expect(browser.contains("[ 1000 items ]"))
  }

  static let log =
    String(repeating: "2026-02-28 GET /v1/users 200 12412 0.208 0123456789abcdef\n", count: 60_000)
    + "last-line-token\n"

  @Test func `a large body is searched beyond the page that is shown, both ways`() {
    var browser = browser(Self.log, type: "text/plain")
    #expect(browser.about.contains("of \(Self.log.utf8.count)"))
    browser.keys("/")
    browser.type("last-line-token")
    browser.keys("<Enter>")
    #expect(browser.contains("last-line-token"))
    #expect(browser.about.contains("to \(Self.log.utf8.count) of"))
    browser.keys("n")
    #expect(browser.status.contains("went round"))
    #expect(browser.contains("last-line-token"))
    browser.keys("g")
    #expect(browser.about.contains("bytes 0 to"))
    #expect(!browser.contains("last-line-token"))
    browser.keys("N")
    #expect(browser.contains("last-line-token"))
    browser.keys("gG")
    #expect(browser.contains("last-line-token"))
  }

  @Test func `a match far to the right is scrolled to, and one at the left comes back`() {
    let line =
      "needle " + String(repeating: "日a", count: 500) + " Needle "
      + String(repeating: "b", count: 900)
    var browser = browser(line + "\nneedle\n", type: "text/plain")
    browser.keys("/")
    browser.type("needle")
    browser.keys("<Enter>")
    #expect(browser.model.viewer.indent == 0)
    browser.keys("n")
    #expect(browser.contains("日a Needle bb"))
    #expect(browser.about.contains("text (auto)"))
    browser.keys("n")
    #expect(browser.model.viewer.indent == 0)
    #expect(browser.contains(" needle "))
    browser.keys("N")
    #expect(browser.contains("日a Needle bb"))
  }

  @Test func `a way of showing bodies is for those of its type`() {
    var browser = browser(Self.tree)
    browser.keys("mb")
    #expect(browser.model.viewer.body?.body.viewID == "hex")
    func go(to filter: String) {
      browser.keys("q/<F4>")
      browser.type(filter)
      browser.keys("<Enter>2<Enter>")
    }
    go(to: "logo.png")
    #expect(browser.model.viewer.mode == nil && browser.model.viewer.body?.body.viewID != "hex")
    go(to: "countries")
    #expect(browser.model.viewer.body?.body.viewID == "hex")
  }

  @Test func `a search in hex takes text and bytes`() {
    var browser = browser("\0\u{1}binary" + String(repeating: "\0", count: 900) + "PK\u{3}\u{4}")
    browser.keys("m")
    let hex = browser.lines.first { $0.contains(" hex") }?.first { $0.isLetter || $0.isNumber }
    #expect(hex != nil)
    browser.keys("<Esc>")
    browser.model.viewer.mode = "hex"
    browser.keys("]2/")
    browser.type("50 4b 03 04")
    browser.keys("<Enter>")
    #expect(browser.contains("PK.."))
    browser.keys("/")
    browser.type("Binary")
    browser.keys("<Enter>")
    #expect(browser.contains("binary"))
    #expect(browser.status.contains("went round"))
  }

  @Test func `only the search that was asked for last is answered`() {
    var browser = browser(Self.log, type: "text/plain")
    browser.holds = { if case .searchBody = $0 { true } else { false } }
    browser.keys("/")
    browser.type("last-line-token")
    browser.keys("<Enter>")
    browser.keys("j")
    browser.keys("1")
    browser.release()
    #expect(browser.contains("[1 Headers]"))
    #expect(browser.held.isEmpty)
  }
}

extension Browser {
  /// The line about the body.
  fileprivate var about: String {
    let line = lines.first { $0.contains("(auto)") } ?? ""
    return String(line.reversed().drop { $0 == " " || $0 == "│" }.reversed())
  }
}
