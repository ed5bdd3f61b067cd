import CacheStore

/// A field with what is asked of it.
package struct FilterTerm: Sendable, Hashable {
  /// What is asked of the field.
  enum Test: Sendable, Hashable {
    /// Any of these tests; more than one for a list.
    case anyOf([EntryFilter])
    case marked
  }

  var field: String
  var sign: FilterOperator
  /// The value as written.
  var value: String
  var test: Test

  /// The term in its normal form.
  var text: String { field + sign.rawValue + Self.quoted(value, isWord: false) }

  func filter(_ context: FilterContext) -> EntryFilter {
    let positive: EntryFilter
    switch test {
    case .marked: positive = .ids(context.marked)
    case .anyOf(let tests): positive = tests.count == 1 ? tests[0] : .or(tests)
    }
    return sign == .notEqual ? .not(positive) : positive
  }

  /// Quoted where the text would otherwise be read as something else.
  static func quoted(_ text: String, isWord: Bool) -> String {
    let special = text.contains { $0.isWhitespace || "()|\"'".contains($0) }
    let isKeyword = isWord && (readsAsOther(text))
    guard special || isKeyword || text.isEmpty else { return text }
    return "\""
      + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }

  private static func readsAsOther(_ word: String) -> Bool {
    guard let tokens = try? FilterLexer.tokens(of: word), tokens.count == 2 else { return true }
    return tokens[0].kind != .word(word)
  }
}
