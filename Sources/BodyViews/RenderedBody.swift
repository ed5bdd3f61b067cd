package import Canvas

/// A body as a viewer shows it.
package struct RenderedBody: Sendable, Hashable {
  /// The viewer that made it.
  package var viewID: String
  /// Its title.
  package var title: VisibleText
  /// Whether it was chosen for the body rather than by a person.
  package var isAutomatic: Bool
  /// The lines.
  package var lines: [BodyLine]
  /// What the status line says of it: charset, sizes, what was left out, what went wrong.
  package var notes: [VisibleText]
  /// The bytes of the body that are shown.
  package var range: Range<Int64>
  /// Bytes of the whole body.
  package var totalSize: Int64

  /// The path of a line, `$.items[0].name`, for the status line; nil in flat views.
  package func path(ofLine index: Int) -> VisibleText? {
    guard lines.indices.contains(index), lines[index].node != nil else { return nil }
    var labels: [VisibleText] = []
    var next: Int? = index
    while let line = next, lines.indices.contains(line), let node = lines[line].node {
      labels.append(node.label)
      // A parent stands in front of its children: the walk ends.
      next = node.parent.flatMap { $0 < line ? $0 : nil }
    }
    return "$" + labels.reversed().joined()
  }

  /// The lines to show when those that open something are folded: pairs of index and line.
  package func visibleLines(folding folds: Set<Int>) -> [(index: Int, line: BodyLine)] {
    guard !folds.isEmpty else { return lines.enumerated().map { ($0.offset, $0.element) } }
    var result: [(index: Int, line: BodyLine)] = []
    var index = 0
    while index < lines.count {
      let line = lines[index]
      if folds.contains(index), let node = line.node, let last = node.lastLine, last > index {
        result.append((index, folded(line, through: lines[min(last, lines.count - 1)])))
        index = last + 1
      } else {
        result.append((index, line))
        index += 1
      }
    }
    return result
  }

  /// A line without its opening bracket, the summary, and what follows the closing bracket.
  private func folded(_ line: BodyLine, through last: BodyLine) -> BodyLine {
    var text = StyledText(line.text.runs.dropLast())
    text.append(line.node?.summary ?? "…", Style(.muted))
    if last.text.plainText.hasSuffix(",") { text.append(",", Style(.punctuation)) }
    return BodyLine(text, node: line.node)
  }
}
