import BodyViews

/// Which lines of a body are folded, and what that leaves to see. Its cost goes with the number of folds, never
/// with that of lines.
struct Folding: Sendable, Equatable {
  /// The folded lines, in order.
  let lines: [Int]
  /// The folds that lie in no other, with the row that shows each.
  private let shown: [Shown]
  /// How many lines are hidden.
  let hidden: Int

  private struct Shown: Equatable {
    var row: Int
    var line: Int
    var last: Int
  }

  init(_ lines: [Int], of body: RenderedBody) {
    self.lines = lines
    var shown: [Shown] = []
    var hidden = 0
    for line in lines where line > shown.last?.last ?? -1 {
      guard let last = body.lastLine(openedBy: line) else { continue }
      shown.append(Shown(row: line - hidden, line: line, last: last))
      hidden += last - line
    }
    self.shown = shown
    self.hidden = hidden
  }

  /// The line that a row shows.
  func line(atRow row: Int) -> Int {
    let index = shown.partitioningIndex { $0.row >= row } - 1
    guard shown.indices.contains(index) else { return row }
    return shown[index].last + row - shown[index].row
  }

  /// The row that shows a line, or the fold that it is in.
  func row(ofLine line: Int) -> Int {
    let index = shown.partitioningIndex { $0.line >= line } - 1
    guard shown.indices.contains(index) else { return line }
    return shown[index].row + max(0, line - shown[index].last)
  }

  func contains(_ line: Int) -> Bool {
    let index = lines.partitioningIndex { $0 >= line }
    return index < lines.count && lines[index] == line
  }

  /// The folds with one more, or one less.
  func toggling(_ line: Int) -> [Int] {
    var lines = lines
    let index = lines.partitioningIndex { $0 >= line }
    if index < lines.count, lines[index] == line {
      lines.remove(at: index)
    } else {
      lines.insert(line, at: index)
    }
    return lines
  }
}

extension Array {
  /// The first index whose element satisfies a predicate that is false up to there; the end if none.
  func partitioningIndex(where belongs: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if belongs(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
