package import Canvas

/// A body as a viewer shows it.
package struct RenderedBody: Sendable, Hashable {
  /// The viewer that made it.
  package var viewID: String
  /// Its title.
  package var title: VisibleText
  /// Whether it was chosen for the body rather than by a person.
  package var isAutomatic: Bool
  /// Whether the viewer shows a body page by page.
  package var goesByWindow: Bool
  /// The lines.
  package var lines: [BodyLine]
  /// What the status line says of it: charset, sizes, what was left out, what went wrong.
  package var notes: [VisibleText]
  /// The bytes of the body that are shown.
  package var range: Range<Int64>
  /// Bytes of the whole body.
  package var totalSize: Int64
  /// Whether the lines are not all of the body.
  package var isPart = false
  /// The charset of the text whose bytes stand behind the lines; nil where no text stands there byte by byte.
  package var charset: Charset?
  /// Whether a coding was undone for showing: what is stored is something else.
  package var isUnpacked: Bool
  /// The content coding that is still on the bytes, as nothing here decodes it; nil otherwise.
  package var undecodable: String?
  /// The content coding that was undone, by the transport or for showing; nil without.
  package var coding: Coding?

  /// A content coding that was undone.
  package struct Coding: Sendable, Hashable {
    /// Such as `gzip`.
    package var name: VisibleText
    /// Bytes with it.
    package var storedSize: Int64
    /// Bytes without.
    package var size: Int64
  }

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

  /// The line that opened what a line closes or lies in; nil at the top.
  package func opener(ofLine index: Int) -> Int? {
    guard lines.indices.contains(index), let node = lines[index].node,
      let opener = node.firstLine ?? node.parent
    else { return nil }
    return opener < index ? opener : nil
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
