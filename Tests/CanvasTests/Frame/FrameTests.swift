import Testing

@testable import Canvas

@Suite struct FrameTests {
  private func frame(_ columns: Int, _ rows: Int, glyphs: Glyphs = .unicode) -> Frame {
    Frame(Size(columns: columns, rows: rows), glyphs: glyphs)
  }

  @Test func `a box has titles on its upper edge and leaves what is inside`() {
    var frame = frame(20, 3)
    frame.write("inside", in: Rect(column: 1, row: 1, columns: 18, rows: 1))
    let inside = frame.box(frame.bounds, title: StyledText("Entries"), trailing: StyledText("12"))
    #expect(inside == Rect(column: 1, row: 1, columns: 18, rows: 1))
    #expect(
      frame.text == """
        ┌─ Entries ─── 12 ─┐
        │inside            │
        └──────────────────┘

        """)
  }

  @Test func `a box in ASCII has no other signs`() {
    var frame = frame(12, 3, glyphs: .ascii)
    let inside = frame.box(frame.bounds, title: StyledText("é"))
    frame.write("日 and more", in: inside)
    frame.bar(0.5, in: inside.split(right: 4).right)
    #expect(frame.text == "+- \\u{E9} -+\n|\\u{65E##..|\n+----------+\n")
  }

  @Test func `text stands where it is aligned, cut to its place`() {
    var frame = frame(9, 4)
    frame.write("abc", in: frame.bounds.row(0), align: .trailing)
    frame.write("abc", in: frame.bounds.row(1), align: .center)
    frame.write("abcdefghijkl", in: frame.bounds.row(2), cut: .middle)
    frame.write(StyledText("日本語日本語", Style(.string)), in: frame.bounds.row(3))
    #expect(frame.text == "      abc\n   abc\nabcd…ijkl\n日本語日…\n")
  }

  @Test func `half of a wide character is never left behind`() {
    var frame = frame(4, 1)
    frame.write("日本", in: frame.bounds)
    frame.write("x", in: Rect(column: 1, row: 0, columns: 1, rows: 1))
    #expect(frame.text == " x本\n")
    frame.write("語", in: Rect(column: 1, row: 0, columns: 2, rows: 1))
    #expect(frame.text == " 語\n")
    frame.write("日", in: Rect(column: 3, row: 0, columns: 1, rows: 1))
    #expect(frame.text == " 語\n")
    #expect(frame.cells.map(\.width) == [1, 2, 0, 1])
  }

  @Test func `escaped text has the role that says so`() {
    var frame = frame(8, 1)
    frame.write(VisibleText(untrusted: "a\u{1B}b"), in: frame.bounds, Style(.stale, .bold))
    #expect(frame.styleRuns == "0:0-0 stale bold\n0:1-1 escaped bold\n0:2-2 stale bold\n")
  }

  @Test func `a row can be restyled as a whole`() {
    var frame = frame(4, 2)
    frame.write("ab", in: frame.bounds.row(1), Style(.fresh))
    frame.restyle(frame.bounds.row(1)) { $0.reverse }
    #expect(frame.styleRuns == "1:0-1 fresh reverse\n1:2-3 normal reverse\n")
  }

  @Test func `a sparkline shows the last values against the largest`() {
    var frame = frame(4, 2)
    frame.sparkline([100, 0, 1, 2, 4], in: frame.bounds.row(0))
    frame.sparkline([.nan, -1, .infinity, 8], in: frame.bounds.row(1), maximum: 8)
    #expect(frame.text == "▁▃▅█\n▁▁██\n")
  }

  @Test(arguments: [(-1.0, 0), (0, 0), (0.25, 1), (0.5, 2), (1, 4), (7, 4), (.nan, 0)])
  func `a bar is filled to its share`(share: Double, filled: Int) {
    var frame = frame(4, 1)
    frame.bar(share, in: frame.bounds)
    #expect(frame.cells.filter { $0.character == "█" }.count == filled)
  }

  @Test func `frames of the same cells are equal`() {
    var first = frame(5, 1)
    var second = frame(5, 1)
    first.write("a", in: first.bounds)
    #expect(first != second)
    second.write("a", in: second.bounds)
    #expect(first == second)
    second.cursor = Point(column: 1, row: 0)
    #expect(first != second)
  }
}
