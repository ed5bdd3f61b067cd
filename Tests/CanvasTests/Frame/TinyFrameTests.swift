import Testing

@testable import Canvas

@Suite struct TinyFrameTests {
  /// Every drawing operation, once, in a rectangle.
  private func drawEverything(in rect: Rect, of frame: inout Frame) {
    let text = VisibleText(untrusted: "日a\u{1B}e\u{301}👨\u{200D}👩\u{202E}", .body)
    let line = StyledText([.init(text, Style(.name)), .init("b"), .init(text)])
    frame.fill(rect, Style(.bar))
    for alignment in [Alignment.leading, .center, .trailing] {
      for cut in [Truncation.end, .middle, .start, .clip] {
        frame.write(text, in: rect, align: alignment, cut: cut)
      }
      frame.write(line, in: rect, align: alignment)
    }
    frame.write([line, line, line], in: rect)
    frame.rule(rect, title: line, trailing: line)
    frame.box(rect, title: line, trailing: line)
    frame.sparkline([1, 2, 3, 4, 5, 6, 7, 8, 9], in: rect)
    frame.bar(0.7, in: rect)
    frame.restyle(rect) { $0.reverse }
  }

  @Test(arguments: [Glyphs.unicode, .ascii])
  func `drawing is total and clipped at every small size and place`(glyphs: Glyphs) {
    for columns in 0...7 {
      for rows in 0...4 {
        for start in -3...8 {
          var frame = Frame(Size(columns: columns, rows: rows), glyphs: glyphs)
          let rect = Rect(column: start, row: start / 2, columns: columns, rows: rows + start)
          drawEverything(in: rect, of: &frame)
          #expect(frame.cells.count == columns * rows)
          checkOutside(frame, rect)
          checkWideCharacters(frame)
        }
      }
    }
  }

  @Test func `huge and negative rectangles are drawn as far as they are on the screen`() {
    var frame = Frame(Size(columns: 3, rows: 2))
    drawEverything(
      in: Rect(column: -1_000, row: -1_000, columns: 5_000, rows: 5_000), of: &frame)
    for start in [0, 1, 2] {
      let endless = Rect(column: start, row: start, columns: .max, rows: .max)
      #expect(endless.intersection(frame.bounds).endColumn == 3)
      frame.fill(endless, Style(.bar))
    }
    drawEverything(in: Rect(column: 0, row: 0, columns: -5, rows: -5), of: &frame)
    checkWideCharacters(frame)
  }

  @Test func `a frame of no size has no rows`() {
    #expect(Frame(Size(columns: 0, rows: 0)).text == "")
    #expect(Frame(Size(columns: 0, rows: 2)).text == "\n\n")
    #expect(Frame(Size(columns: -4, rows: 2)).size.columns == 0)
    #expect(Frame(Size(columns: 2, rows: 1))[Point(column: 9, row: 9)] == Cell())
  }

  private func checkOutside(_ frame: Frame, _ rect: Rect) {
    for row in 0..<frame.size.rows {
      for column in 0..<frame.size.columns {
        let point = Point(column: column, row: row)
        if !rect.contains(point) { #expect(frame[point] == Cell()) }
      }
    }
  }

  private func checkWideCharacters(_ frame: Frame) {
    for row in frame.rows {
      var behindWide = false
      for cell in row {
        #expect((cell.width == 0) == behindWide)
        behindWide = cell.width == 2
      }
      #expect(!behindWide)
    }
  }
}
