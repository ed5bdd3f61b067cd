import Canvas

/// The most frequent misses as a table.
enum MissTable {
  /// A heading and a line for each group: pattern, count, reason.
  static func lines(_ groups: [TopMisses.Group], width: Int) -> [StyledText] {
    row("top misses", "n", nil, "why", width, Style(.label))
      + groups.flatMap { row(path($0), count($0), nil, reason($0), width) }
  }

  /// The same with the bytes that they took.
  static func linesWithBytes(_ groups: [TopMisses.Group], width: Int) -> [StyledText] {
    row("top misses", "n", "bytes", "reason", width, Style(.label))
      + groups.flatMap {
        row(path($0), count($0), "\(Sizes.short($0.bytes))", reason($0), width)
      }
  }

  private static func row(
    _ path: VisibleText, _ count: VisibleText, _ bytes: VisibleText?, _ reason: VisibleText,
    _ width: Int, _ style: Style = .normal
  ) -> [StyledText] {
    let rest =
      count.padded(to: 5, .trailing) + (bytes?.padded(to: 8, .trailing) ?? "") + "  "
      + reason.padded(to: 9)
    let room = max(0, width - rest.width)
    return [StyledText(path.padded(to: room, .leading, .middle) + rest, style)]
  }

  private static func path(_ group: TopMisses.Group) -> VisibleText {
    VisibleText(untrusted: group.path, .url)
  }

  private static func count(_ group: TopMisses.Group) -> VisibleText { "\(group.count)" }

  private static func reason(_ group: TopMisses.Group) -> VisibleText { "\(group.reason)" }
}
