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

  /// Which lines to show when those that open something are folded.
  package func visibleLines(folding folds: Set<Int>) -> [Int] {
    guard !folds.isEmpty else { return Array(lines.indices) }
    var result: [Int] = []
    var index = 0
    while index < lines.count {
      result.append(index)
      index = (folds.contains(index) ? lastLine(openedBy: index) : nil).map { $0 + 1 } ?? index + 1
    }
    return result
  }

  /// The line that closes what a line opens; nil when it opens nothing.
  package func lastLine(openedBy index: Int) -> Int? {
    guard lines.indices.contains(index), let last = lines[index].node?.lastLine else { return nil }
    return last > index && last < lines.count ? last : nil
  }

  /// A line that stands for all it opens: `"items": { 9 keys },`.
  package func foldedLine(_ index: Int) -> StyledText {
    guard let last = lastLine(openedBy: index) else { return lines[index].text }
    var text = StyledText(lines[index].text.runs.dropLast())
    text.append(lines[index].node?.summary ?? "…", Style(.muted))
    if lines[last].text.plainText.hasSuffix(",") { text.append(",", Style(.punctuation)) }
    return text
  }
}
