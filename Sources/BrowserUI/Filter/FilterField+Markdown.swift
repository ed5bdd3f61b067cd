/// The fields of the filter language as a table for its article.
package enum FilterFields {
  /// A row a field: its name, uses of it or values, what it is about.
  package static var markdown: String {
    let rows = FilterField.usable.map { "| `\($0.name)` | `\($0.example)` | \($0.help) |" }
    return (["| field | such as | about |", "|---|---|---|"] + rows).joined(separator: "\n")
  }
}
