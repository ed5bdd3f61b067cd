/// One line of text in several styles, such as a line of a body viewer.
package struct StyledText: Sendable, Hashable {
  /// A stretch of one style.
  package struct Run: Sendable, Hashable {
    package var text: VisibleText
    package var style: Style

    package init(_ text: VisibleText, _ style: Style = .normal) {
      self.text = text
      self.style = style
    }
  }

  package private(set) var runs: [Run]
  /// The columns that it fills when nothing is cut.
  package private(set) var width: Int

  package init(_ runs: [Run] = []) {
    self.runs = runs.filter { !$0.text.isEmpty }
    width = runs.reduce(0) { $0 + $1.text.width }
  }

  package init(_ text: VisibleText, _ style: Style = .normal) {
    self.init([Run(text, style)])
  }

  package var isEmpty: Bool { runs.isEmpty }

  /// The line without its styles, for printing and searching.
  package var plainText: String { runs.reduce(into: "") { $0 += $1.text.plainText } }

  package mutating func append(_ text: VisibleText, _ style: Style = .normal) {
    guard !text.isEmpty else { return }
    runs.append(Run(text, style))
    width += text.width
  }

  package static func + (left: StyledText, right: StyledText) -> StyledText {
    StyledText(left.runs + right.runs)
  }

  package static func += (left: inout StyledText, right: StyledText) {
    left.runs += right.runs
    left.width += right.width
  }

  /// The line without its first columns, for scrolling sideways.
  package func dropFirst(columns: Int) -> StyledText {
    var left = max(0, columns)
    var rest: [Run] = []
    for run in runs {
      rest.append(Run(run.text.dropFirst(columns: left), run.style))
      left -= min(left, run.text.width)
    }
    return StyledText(rest)
  }

  /// The start of the line, in at most so many columns.
  package func prefix(columns: Int) -> StyledText {
    var room = max(0, columns)
    var kept: [Run] = []
    for run in runs where room > 0 {
      let text = run.text.prefix(columns: room)
      kept.append(Run(text, run.style))
      room = text.width < run.text.width ? 0 : room - text.width
    }
    return StyledText(kept)
  }

  /// The line in at most so many columns, with a mark where its end was left out.
  package func truncated(to columns: Int, ellipsis: VisibleText = "…") -> StyledText {
    if width <= columns { return self }
    let room = columns - ellipsis.width
    guard room > 0 else { return prefix(columns: columns) }
    let kept = prefix(columns: room)
    return kept + StyledText(ellipsis, kept.runs.last?.style ?? .normal)
  }

  /// The line for a terminal that takes ASCII only.
  package var ascii: StyledText {
    StyledText(runs.map { Run($0.text.ascii, $0.style) })
  }

  /// The line with every style changed.
  package func restyled(_ change: (Style) -> Style) -> StyledText {
    StyledText(runs.map { Run($0.text, change($0.style)) })
  }
}
