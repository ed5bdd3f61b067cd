import Canvas

/// The frame of all dialogs.
enum DialogBox {
  static let columns = 62

  /// The place of a box in the middle of the screen.
  private static func rect(height: Int, width: Int, in size: Size) -> Rect {
    let screen = Rect(column: 0, row: 0, columns: size.columns, rows: size.rows)
    return screen.inset(columns: 0, rows: min(1, max(0, (size.rows - 6) / 2)))
      .centered(Size(columns: width, rows: height + 1))
  }

  /// What is inside of the box that `draw` draws.
  static func inside(height: Int, width: Int = columns, _ size: Size) -> Rect {
    rect(height: height, width: width, in: size).inset()
  }

  /// Draws an empty box in the middle of the screen and returns what is inside of it.
  static func draw(title: String, height: Int, width: Int = columns, _ frame: inout Frame) -> Rect {
    let rect = rect(height: height, width: width, in: frame.size)
    frame.fill(rect, Style(.dialog))
    return frame.box(
      rect, title: StyledText("\(title)", Style(.title, .bold)), Style(.dialog))
  }
}
