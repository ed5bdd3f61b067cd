extension Frame {
  /// A sparkline: the last values that fit, each a column, against the largest of them or a given one.
  package mutating func sparkline(
    _ values: some BidirectionalCollection<Double>, in rect: Rect, _ style: Style = Style(.chart),
    maximum: Double? = nil
  ) {
    guard !rect.isEmpty else { return }
    let shown = values.suffix(rect.columns)
    let largest = maximum ?? shown.max() ?? 0
    for (index, value) in shown.enumerated() {
      let place = Point(column: rect.column + index, row: rect.row)
      put(Cell(glyphs.level(value, of: largest), style), at: place, within: rect)
    }
  }

  /// A horizontal bar, filled to a share between 0 and 1.
  package mutating func bar(
    _ share: Double, in rect: Rect, _ style: Style = Style(.chart), rest: Style = Style(.muted)
  ) {
    let line = rect.row(0)
    let filled = Self.level(share, of: 1, count: line.columns + 1)
    let parts = line.split(left: filled)
    fill(parts.left, with: Cell(glyphs.barFull, style))
    fill(parts.rest, with: Cell(glyphs.barEmpty, rest))
  }

  /// Which of `count` steps a value reaches; 0 for anything that isn't a positive number.
  fileprivate static func level(_ value: Double, of largest: Double, count: Int) -> Int {
    guard largest > 0, value > 0, count > 1 else { return 0 }
    let share = min(1, value / largest)
    guard share.isFinite else { return 0 }
    return min(count - 1, Int(share * Double(count - 1) + 0.5))
  }
}

extension Glyphs {
  /// A column of a sparkline, as high as the value is against the largest.
  package func level(_ value: Double, of largest: Double) -> Character {
    levels[Frame.level(value, of: largest, count: levels.count)]
  }
}
