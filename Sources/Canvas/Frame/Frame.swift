/// A screen as a value: a grid of cells. Screens draw into one, tests compare it, a terminal shows it.
///
/// Drawing is clipped and total at any size, 0x0 included.
package struct Frame: Sendable, Equatable {
  package let size: Size
  /// What borders and charts are drawn with, and whether text is reduced to ASCII.
  package let glyphs: Glyphs
  /// Where the terminal's cursor stands; nil hides it.
  package var cursor: Point?
  /// Row by row.
  package private(set) var cells: [Cell]

  package init(_ size: Size, glyphs: Glyphs = .unicode) {
    self.size = size
    self.glyphs = glyphs
    cells = Array(repeating: Cell(), count: size.columns * size.rows)
  }

  package var bounds: Rect { Rect(size) }

  /// The cell at a place; a blank outside.
  package subscript(_ point: Point) -> Cell {
    bounds.contains(point) ? cells[index(point)] : Cell()
  }

  /// Puts one cell down. A wide character that is cut in half becomes blank.
  mutating func put(_ cell: Cell, at point: Point, within clip: Rect) {
    let clip = clip.intersection(bounds)
    guard cell.width > 0, clip.contains(point) else { return }
    guard cell.width == 2 else {
      set(cell, at: point)
      return
    }
    let second = Point(column: point.column + 1, row: point.row)
    guard clip.contains(second) else {
      set(Cell(" ", cell.style), at: point)
      return
    }
    set(cell, at: point)
    set(Cell(" ", cell.style, width: 0), at: second)
    cells[index(point)] = cell
  }

  /// Gives the cells of a rectangle another style, what they show stays.
  package mutating func restyle(_ rect: Rect, _ change: (Style) -> Style) {
    let rect = rect.intersection(bounds)
    for row in rect.row..<max(rect.row, rect.endRow) {
      for column in rect.column..<max(rect.column, rect.endColumn) {
        let place = index(Point(column: column, row: row))
        cells[place].style = change(cells[place].style)
      }
    }
  }

  private func index(_ point: Point) -> Int { point.row * size.columns + point.column }

  /// Sets a cell, and blanks the other half of a wide character that it covers.
  private mutating func set(_ cell: Cell, at point: Point) {
    let place = index(point)
    if cells[place].width == 0, point.column > 0 {
      cells[place - 1] = Cell(" ", cells[place - 1].style)
    }
    if cells[place].width == 2, point.column + 1 < size.columns {
      cells[place + 1] = Cell(" ", cells[place + 1].style)
    }
    cells[place] = cell
  }
}
