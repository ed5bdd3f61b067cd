extension Rect {
  /// The part that both have.
  package func intersection(_ other: Rect) -> Rect {
    let left = max(column, other.column)
    let top = max(row, other.row)
    return Rect(
      column: left, row: top,
      columns: min(endColumn, other.endColumn) - left, rows: min(endRow, other.endRow) - top)
  }

  /// The rectangle inside a border of the same width on all sides.
  package func inset(columns horizontal: Int = 1, rows vertical: Int = 1) -> Rect {
    Rect(
      column: column + horizontal, row: row + vertical,
      columns: columns - 2 * horizontal, rows: rows - 2 * vertical)
  }

  /// One row of it, counted from its top; empty when it has no such row.
  package func row(_ index: Int) -> Rect {
    let exists = index >= 0 && index < rows
    return Rect(column: column, row: row + index, columns: columns, rows: exists ? 1 : 0)
  }

  /// The last row.
  package var lastRow: Rect { row(rows - 1) }

  /// Its first rows, and the rest.
  package func split(top count: Int) -> (top: Rect, rest: Rect) {
    let taken = min(max(0, count), rows)
    return (
      Rect(column: column, row: row, columns: columns, rows: taken),
      Rect(column: column, row: row + taken, columns: columns, rows: rows - taken)
    )
  }

  /// Its last rows, and the rest.
  package func split(bottom count: Int) -> (rest: Rect, bottom: Rect) {
    let parts = split(top: rows - min(max(0, count), rows))
    return (parts.top, parts.rest)
  }

  /// Its first columns, and the rest.
  package func split(left count: Int) -> (left: Rect, rest: Rect) {
    let taken = min(max(0, count), columns)
    return (
      Rect(column: column, row: row, columns: taken, rows: rows),
      Rect(column: column + taken, row: row, columns: columns - taken, rows: rows)
    )
  }

  /// Its last columns, and the rest.
  package func split(right count: Int) -> (rest: Rect, right: Rect) {
    let parts = split(left: columns - min(max(0, count), columns))
    return (parts.left, parts.rest)
  }

  /// A rectangle of that size in its middle, no larger than itself.
  package func centered(_ size: Size) -> Rect {
    let width = min(size.columns, columns)
    let height = min(size.rows, rows)
    return Rect(
      column: column + (columns - width) / 2, row: row + (rows - height) / 2,
      columns: width, rows: height)
  }
}
