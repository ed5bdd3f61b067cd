package import BodyViews
package import Canvas

/// A shown body with its folds: which rows there are. Made once when body or folds change; rows are made
/// when they are drawn, as a body may have many.
package struct BodyLayout: Sendable, Equatable {
  /// The body.
  package let body: RenderedBody
  /// The folded lines.
  package let folds: Set<Int>
  private let visible: [Int]
  private let numberWidth: Int

  /// A body with these lines folded.
  package init(_ body: RenderedBody, folds: Set<Int> = []) {
    self.body = body
    self.folds = folds
    visible = body.visibleLines(folding: folds)
    let isTree = body.lines.first?.node != nil
    numberWidth = isTree ? max(4, String(body.lines.count).count) : 0
  }

  /// How many rows there are.
  package var count: Int { visible.count }

  /// The line that a row shows.
  package func line(atRow row: Int) -> Int? {
    visible.indices.contains(row) ? visible[row] : nil
  }

  /// The row that shows a line, or the fold that it is in.
  package func row(ofLine line: Int) -> Int? {
    visible.isEmpty ? nil : max(0, visible.partitioningIndex { $0 > line } - 1)
  }

  /// The rows from there on, so many of them; in trees with line number and fold mark.
  package func rows(from first: Int, count: Int) -> [StyledText] {
    visible.dropFirst(max(0, first)).prefix(max(0, count)).map(row)
  }

  /// The folds with a row's own fold opened or closed; unchanged when it has none.
  package func togglingFold(atRow row: Int) -> Set<Int> {
    guard let line = line(atRow: row), body.lastLine(openedBy: line) != nil else { return folds }
    return folds.symmetricDifference([line])
  }

  /// The folds less those that hide a line.
  package func opening(line: Int) -> Set<Int> {
    folds.filter { fold in
      !(fold < line && line <= (body.lastLine(openedBy: fold) ?? fold))
    }
  }

  /// The next line after (or before) one that has a text, any case, round the end.
  package func search(_ text: String, from line: Int, backwards: Bool = false) -> Int? {
    let wanted = text.lowercased()
    guard !wanted.isEmpty, !body.lines.isEmpty else { return nil }
    let count = body.lines.count
    for distance in 1...count {
      let next = ((line + (backwards ? -distance : distance)) % count + count) % count
      if body.lines[next].text.plainText.lowercased().contains(wanted) { return next }
    }
    return nil
  }

  /// What the status line says: view, notes, and the path of a row.
  package func status(row: Int) -> VisibleText {
    let name: VisibleText = body.isAutomatic ? body.title + " (auto)" : body.title
    let path = line(atRow: row).flatMap { body.path(ofLine: $0) }
    return ([name] + body.notes + (path.map { [$0] } ?? [])).joined(separator: "  ")
  }

  private func row(_ line: Int) -> StyledText {
    let isFolded = folds.contains(line)
    let text = isFolded ? body.foldedLine(line) : body.lines[line].text
    guard numberWidth > 0 else { return StyledText(" ") + text }
    let number = VisibleText("\(line + 1)").padded(to: numberWidth, .trailing)
    let mark: VisibleText =
      body.lastLine(openedBy: line) == nil ? "  " : isFolded ? "> " : "v "
    return StyledText(number + " ", Style(.muted)) + StyledText(mark, Style(.mark)) + text
  }
}

extension Array {
  /// The first index whose element satisfies a predicate that is false up to there; the end if none.
  fileprivate func partitioningIndex(where belongs: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if belongs(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
