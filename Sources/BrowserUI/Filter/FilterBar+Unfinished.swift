extension FilterBar {
  /// Whether the last word may yet become something else: it begins like the name of a field or an
  /// operator, or it is a field whose value is still being typed. What it matches so far says little.
  var isUnfinished: Bool {
    guard let text = field?.text, let last = text.last, !last.isWhitespace else { return false }
    let word = text.split(whereSeparator: { " (|!".contains($0) }).last?.drop { $0 == "-" } ?? ""
    let name = word.prefix(while: \.isLetter).lowercased()
    let isWhole = name.count == word.count
    let names = FilterField.all.map(\.name)
    return isWhole
      ? (names + ["and", "or", "not"]).contains { $0.hasPrefix(name) } : names.contains(name)
  }
}
