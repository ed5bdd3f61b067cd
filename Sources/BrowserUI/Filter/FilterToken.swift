/// A piece of a filter's text.
struct FilterToken: Sendable, Hashable {
  enum Kind: Sendable, Hashable {
    case open, close, and, or, not
    /// A word or quoted text to be found in the URL.
    case word(String)
    /// A filter that was saved under this name: `@name`.
    case saved(String)
    /// A field with its operator; its value follows at once.
    case field(String, FilterOperator)
    /// The value of the field before it; whether it was quoted.
    case value(String, isQuoted: Bool)
    /// The operator behind the name of a header; its value follows at once.
    case sign(FilterOperator)
    case end
  }

  var kind: Kind
  /// Where it begins, in characters from 0.
  var column: Int
}

/// What stands between a field and its value.
enum FilterOperator: String, Sendable, Hashable, CaseIterable {
  case matches = ":"
  case equal = "="
  case notEqual = "!="
  case lessOrEqual = "<="
  case less = "<"
  case greaterOrEqual = ">="
  case greater = ">"
  case regex = "~"
  case notRegex = "!~"

  /// Whether it turns the test around.
  var isNegative: Bool { self == .notEqual || self == .notRegex }

  /// Whether a pattern follows.
  var isPattern: Bool { self == .regex || self == .notRegex }
}
