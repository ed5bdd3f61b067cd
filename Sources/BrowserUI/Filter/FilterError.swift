/// What is wrong with a filter, and where.
package struct FilterError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The offending character, counted from 0.
  package var column: Int
  /// A sentence with an example of what would be right.
  package var sentence: String

  package init(column: Int, _ sentence: String) {
    self.column = column
    self.sentence = sentence
  }

  /// The sentence with the column as people count.
  package var description: String { "column \(column + 1): \(sentence)" }
}
