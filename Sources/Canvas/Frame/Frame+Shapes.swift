extension Frame {
  /// Fills a rectangle with blanks of one style.
  package mutating func fill(_ rect: Rect, _ style: Style = .normal) {
    fill(rect, with: Cell(" ", style))
  }

  mutating func fill(_ rect: Rect, with cell: Cell) {
    let visible = rect.intersection(bounds)
    guard !visible.isEmpty else { return }
    for row in visible.row..<visible.endRow {
      for column in visible.column..<visible.endColumn {
        put(cell, at: Point(column: column, row: row), within: visible)
      }
    }
  }

  /// A horizontal line over the first row of a rectangle, with a title at its start and another at its end.
  package mutating func rule(
    _ rect: Rect, title: StyledText = StyledText(), trailing: StyledText = StyledText(),
    _ style: Style = Style(.border)
  ) {
    let line = rect.row(0)
    fill(line, with: Cell(glyphs.horizontal, style))
    titles(title, trailing, on: line, margin: 1)
  }

  /// A border around a rectangle, with titles on its upper edge; what is inside stays.
  ///
  /// - Returns: the rectangle inside.
  @discardableResult
  package mutating func box(
    _ rect: Rect, title: StyledText = StyledText(), trailing: StyledText = StyledText(),
    _ style: Style = Style(.border)
  ) -> Rect {
    guard rect.columns >= 2, rect.rows >= 2 else { return rect.inset() }
    edge(rect.row(0), glyphs.topLeft, glyphs.topRight, style)
    edge(rect.lastRow, glyphs.bottomLeft, glyphs.bottomRight, style)
    let sides = rect.inset(columns: 0)
    fill(sides.split(left: 1).left, with: Cell(glyphs.vertical, style))
    fill(sides.split(right: 1).right, with: Cell(glyphs.vertical, style))
    titles(title, trailing, on: rect.row(0), margin: 2)
    return rect.inset()
  }

  private mutating func edge(
    _ row: Rect, _ left: Character, _ right: Character, _ style: Style
  ) {
    fill(row, with: Cell(glyphs.horizontal, style))
    fill(row.split(left: 1).left, with: Cell(left, style))
    fill(row.split(right: 1).right, with: Cell(right, style))
  }

  /// Writes titles into a line; the one at the end is left out where there is no room for both.
  private mutating func titles(
    _ title: StyledText, _ trailing: StyledText, on line: Rect, margin: Int
  ) {
    let title = glyphs.isASCII ? title.ascii : title
    let trailing = glyphs.isASCII ? trailing.ascii : trailing
    var room = line.inset(columns: margin, rows: 0)
    if !trailing.isEmpty, title.width + trailing.width + 4 < room.columns {
      let parts = room.split(right: trailing.width + 2)
      write(StyledText(" ") + trailing + StyledText(" "), in: parts.right)
      room = parts.rest.split(right: 1).rest
    }
    guard !title.isEmpty, room.columns > 4 else { return }
    let wide = min(room.columns, title.width + 2)
    fill(room.split(left: wide).left.row(0))
    write(title, in: room.split(left: wide).left.inset(columns: 1, rows: 0))
  }
}
