import Canvas

extension KeyMap {
  /// The keys as tables for the README, a table a section, two bindings a row.
  package static var markdown: String {
    Binding.Section.allCases.map { section in
      let cells = all.filter { $0.section == section && !$0.keys.isEmpty }
        .map { "\($0.keys.map(code).joined(separator: " ")) | \($0.help)" }
      let rows = stride(from: 0, to: cells.count, by: 2).map { first in
        "| \(cells[first]) | \(first + 1 < cells.count ? cells[first + 1] : " |") |"
      }
      return (["| \(section.title) | | | |", "|---|---|---|---|"] + rows).joined(separator: "\n")
        + "\n"
    }.joined(separator: "\n")
  }

  private static func code(_ key: Key) -> String { "`\(key.displayName.plainText)`" }
}

extension Binding.Section {
  /// As a heading: `Act on entry or marks`.
  package var title: String { rawValue.prefix(1) + rawValue.dropFirst().lowercased() }
}
