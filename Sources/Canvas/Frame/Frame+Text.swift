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
    let missing = rect.columns - shown.width
    let offset =
      switch alignment {
      case .leading: 0
      case .trailing: missing
      case .center: missing / 2
      }
    draw(shown, at: Point(column: rect.column + offset, row: rect.row), style, within: rect)
    return shown.width
  }

  /// Writes a line of several styles on the first row of a rectangle, cut at its end.
  @discardableResult
  package mutating func write(
    _ line: StyledText, in rect: Rect, align alignment: Alignment = .leading
  ) -> Int {
    guard !rect.isEmpty else { return 0 }
    let runs = glyphs.isASCII ? StyledText(line.runs.map { .init($0.text.ascii, $0.style) }) : line
    let missing = max(0, rect.columns - runs.width)
    var rest = rect
    switch alignment {
    case .leading: break
    case .trailing: rest = rect.split(left: missing).rest
    case .center: rest = rect.split(left: missing / 2).rest
    }
    for (index, run) in runs.runs.enumerated() where !rest.isEmpty {
      let isLast = index == runs.runs.count - 1
      let fits = run.text.width < rest.columns || (isLast && run.text.width == rest.columns)
      let text =
        fits || runs.width <= rect.columns
        ? run.text
        : (run.text + (isLast ? .empty : " "))
          .truncated(to: rest.columns, .end, ellipsis: glyphs.ellipsis)
      draw(text, at: Point(column: rest.column, row: rest.row), run.style, within: rest)
      rest = rest.split(left: text.width).rest
    }
    return rest.column - rect.column
  }

  /// Writes lines one below the other, as many as the rectangle has rows.
  package mutating func write(_ lines: some Sequence<StyledText>, in rect: Rect) {
    for (index, line) in lines.prefix(rect.rows).enumerated() { write(line, in: rect.row(index)) }
  }

  private mutating func draw(
    _ text: VisibleText, at point: Point, _ style: Style, within clip: Rect
  ) {
    var place = point
    text.forEachCell(style) { cell in
      put(cell, at: place, within: clip)
      place.column += cell.width
    }
  }
}

extension VisibleText {
  /// The cells of the text, from left to right.
  func forEachCell(_ style: Style, _ body: (Cell) -> Void) {
    let escaped = Style(.escaped, style.attributes)
    var pending: Cell?
    var offset = 0
    var nextEscape = escapes[...]
    for scalar in plainText.unicodeScalars {
      while let first = nextEscape.first, first.upperBound <= offset { nextEscape.removeFirst() }
      let isEscape = nextEscape.first.map { $0.contains(offset) } ?? false
      offset += UTF8.width(scalar)
      if DisplayWidth.isUndrawn(scalar) { continue }
      let width = DisplayWidth.columns(of: scalar)
      if width == 0, let cell = pending {
        var scalars = String(cell.character).unicodeScalars
        scalars.append(scalar)
        pending?.character = Character(String(scalars))
        continue
      }
      if let pending { body(pending) }
      pending = Cell(Character(scalar), isEscape ? escaped : style, width: max(1, width))
    }
    if let pending { body(pending) }
  }
}
