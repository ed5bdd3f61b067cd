package import Canvas

/// Keys with what they do, under a heading.
package struct HelpSection: Sendable, Hashable {
  /// The heading.
  package var title: VisibleText
  /// Keys and what they do.
  package var rows: [Row]

  /// A row of help.
  package struct Row: Sendable, Hashable {
    /// The keys.
    package var keys: VisibleText
    /// What they do.
    package var action: VisibleText

    /// A row.
    package init(_ keys: VisibleText, _ action: VisibleText) {
      self.keys = keys
      self.action = action
    }
  }

  /// A section.
  package init(_ title: VisibleText, _ rows: [Row]) {
    self.title = title
    self.rows = rows
  }
}

/// Help as text in columns, as many as fit side by side.
package enum HelpPane {
  /// The narrowest column.
  static let columnWidth = 38

  /// The lines of these sections; where a text is given, only rows that have it in key or action.
  package static func lines(
    _ sections: [HelpSection], matching text: String = "", width: Int
  ) -> [StyledText] {
    let shown = sections.compactMap { filtered($0, text.lowercased()) }
    let columns = max(1, min(shown.count, width / columnWidth))
    let columnWidth = max(1, width / columns)
    let stacks = distribute(shown, over: columns).map { stack in
      Array(stack.map { lines($0, width: columnWidth) }.joined(separator: [StyledText()]))
    }
    let height = stacks.map(\.count).max() ?? 0
    return (0..<height).map { row in
      stacks.reduce(StyledText()) { line, stack in
        line + padded(row < stack.count ? stack[row] : StyledText(), to: columnWidth)
      }
    }
  }

  private static func filtered(_ section: HelpSection, _ text: String) -> HelpSection? {
    guard !text.isEmpty else { return section }
    let rows = section.rows.filter {
      ($0.keys.plainText + " " + $0.action.plainText).lowercased().contains(text)
    }
    return rows.isEmpty ? nil : HelpSection(section.title, rows)
  }

  /// Sections in order over columns of nearly equal height.
  private static func distribute(
    _ sections: [HelpSection], over columns: Int
  ) -> [[HelpSection]] {
    let total = sections.reduce(0) { $0 + $1.rows.count + 2 }
    var stacks: [[HelpSection]] = [[]]
    var height = 0
    for section in sections {
      let middle = height + (section.rows.count + 2) / 2
      if stacks.count < columns, middle * columns > total * stacks.count { stacks.append([]) }
      stacks[stacks.count - 1].append(section)
      height += section.rows.count + 2
    }
    return stacks
  }

  private static func lines(_ section: HelpSection, width: Int) -> [StyledText] {
    let keyWidth = min(16, max(9, (section.rows.map(\.keys.width).max() ?? 0) + 1))
    let title = StyledText("  " + section.title, Style(.heading, .bold))
    return [title]
      + section.rows.map { row in
        // A command's name is shown whole where it leaves some room.
        let isWhole = row.keys.width + 12 <= width
        let keys = isWhole && row.keys.width > keyWidth ? row.keys : row.keys.padded(to: keyWidth)
        return StyledText("  " + keys + " ", Style(.key))
          + StyledText(row.action.truncated(to: max(0, width - keys.width - 4)))
      }
  }

  private static func padded(_ line: StyledText, to width: Int) -> StyledText {
    line.width >= width
      ? line.prefix(columns: width) : line + StyledText(VisibleText.blank(width - line.width))
  }
}
