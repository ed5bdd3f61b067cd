import BrowserUI
import CacheStore
import Canvas
import Testing

@Suite struct KeyMapTests {
  @Test(arguments: KeyContext.allCases)
  func `a key means one thing in a context`(context: KeyContext) {
    let keys = KeyMap.all.filter { $0.contexts.contains(context) }.flatMap(\.keys)
    #expect(Set(keys).count == keys.count)
  }

  @Test(arguments: Action.allCases)
  func `every action has a row, and a key or the palette reaches it`(action: Action) throws {
    let row = try #require(KeyMap.standard.binding(of: action))
    #expect(!row.help.isEmpty)
    #expect(!row.contexts.isEmpty)
  }

  @Test func `each action has one row`() {
    #expect(KeyMap.all.count == Set(KeyMap.all.map(\.action)).count)
  }

  @Test func `function keys have letters beside them`() {
    for row in KeyMap.all
    where row.keys.contains(where: { if case .function = $0 { true } else { false } }) {
      #expect(row.keys.count > 1 || row.action == .options || row.action == .find)
    }
  }

  @Test func `the row of function keys goes from F1 to F10 and fits 80 columns`() {
    let words = KeyMap.standard.footer.compactMap(\.footer)
    #expect(
      words == [
        "Help", "Setup", "Find", "Filter", "Reval", "Sort", "Expire", "Delete", "Menu", "Quit",
      ])
  }

  @Test func `the tables for the README name every key`() throws {
    let text = KeyMap.markdown
    #expect(text.contains("| `r` `F5` | revalidate (conditional) |"))
    for row in KeyMap.all where !row.keys.isEmpty { #expect(text.contains("| \(row.help) |")) }
    try expectGolden(text, "keys")
  }

  @Test func `the palette does what it names`() {
    var browser = Browser()
    browser.keys("<C-p>")
    browser.type("reverse")
    browser.keys("<Enter>")
    #expect(browser.model.sort.isDescending)
    #expect(browser.model.screens.isEmpty)
  }

  @Test func `the palette has the commands too, with a place for their words`() {
    var browser = Browser()
    browser.keys("d y <C-p>")
    browser.type("empty-trash")
    browser.keys("<Enter>")
    #expect(browser.contains("Empty the trash of 1 entry?"))
    browser.keys("n <C-p>")
    browser.type("ttl")
    #expect(browser.contains(":ttl TIME SELECTION"))
    browser.keys("<Enter>")
    #expect(browser.status.hasSuffix(":ttl"))
    browser.type("2h @focus")
    browser.keys("<Enter>")
    #expect(browser.model.list.focused.map { Expiries.text($0, now: browser.now) } == "+2h")
  }

  @Test(arguments: ["empty-trash", "reasons", "variants", "messages", "save", "what-if", "purge"])
  func `each command is found in the palette by its name`(name: String) {
    var browser = Browser()
    browser.keys("<C-p>")
    browser.type(name)
    #expect(!browser.contains("nothing has that name"))
  }

  @Test func `help finds actions without a key too, by the command that does them`() {
    var browser = Browser()
    browser.keys("?")
    #expect(!browser.contains(":copy.curl"))
    browser.type("secrets")
    #expect(browser.contains(":copy.curl-with-secrets copy a curl command with secrets"))
    browser.keys("<Esc>")
    browser.type("reasons")
    #expect(browser.contains(":view.reasons"))
  }

  @Test func `help filters by name and by key`() {
    var browser = Browser()
    browser.keys("?")
    browser.type("expire")
    #expect(browser.contains("e F7"))
    #expect(!browser.contains("delete to trash"))
    browser.keys("<Esc>")
    browser.type("C-d")
    #expect(browser.contains("half a page"))
  }

  @Test func `a click on a function key does its action`() {
    var browser = Browser()
    browser.click(1, 23)
    #expect(browser.contains("Keys for: Entries"))
  }
}
