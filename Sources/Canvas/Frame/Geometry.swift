/// Columns and rows, never negative.
package struct Size: Sendable, Hashable {
  package let columns: Int
  package let rows: Int

  package init(columns: Int, rows: Int) {
    self.columns = max(0, columns)
    self.rows = max(0, rows)
  }
}

/// A place on the screen, counted from 0 at the top left.
package struct Point: Sendable, Hashable {
  package var column: Int
  package var row: Int

  package init(column: Int, row: Int) {
    self.column = column
    self.row = row
  }
}

/// A part of the screen. Every operation is total: what doesn't fit is empty.
package struct Rect: Sendable, Hashable {
  package let column: Int
  package let row: Int
  package let columns: Int
  package let rows: Int

  package init(column: Int, row: Int, columns: Int, rows: Int) {
    self.column = column
    self.row = row
    self.columns = max(0, columns)
    self.rows = max(0, rows)
  }

  package init(_ size: Size) {
    self.init(column: 0, row: 0, columns: size.columns, rows: size.rows)
  }

  package var isEmpty: Bool { columns == 0 || rows == 0 }
  /// The first column and row beyond it; arithmetic stops at the largest number.
  package var endColumn: Int { Self.sum(column, columns) }
  package var endRow: Int { Self.sum(row, rows) }

  private static func sum(_ start: Int, _ count: Int) -> Int {
    let (sum, overflow) = start.addingReportingOverflow(count)
    return overflow ? .max : sum
  }

  package func contains(_ point: Point) -> Bool {
    point.column >= column && point.column < endColumn && point.row >= row && point.row < endRow
  }
}
