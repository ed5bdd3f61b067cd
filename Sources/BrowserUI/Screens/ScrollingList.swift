import Canvas

/// A cursor in a list that a screen draws line by line.
struct ScrollingList: Sendable, Hashable {
  private(set) var cursor = 0
  private(set) var top = 0
  /// Lines between the top and the cursor when it was moved last.
  private var offset = 0
  /// The line that was clicked on last; nil once the cursor was moved otherwise.
  private var pointed: Int?

  /// Moves by a binding of lists.
  ///
  /// - Returns: whether the action was a movement.
  mutating func move(_ action: Action, count: Int, height: Int) -> Bool {
    let page = max(1, height - 1)
    pointed = nil
    switch action {
    case .lineDown: cursor += 1
    case .lineUp: cursor -= 1
    case .halfPageDown: cursor += max(1, page / 2)
    case .halfPageUp: cursor -= max(1, page / 2)
    case .pageDown: cursor += page
    case .pageUp: cursor -= page
    case .first: cursor = 0
    case .last: cursor = count - 1
    default: return false
    }
    place(at: cursor, count: count, height: height)
    return true
  }

  /// Moves the cursor to a line that was clicked on.
  ///
  /// - Returns: whether it is the second click there.
  mutating func point(at row: Int, count: Int, height: Int) -> Bool {
    let isSecond = pointed == row && cursor == row
    pointed = isSecond ? nil : row
    place(at: row, count: count, height: height)
    return isSecond
  }

  /// Keeps cursor and top within a list of that length; with room again, the same lines are shown as before.
  mutating func fit(count: Int, height: Int) {
    cursor = max(0, min(count - 1, cursor))
    top = max(0, min(cursor - min(offset, height - 1), max(0, count - height)))
  }

  /// Moves the cursor to a line; the list scrolls as little as it must.
  mutating func place(at row: Int, count: Int, height: Int) {
    cursor = max(0, min(count - 1, row))
    top = max(0, min(top, cursor, max(0, count - height)))
    if cursor >= top + height { top = cursor - height + 1 }
    offset = cursor - top
  }
}

/// The frame of screens that fill everything: a title line, lines, a hint line, and the function keys.
enum FullScreen {
  /// Rows left for lines on a screen of that size.
  static func height(_ size: Size) -> Int { max(0, size.rows - 3) }

  /// Draws title, hint and function keys, and returns what is between them.
  static func draw(
    title: StyledText, trailing: VisibleText = "", hint: VisibleText, _ model: Model,
    _ frame: inout Frame
  ) -> Rect {
    frame.fill(frame.bounds)
    var rest = frame.bounds
    let bar = rest.split(top: 1)
    frame.fill(bar.top, Style(.bar))
    let right = bar.top.split(right: trailing.width + 1)
    frame.write(trailing, in: right.right, Style(.bar))
    frame.write(StyledText(" ", Style(.bar)) + title, in: right.rest)
    rest = bar.rest
    let keys = rest.split(bottom: 1)
    FunctionKeys.draw(model, keys.bottom, &frame)
    let status = keys.rest.split(bottom: 1)
    if let toast = model.toasts.current {
      frame.write(" \(toast.text)", in: status.bottom, Style(toast.kind.role))
    } else {
      frame.write(" " + hint, in: status.bottom, Style(.muted))
    }
    return status.rest
  }
}
