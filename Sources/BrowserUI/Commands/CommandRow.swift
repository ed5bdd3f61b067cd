/// A command with words of its own, as the palette shows it.
struct CommandRow: Sendable, Hashable {
  let name: String
  /// What it does, in a few words.
  let help: String
  /// What may stand behind it; empty for nothing.
  let words: String
  /// The action that it does to what the words name; nil where it is none that can be out of reach.
  let action: Action?

  private init(_ name: String, _ help: String, _ words: String = "", as action: Action? = nil) {
    self.name = name
    self.help = help
    self.words = words
    self.action = action
  }

  /// All of them, in the order of the palette.
  static let all = [
    CommandRow("delete", "delete a selection to the trash", "SELECTION", as: .delete),
    CommandRow("purge", "purge a selection for good", "SELECTION", as: .purge),
    CommandRow("expire", "expire a selection", "SELECTION", as: .expire),
    CommandRow("ttl", "set a selection's time to live", "TIME SELECTION", as: .setTimeToLive),
    CommandRow("revalidate", "revalidate a selection", "SELECTION", as: .revalidate),
    CommandRow("refetch", "refetch a selection", "SELECTION", as: .refetch),
    CommandRow("filter", "filter", "FILTER"),
    CommandRow("sort", "sort by a column", "COLUMN"),
    CommandRow("empty-trash", "empty the trash for good"),
    CommandRow("write", "write what is marked to a file", "FORM PATH"),
    CommandRow("what-if", "explain what if", "DIRECTIVES"),
    CommandRow("save", "save the filter under a name", "NAME"),
    CommandRow("forget", "forget a saved filter", "NAME"),
    CommandRow("reasons", "rules that gave a filter lifetimes", "FILTER"),
    CommandRow("variants", "variants by Vary"),
  ]
}
