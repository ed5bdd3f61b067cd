import Testing

@testable import Canvas

@Suite struct RectTests {
  private let rect = Rect(column: 2, row: 1, columns: 10, rows: 4)

  @Test func `parts add up to the whole at every count`() {
    for count in -3...14 {
      let horizontal = rect.split(left: count)
      #expect(horizontal.left.columns + horizontal.rest.columns == 10)
      #expect(horizontal.left.endColumn == horizontal.rest.column)
      let right = rect.split(right: count)
      #expect(right.rest.endColumn == right.right.column)
      #expect(right.right.columns == min(10, max(0, count)))
      let vertical = rect.split(top: count)
      #expect(vertical.top.rows + vertical.rest.rows == 4)
      let bottom = rect.split(bottom: count)
      #expect(bottom.bottom.rows == min(4, max(0, count)))
      #expect(bottom.bottom.endRow == rect.endRow)
    }
  }

  @Test func `an inset of a small rectangle is empty`() {
    #expect(Rect(column: 0, row: 0, columns: 1, rows: 1).inset().isEmpty)
    #expect(rect.inset() == Rect(column: 3, row: 2, columns: 8, rows: 2))
  }

  @Test func `a row that is not there is empty`() {
    #expect(rect.row(3).rows == 1)
    #expect(rect.row(4).isEmpty)
    #expect(rect.row(-1).isEmpty)
    #expect(rect.lastRow.row == 4)
  }

  @Test func `a centered rectangle is never larger than the place`() {
    #expect(
      rect.centered(Size(columns: 4, rows: 2)) == Rect(column: 5, row: 2, columns: 4, rows: 2))
    #expect(rect.centered(Size(columns: 99, rows: 99)) == rect)
  }
}
