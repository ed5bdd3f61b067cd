import BrowserUI
import Canvas
import TestSupport
import Testing

@Suite(.ownThreads) struct PaneSizeTests {
  private func list(_ browser: Browser) -> Size {
    Size(
      columns: browser.model.layout.list.outer.columns, rows: browser.model.layout.list.outer.rows)
  }

  @Test(arguments: [
    // Size, keys behind Ctrl-w, and by how much the list grew.
    (120, 40, "<Right>", 6, 0), (120, 40, "<Left> <Left>", -12, 0), (120, 40, ">", 6, 0),
    (120, 40, "<<", -6, 0), (80, 24, "<Down>", 0, 1), (80, 24, "<Up> <Up>", 0, -2),
    (80, 24, "+", 0, 1), (80, 24, "-", 0, -1), (120, 40, "<Up>", 0, -1), (120, 40, "-", 0, 1 - 2),
    (120, 40, "> = ", 0, 0),
  ])
  func `keys behind Ctrl-w move an edge`(
    columns: Int, rows: Int, keys: String, width: Int, height: Int
  ) {
    var browser = Browser(columns: columns, rows: rows)
    let before = list(browser)
    browser.keys("<C-w> " + keys + " <Esc>")
    let after = list(browser)
    #expect(after.columns - before.columns == width)
    if keys != "-" || columns == 80 {
      #expect((after.rows - before.rows).signum() == height.signum())
    }
    #expect(browser.model.screens.isEmpty)
  }

  @Test func `each layout remembers its own sizes`() {
    var browser = Browser(columns: 120, rows: 40)
    let wide = list(browser).columns
    browser.keys("<C-w> > > <Esc>")
    browser.resize(80, 24)
    let low = list(browser).rows
    browser.keys("<C-w> + <Esc>")
    #expect(list(browser).rows == low + 1)
    browser.resize(120, 40)
    #expect(list(browser).columns == wide + 12)
    browser.resize(80, 24)
    #expect(list(browser).rows == low + 1)
  }

  @Test(arguments: ["> ", "<< ", "+ ", "- ", "<Right> ", "<Left> ", "<Up> ", "<Down> "])
  func `no pane is ever squeezed out`(key: String) {
    for (columns, rows) in [(80, 24), (100, 30), (120, 40), (200, 60)] {
      for focus in ["", "<Tab>", "<Tab> <Tab>", "<S-Tab>"] {
        var browser = Browser(columns: columns, rows: rows)
        let panes = [browser.model.layout.viewer != nil, browser.model.layout.hosts != nil]
        browser.keys(focus + " <C-w> " + String(repeating: key, count: 50))
        let layout = browser.model.layout
        #expect([layout.viewer != nil, layout.hosts != nil] == panes)
        #expect(layout.list.content.rows >= 3 && layout.list.content.columns >= 16)
        #expect((layout.viewer?.content.rows ?? 3) >= 3)
        #expect((layout.viewer?.content.columns ?? 16) >= 16)
        #expect(browser.frame.size == Size(columns: columns, rows: rows))
      }
    }
  }

  @Test func `a zoomed pane has no edges, and is told so`() {
    var browser = Browser()
    browser.keys("z <C-w>")
    #expect(browser.contains("z shows all of them"))
  }
}
