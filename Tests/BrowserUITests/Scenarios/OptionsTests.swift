import BrowserUI
import Canvas
import TestSupport
import Testing

@Suite(.ownThreads) struct OptionsTests {
  private func open(_ columns: Int = 80, _ rows: Int = 24) -> Browser {
    var browser = Browser(columns: columns, rows: rows)
    browser.model.options = OptionSources(
      path: "~/.config/larder/config.toml", origins: ["mouse": .file(line: 3)])
    browser.keys("<F2>")
    return browser
  }

  private func row(_ name: String) -> String {
    let place = Setting.all.firstIndex { $0.name == name } ?? 0
    return Array(repeating: "j", count: place).joined(separator: " ")
  }

  @Test(arguments: [(40, 10), (80, 24), (120, 40), (200, 60)])
  func `the screen`(columns: Int, rows: Int) throws {
    var browser = open(columns, rows)
    browser.keys("j")
    try expectGolden(browser.frame.text, "options-\(columns)x\(rows)")
  }

  @Test func `a theme changes at once, and the terminal is told`() {
    var browser = open()
    browser.keys("<Space>")
    #expect(browser.model.preferences.theme.name == "light")
    #expect(browser.effects.last == .adapt(browser.model.preferences))
    #expect(browser.contains("changed here"))
    #expect(browser.contains("1 not saved"))
    browser.keys("<Left> <Left>")
    #expect(browser.model.preferences.theme.name == "tritanopia")
    browser.keys("<Del>")
    #expect(browser.model.preferences.theme.name == "dark")
  }

  @Test func `flags, numbers and lists`() {
    var browser = open()
    browser.keys("j <Space>")
    #expect(browser.model.preferences.glyphs.isASCII)
    #expect(browser.frame.text.allSatisfy { $0.isASCII })
    browser.keys("g " + row("live.interval") + " l")
    #expect(browser.model.preferences.liveInterval == 500)
    browser.keys("<Enter> <C-u>")
    browser.type("99")
    browser.keys("<Enter>")
    #expect(browser.contains("\"99\" doesn't fit: give a number from 100 to 60000 ms"))
    #expect(browser.model.preferences.liveInterval == 500)
    browser.keys("0 <Enter>")
    #expect(browser.model.preferences.liveInterval == 990)
    browser.keys("g " + row("columns") + " <Enter> <C-u>")
    browser.type("size hits")
    browser.keys("<Enter> q")
    #expect(browser.model.preferences.columns == [.size, .hits])
    #expect(browser.line(2).contains("SIZE"))
    #expect(!browser.line(2).contains("METH"))
  }

  @Test func `keys in a field are text`() {
    var browser = open()
    browser.keys("G <Enter>")
    browser.type("wqQ?:")
    #expect(browser.contains("wqQ?:"))
    browser.keys("<Esc>")
    #expect(browser.model.preferences.secretNames.isEmpty)
    #expect(browser.model.screens.count == 1)
  }

  @Test func `saving asks, and Enter alone saves nothing`() {
    var browser = open()
    browser.keys("w")
    #expect(browser.contains("every option is as it was read"))
    browser.keys("<Space> w")
    #expect(browser.contains("Save 1 setting?"))
    browser.keys("<Enter> w n")
    #expect(!browser.effects.contains { if case .saveOptions = $0 { true } else { false } })
    browser.keys("w y")
    #expect(
      browser.effects.contains(.saveOptions([SavedOption(name: "theme", value: .text("light"))])))
    #expect(browser.contains("saved in ~/.config/larder/config.toml"))
    #expect(browser.contains("config.toml:1"))
    #expect(!browser.contains("not saved"))
  }

  @Test func `an option that is changed back is as it was`() {
    var browser = open()
    browser.keys("j <Space>")
    #expect(browser.line(2).contains("true") && browser.line(2).contains("changed here"))
    browser.keys("<Space>")
    #expect(browser.line(2).contains("false") && !browser.line(2).contains("changed here"))
    #expect(!browser.contains("not saved"))
    browser.keys("<Space> w y <Space>")
    #expect(browser.line(2).contains("changed here") && browser.contains("1 not saved"))
    browser.keys("<Space>")
    #expect(browser.line(2).contains("config.toml:1") && !browser.contains("not saved"))
  }

  @Test func `what couldn't be saved stays to be saved`() {
    var browser = open()
    browser.holds = { if case .saveOptions = $0 { true } else { false } }
    browser.keys("<Space> w y")
    browser.send(.optionsSaved(.failure(Failure("not saved: the disk is full"))))
    #expect(browser.contains("not saved: the disk is full"))
    #expect(browser.model.options.origin(of: "theme") == .person)
  }

  @Test func `no terminal without Unicode gets it`() {
    var preferences = Preferences(glyphs: .ascii)
    preferences.canShowUnicode = false
    var browser = Browser(preferences: preferences)
    browser.keys("<F2> j <Space>")
    #expect(browser.model.preferences.glyphs.isASCII)
    #expect(browser.contains("ascii has to stay true"))
  }

  @Test func `the order is taken over by the list`() {
    var preferences = Preferences()
    let failure = Setting.named("sort")?.set(.text("-size"), in: &preferences)
    #expect(failure == nil)
    let browser = Browser(preferences: preferences)
    #expect(browser.focused == "https://files.example/dump.bin")
  }

  @Test func `the window of the live pane can be shorter`() {
    var preferences = Preferences()
    preferences.liveWindow = 120
    var browser = Browser(columns: 120, rows: 40, preferences: preferences)
    browser.model.live = LiveFixture.statistics()
    #expect(browser.contains("window 2 min"))
    #expect(browser.contains("  2m "))
    browser.keys("<F2>")
    #expect(!browser.contains("window 5 min"))
  }
}
