import Canvas

/// A full screen with a list, whose lines can be clicked on: a click goes to a line, another one there opens it.
protocol ListScreen: Screen {
  var list: ScrollingList { get set }

  /// How many lines the list has, how many of them are shown, and the row of the first.
  func lines(_ model: Model) -> (count: Int, height: Int, firstRow: Int)
}

extension ListScreen {
  package mutating func clicked(_ point: Point, in model: inout Model) -> ScreenOutcome {
    let lines = lines(model)
    let line = list.top + point.row - lines.firstRow
    guard point.row >= lines.firstRow, point.row < lines.firstRow + lines.height, line < lines.count
    else { return .stay }
    let isSecond = list.point(at: line, count: lines.count, height: lines.height)
    return isSecond ? keyPressed(.enter, in: &model) : .stay
  }
}
