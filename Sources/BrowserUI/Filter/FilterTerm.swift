import CacheStore

/// A field with what is asked of it.
package struct FilterTerm: Sendable, Hashable {
  /// One of the values in a list.
  enum Test: Sendable, Hashable {
    case search(EntrySearch)
    case marked
    case inflight

    func search(_ context: FilterContext) -> EntrySearch {
      switch self {
      case .search(let search): search
      case .marked: .index(.ids(context.marked))
      case .inflight: .index(.ids(context.inflight))
      }
    }
  }

  var field: String
  var sign: FilterOperator
  /// The value as written.
  var value: String
  /// Whether it stands in quotes because a comma in it separates nothing.
  var isQuoted = false
  /// What is asked of a header's value.
  var rest: Rest?
  /// Any of these; more than one for a list.
  var tests: [Test]

  /// The operator behind the name of a header, and its value.
  struct Rest: Sendable, Hashable {
    var sign: FilterOperator
    var value: String
    /// Whether it stands in quotes because a comma in it separates nothing.
    var isQuoted = false
  }

  /// The term in its normal form.
  var text: String {
    let value = Self.quoted(value, for: sign, always: isQuoted)
    guard let rest else { return field + sign.rawValue + value }
    return field + sign.rawValue + value + rest.sign.rawValue
      + Self.quoted(rest.value, for: rest.sign, always: rest.isQuoted)
  }

  func search(_ context: FilterContext) -> EntrySearch {
    let searches = tests.map { $0.search(context) }
    let positive = searches.count == 1 ? searches[0] : .or(searches)
    return sign.isNegative || rest?.sign.isNegative == true ? .not(positive) : positive
  }

  /// A word in its normal form.
  static func quoted(word: String) -> String {
    readsAsOther(word) ? inQuotes(word) : word
  }

  /// A value, quoted where the text would otherwise be read as something else.
  private static func quoted(
    _ text: String, for sign: FilterOperator, always: Bool = false
  ) -> String {
    let isSpecial = text.contains { $0.isWhitespace || "()|".contains($0) }
    let isQuote = text.first.map { "\"'".contains($0) } ?? true
    guard isSpecial || isQuote || always else { return text }
    guard sign.isPattern else { return inQuotes(text) }
    return text.contains("\"") ? "'\(text)'" : "\"\(text)\""
  }

  /// A pattern without one of the two quotes, so that it can stand between them.
  static func quotable(pattern: String) -> String {
    guard pattern.contains("\""), pattern.contains("'") else { return pattern }
    return pattern.replacing("\\\"", with: "\"").replacing("\"", with: "\\x22")
  }

  static func inQuotes(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }

  private static func readsAsOther(_ word: String) -> Bool {
    guard let tokens = try? FilterLexer.tokens(of: word), tokens.count == 2 else { return true }
    return tokens[0].kind != .word(word) || word.hasPrefix("\"") || word.hasPrefix("'")
  }
}
