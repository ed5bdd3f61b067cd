extension Frame {
  /// The rows as text, blanks at their ends left out: what golden tests compare.
  package var text: String {
    rows.map { row in
      var line = row.reduce(into: "") { if $1.width > 0 { $0.append($1.character) } }
      while line.hasSuffix(" ") { line.removeLast() }
      return line + "\n"
    }.joined()
  }

  /// Where which style is, one run a line, plain text left out: `3:0-12 stale bold`.
  package var styleRuns: String {
    rows.enumerated().map { number, row in
      var lines = ""
      var start = 0
      while start < row.count {
        let style = row[row.startIndex + start].style
        var end = start
        while end < row.count, row[row.startIndex + end].style == style { end += 1 }
        if style != .normal { lines += "\(number):\(start)-\(end - 1) \(style.name)\n" }
        start = end
      }
      return lines
    }.joined()
  }

  /// The cells of each row.
  var rows: [ArraySlice<Cell>] { (0..<size.rows).map(row) }

  /// The cells of one row, which has to exist.
  package func row(_ index: Int) -> ArraySlice<Cell> {
    cells[index * size.columns..<(index + 1) * size.columns]
  }
}

extension Style {
  /// The role and the emphasis in words.
  package var name: String {
    var words = [role.rawValue]
    if attributes.contains(.bold) { words.append("bold") }
    if attributes.contains(.underline) { words.append("underline") }
    if attributes.contains(.reverse) { words.append("reverse") }
    if attributes.contains(.dim) { words.append("dim") }
    return words.joined(separator: " ")
  }
}
