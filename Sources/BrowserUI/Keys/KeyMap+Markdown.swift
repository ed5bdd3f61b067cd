import Canvas

extension KeyMap {
  /// The keys as tables for the README, a table a section.
  package static var markdown: String {
    Binding.Section.allCases.map { section in
      let rows = all.filter { $0.section == section && !$0.keys.isEmpty }
        .map { "| \($0.keys.map(code).joined(separator: " ")) | \($0.help) |" }
      return (["| \(section.title) | |", "|---|---|"] + rows).joined(separator: "\n") + "\n"
    }.joined(separator: "\n")
  }

  private static func code(_ key: Key) -> String { "`\(key.displayName.plainText)`" }
}

extension Binding.Section {
  /// As a heading: `Act on entry or marks`.
  package var title: String { rawValue.prefix(1) + rawValue.dropFirst().lowercased() }
}
