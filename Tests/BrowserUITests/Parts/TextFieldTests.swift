import BrowserUI
import Canvas
import Testing

@Suite struct TextFieldTests {
  @Test(arguments: [
    ("a b c", "abc", 3), ("abc <Left> x", "abxc", 3), ("abc <Home> x", "xabc", 1),
    ("abc <BS>", "ab", 2), ("abc <Home> <Del>", "bc", 0), ("ab <C-u> c", "c", 1),
    ("abc <Left> <C-k>", "ab", 2), ("ab <Space> cd <C-w>", "ab ", 3), ("<BS> <Del> <Left>", "", 0),
    ("a <Space> <Space> <C-w>", "", 0), ("日本 <Left> x", "日x本", 2),
  ])
  func `keys edit the text`(keys: String, text: String, caret: Int) {
    var browser = Browser()
    browser.keys("/ " + keys)
    #expect(browser.model.filterBar.field?.text == text)
    #expect(browser.model.filterBar.field?.caret == caret)
  }

  @Test func `a paste stays one line, is bounded, and goes to the field`() {
    var browser = Browser()
    browser.keys("/")
    browser.send(.keyPressed(.paste("a\nb\tc" + String(repeating: "x", count: 10_000))))
    let text = browser.model.filterBar.field?.text ?? ""
    #expect(text.hasPrefix("a b c"))
    #expect(text.count == 4096)
    #expect(browser.frame.cursor?.row == 1)
  }
}
