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

  func layout(_ text: String = json, folds: [Int] = []) -> BodyLayout {
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
    let closed = open.folded(open.togglingFold(atRow: 3))
    #expect(closed.folds == [3])
    #expect(closed.count < open.count)
    #expect(closed.line(atRow: 4) == open.body.lastLine(openedBy: 3).map { $0 + 1 })
    #expect(closed.togglingFold(atRow: 3).isEmpty)
    #expect(closed.togglingFold(atRow: 1) == closed.folds)
  }

  @Test(arguments: [[], [0], [3], [6], [3, 6], [0, 3], [0, 3, 4, 6], [1, 2, 99]])
  func `rows and lines map to each other under any folds`(folds: [Int]) throws {
    let body = layout(folds: folds)
    var shown: [Int] = []
    var line = 0
    while line < body.body.lines.count {
      shown.append(line)
      let last = folds.contains(line) ? body.body.lastLine(openedBy: line) : nil
      line = (last ?? line) + 1
    }
    #expect(body.count == shown.count)
    #expect((0..<body.count).map { body.line(atRow: $0) } == shown)
    #expect(body.line(atRow: body.count) == nil && body.line(atRow: -1) == nil)
    for line in body.body.lines.indices {
      let row = try #require(body.row(ofLine: line))
      #expect(row == (shown.lastIndex { $0 <= line } ?? 0))
    }
  }

  @Test func `all but the one value at the top can be folded at once`() {
    #expect(layout().allFolds.first == 3)
    let folded = layout().folded(layout().allFolds)
    #expect(folded.rows(from: 0, count: 9).map(\.plainText).contains { $0.contains("[ 2 items ]") })
    #expect(folded.count == 5)
  }

  @Test func `the status has view, charset and path`() {
    #expect(
      layout().status(line: 5).plainText
        == "json (auto)  utf-8 (content-type)  $.items[0].id")
  }

  @Test func `a body without lines is empty`() {
    let empty = BodyLayout(KnownViews.render(BodyInput(bytes: [])))
    #expect(empty.count == 0)
    #expect(empty.row(ofLine: 0) == nil)
    #expect(empty.allFolds.isEmpty && !empty.isTree)
  }
}
