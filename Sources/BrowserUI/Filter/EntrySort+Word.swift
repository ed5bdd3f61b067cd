package import CacheStore

extension EntrySort {
  /// An order by its word: a column's name, with `-` in front for the largest first.
  package init?(word: String) {
    let isDescending = word.hasPrefix("-")
    let name = isDescending ? String(word.dropFirst()) : word
    guard let column = Column(rawValue: name) else { return nil }
    self.init(column, descending: isDescending)
  }

  /// The word that reads back as the same order.
  package var word: String { (isDescending ? "-" : "") + column.rawValue }

  /// All words, for completion.
  static let words = Column.allCases.flatMap { [$0.rawValue, "-" + $0.rawValue] }
}
