import BodyViews
import BrowserUI
import Canvas
import HTTPTypes
import Testing

@Suite struct BodyLayoutTests {
  static let json = """
    {"page":1,"next":"https://api.example.com/v1/users?page=2","items":[{"id":1001,"name":"Zoë",\
    "roles":["a","b","c"],"bio":"\u{1B}[31mred\u{1B}[0m"},{"id":1002,"name":"日本 👩‍🚀"}]}
    """

  func layout(_ text: String = json, folds: Set<Int> = []) -> BodyLayout {
    var fields = HTTPFields()
    fields[.contentType] = "application/json; charset=utf-8"
    return BodyLayout(KnownViews.render(BodyInput(bytes: text.utf8, fields: fields)), folds: folds)
  }

  @Test func `a tree has line numbers and fold marks`() throws {
    let body = layout(folds: [6])
    let lines = body.rows(from: 0, count: 100)
    try expectGolden(frame(of: lines, columns: 60).text, "body-json-60")
    try expectGolden(
      frame(of: lines, columns: 60, glyphs: .ascii).text, "body-json-60-ascii")
  }

  @Test func `only the rows asked for are made`() {
    #expect(layout().rows(from: 2, count: 2).map(\.plainText).count == 2)
    #expect(layout().rows(from: 1000, count: 2).isEmpty)
    #expect(layout().rows(from: -5, count: -1).isEmpty)
  }

  @Test func `folds close and open at their row`() throws {
    let open = layout()
    let closed = BodyLayout(open.body, folds: open.togglingFold(atRow: 3))
    #expect(closed.folds == [3])
    #expect(closed.count < open.count)
    #expect(closed.line(atRow: 4) == open.body.lastLine(openedBy: 3).map { $0 + 1 })
    #expect(closed.togglingFold(atRow: 3).isEmpty)
    #expect(closed.togglingFold(atRow: 1) == closed.folds)
  }

  @Test func `a search finds what is folded and opens it`() throws {
    let body = layout(folds: [0, 3])
    let found = try #require(body.search("ZOË", from: 0))
    let opened = BodyLayout(body.body, folds: body.opening(line: found))
    let row = try #require(opened.row(ofLine: found))
    #expect(opened.rows(from: row, count: 1)[0].plainText.contains("Zoë"))
    #expect(body.search("page", from: 2) == 1)
    #expect(body.search("page", from: 1, backwards: true) == 2)
    #expect(body.search("zebra", from: 0) == nil)
  }

  @Test func `the status has view, charset and path`() {
    #expect(
      layout().status(row: 5).plainText
        == "json (auto)  utf-8 (content-type)  $.items[0].id")
  }

  @Test func `a body without lines is empty`() {
    let empty = BodyLayout(KnownViews.render(BodyInput(bytes: [])))
    #expect(empty.count == 0)
    #expect(empty.row(ofLine: 0) == nil)
    #expect(empty.search("x", from: 0) == nil)
  }
}
