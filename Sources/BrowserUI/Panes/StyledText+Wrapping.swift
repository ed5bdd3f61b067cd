import Canvas

extension StyledText {
  private static let wrappedLimit = 16_384

  /// The text over as many lines as it needs, each in so many columns. It breaks behind a blank where
  /// there is one in the second half of a line, else anywhere; later lines are indented. What is very long
  /// is cut: each line costs time in proportion to all that follows.
  func wrapped(to columns: Int, indent: Int = 0) -> [StyledText] {
    guard width > columns, columns > 0 else { return [self] }
    guard width <= Self.wrappedLimit else {
      return truncated(to: Self.wrappedLimit).wrapped(to: columns, indent: indent)
    }
    // A column of text has to be left, whatever the indent.
    let indent = min(max(0, indent), columns / 2)
    var lines: [StyledText] = []
    var rest = self
    while rest.width > 0 {
      let room = lines.isEmpty ? columns : columns - indent
      let part = rest.firstLine(columns: room)
      guard part.width > 0 else { break }
      lines.append(
        lines.isEmpty ? part : StyledText(VisibleText.blank(indent)) + part)
      rest = rest.dropFirst(columns: part.width)
      if rest.plainText.hasPrefix(" ") { rest = rest.dropFirst(columns: 1) }
    }
    return lines
  }

  private func firstLine(columns: Int) -> StyledText {
    let part = prefix(columns: columns)
    guard part.width < width else { return part }
    let text = part.plainText
    guard let blank = text.lastIndex(of: " ") else { return part }
    let tail = text[text.index(after: blank)...].reduce(0) { $0 + DisplayWidth.columns(of: $1) }
    return part.width - tail > columns / 2 ? prefix(columns: part.width - tail) : part
  }
}
