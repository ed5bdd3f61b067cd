import Canvas

/// The frame of all dialogs.
enum DialogBox {
  static let columns = 62

  /// Draws an empty box in the middle of the screen and returns what is inside of it.
  static func draw(title: String, height: Int, width: Int = columns, _ frame: inout Frame) -> Rect {
    let bounds = frame.bounds.inset(columns: 0, rows: min(1, max(0, (frame.size.rows - 6) / 2)))
    let rect = bounds.centered(Size(columns: width, rows: height + 1))
    frame.fill(rect, Style(.dialog))
    return frame.box(
      rect, title: StyledText("\(title)", Style(.title, .bold)), Style(.dialog))
  }
}
