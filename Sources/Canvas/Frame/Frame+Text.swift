extension Frame {
  /// Writes a text on the first row of a rectangle.
  ///
  /// - Returns: the columns that were used, padding left out.
  @discardableResult
  package mutating func write(
    _ text: VisibleText, in rect: Rect, _ style: Style = .normal,
    align alignment: Alignment = .leading, cut truncation: Truncation = .end
  ) -> Int {
    guard !rect.isEmpty else { return 0 }
    let shown = (glyphs.isASCII ? text.ascii : text)
      .truncated(to: rect.columns, truncation, ellipsis: glyphs.ellipsis)
    let offset = alignment.offset(of: shown.width, in: rect.columns)
    draw(shown, style, from: rect.column + offset, in: rect.row(0))
    return shown.width
  }

  /// Writes a line of several styles on the first row of a rectangle, cut at its end.
  ///
  /// - Returns: the columns that were used, padding left out.
  @discardableResult
  package mutating func write(
    _ line: StyledText, in rect: Rect, align alignment: Alignment = .leading
  ) -> Int {
    guard !rect.isEmpty else { return 0 }
    let shown = (glyphs.isASCII ? line.ascii : line)
      .truncated(to: rect.columns, ellipsis: glyphs.ellipsis)
    var column = rect.column + alignment.offset(of: shown.width, in: rect.columns)
    for run in shown.runs {
      draw(run.text, run.style, from: column, in: rect.row(0))
      column += run.text.width
    }
    return shown.width
  }

  /// Writes lines one below the other, as many as the rectangle has rows.
  package mutating func write(_ lines: some Sequence<StyledText>, in rect: Rect) {
    for (index, line) in lines.prefix(rect.rows).enumerated() { write(line, in: rect.row(index)) }
  }

  private mutating func draw(
    _ text: VisibleText, _ style: Style, from column: Int, in row: Rect
  ) {
    var place = Point(column: column, row: row.row)
    text.forEachCell(style) { cell in
      put(cell, at: place, within: row)
      place.column += cell.width
    }
  }
}

extension Alignment {
  /// How far from the left something begins that is so wide, in a place so wide.
  func offset(of width: Int, in columns: Int) -> Int {
    let missing = max(0, columns - width)
    return switch self {
    case .leading: 0
    case .trailing: missing
    case .center: missing / 2
    }
  }
}
