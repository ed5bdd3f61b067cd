/// A column of the list that a person can leave out.
package enum ListColumn: String, Sendable, Hashable, CaseIterable {
  case method, size, age, rule, hits, type, used

  /// All of them, the most important first.
  package static let optional = allCases
}
