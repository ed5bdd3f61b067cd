import BodyViews

/// The cursor of a body that is a tree, and its folds.
extension Model {
  /// Whether the body is a tree and is what keys are for.
  private var tree: BodyLayout? {
    guard viewer.tab == .body, viewer.failure == nil, let body = viewer.body, body.isTree else {
      return nil
    }
    return body
  }

  /// Moves the cursor by rows; nil where there is none.
  mutating func moveBodyCursor(by rows: Int) -> [Effect]? {
    guard let body = tree, let row = body.row(ofLine: viewer.cursor) else { return nil }
    let target = max(0, min(body.count - 1, row + rows))
    viewer.cursor = body.line(atRow: target) ?? 0
    showCursor()
    return []
  }

  /// A click puts the cursor on a row of the screen; on the row that has it already it folds.
  mutating func clickBody(row: Int) {
    guard let body = tree, row >= 0, let line = body.line(atRow: viewer.scroll + row) else {
      return
    }
    if line == viewer.cursor, body.body.lastLine(openedBy: line) != nil {
      toggleFold(body)
    } else {
      viewer.cursor = line
    }
  }

  private mutating func showCursor() {
    guard let row = viewer.body?.row(ofLine: viewer.cursor) else { return }
    let end = max(0, viewerLineCount - viewerHeight)
    viewer.scroll = min(end, max(row - viewerHeight + 1, min(viewer.scroll, row)))
  }

  /// The screen moved: the cursor comes along.
  mutating func keepCursorInView() {
    guard let body = tree, let row = body.row(ofLine: viewer.cursor) else { return }
    let seen = max(viewer.scroll, min(viewer.scroll + viewerHeight - 1, row))
    viewer.cursor = body.line(atRow: seen) ?? viewer.cursor
  }

  /// Folds what the cursor's line opens, or goes to what the line lies in.
  ///
  /// - Returns: whether there was anything to do.
  mutating func fold() -> Bool {
    guard let body = tree else { return false }
    let opens = body.body.lastLine(openedBy: viewer.cursor) != nil
    if opens, !body.isFolded(viewer.cursor) {
      toggleFold(body)
    } else if let opener = body.body.opener(ofLine: viewer.cursor) {
      viewer.cursor = opener
      showCursor()
    }
    return true
  }

  /// Unfolds the cursor's line.
  ///
  /// - Returns: whether it was folded.
  mutating func unfold() -> Bool {
    guard let body = tree, body.isFolded(viewer.cursor) else { return false }
    toggleFold(body)
    return true
  }

  /// Enter: folds or unfolds what the cursor's line opens, or what it lies in.
  mutating func toggleFoldAtCursor() -> [Effect] {
    guard let body = tree else { return [] }
    if body.body.lastLine(openedBy: viewer.cursor) == nil {
      guard let opener = body.body.opener(ofLine: viewer.cursor) else { return [] }
      viewer.cursor = opener
    }
    toggleFold(body)
    return []
  }

  private mutating func toggleFold(_ body: BodyLayout) {
    guard let row = body.row(ofLine: viewer.cursor) else { return }
    viewer.body = body.folded(body.togglingFold(atRow: row))
    showCursor()
  }

  /// Folds everything below the top, or nothing.
  mutating func foldAll(_ isFolding: Bool) -> [Effect] {
    guard let body = tree else { return say("there is nothing to fold here") }
    let folded = body.folded(isFolding ? body.allFolds : [])
    viewer.body = folded
    let row = folded.row(ofLine: viewer.cursor) ?? 0
    viewer.cursor = folded.line(atRow: row) ?? 0
    showCursor()
    return []
  }
}
