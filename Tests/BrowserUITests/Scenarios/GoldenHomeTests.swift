import BrowserUI
import Canvas
import Testing

@Suite struct GoldenHomeTests {
  @Test(arguments: [(40, 10), (60, 20), (80, 24), (100, 30), (120, 40), (200, 60)])
  func `home at each size`(columns: Int, rows: Int) throws {
    var browser = Browser(columns: columns, rows: rows)
    browser.model.live = LiveFixture.statistics()
    if columns >= 120 { browser.keys("3") }
    browser.keys("j <Space> <Space> k k k")
    try expectGolden(browser.frame.text, "home-\(columns)x\(rows)")
  }
}
