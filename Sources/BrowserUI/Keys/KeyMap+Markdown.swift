import Canvas

extension KeyMap {
  /// The keys as tables for the README, a table a section, three bindings a row.
  package static var markdown: String {
    Binding.Section.allCases.map { section in
      let cells = all.filter { $0.section == section && !$0.keys.isEmpty }
        .map { "\($0.keys.map(code).joined(separator: " ")) | \($0.help)" }
      let rows = stride(from: 0, to: cells.count, by: 3).map { first in
        let row = (0..<3).map { first + $0 < cells.count ? cells[first + $0] : " |" }
        return "| \(row.joined(separator: " | ")) |"
      }
      let head = ["| \(section.title) | | | | | |", "|---|---|---|---|---|---|"]
      return (head + rows).joined(separator: "\n") + "\n"
    }.joined(separator: "\n")
  }

  private static func code(_ key: Key) -> String { "`\(key.displayName.plainText)`" }
}

extension Binding.Section {
  /// As a heading: `Act on entry or marks`.
  package var title: String { rawValue.prefix(1) + rawValue.dropFirst().lowercased() }
}
