import CacheStore

/// Reads a filter by recursive descent:
///
///     or   := and (("or" | "|") and)*
///     and  := not (["and" | "&"] not)*
///     not  := ("not" | "!" | "-") not | "(" or ")" | term
///     term := field operator value | word
struct FilterParser {
  private var tokens: [FilterToken]
  private var place = 0
  private var depth = 0
  private(set) var sort: EntrySort?

  /// Deeper nesting than anyone writes by hand is refused, so that no text can exhaust the stack.
  private static let maximumDepth = 64

  init(_ text: String) throws(FilterError) { tokens = try FilterLexer.tokens(of: text) }

  mutating func parse() throws(FilterError) -> FilterExpression {
    if current.kind == .end { return .all }
    let result = try parseOr()
    if current.kind == .close {
      throw FilterError(column: current.column, "this parenthesis was never opened")
    }
    return result
  }

  private var current: FilterToken { tokens[place] }

  private mutating func advance() { if place < tokens.count - 1 { place += 1 } }

  private mutating func parseOr() throws(FilterError) -> FilterExpression {
    var parts = [try parseAnd()]
    while current.kind == .or {
      advance()
      parts.append(try parseAnd())
    }
    return parts.count == 1 ? parts[0] : .or(parts)
  }

  private mutating func parseAnd() throws(FilterError) -> FilterExpression {
    var parts: [FilterExpression] = []
    repeat {
      if current.kind == .and { advance() }
      let part = try parseNot()
      if part != .all { parts.append(part) }
    } while !endsAnd
    switch parts.count {
    case 0: return .all
    case 1: return parts[0]
    default: return .and(parts)
    }
  }

  private var endsAnd: Bool {
    switch current.kind {
    case .end, .or, .close: true
    default: false
    }
  }

  private mutating func parseNot() throws(FilterError) -> FilterExpression {
    let token = current
    switch token.kind {
    case .not:
      advance()
      return .not(try nested(at: token) { parser throws(FilterError) in try parser.parseNot() })
    case .open:
      advance()
      let inner = try nested(at: token) { parser throws(FilterError) in try parser.parseOr() }
      guard current.kind == .close else {
        throw FilterError(column: token.column, "this parenthesis is not closed")
      }
      advance()
      return inner
    default: return try parseTerm()
    }
  }

  private mutating func nested(
    at token: FilterToken,
    _ body: (inout FilterParser) throws(FilterError) -> FilterExpression
  ) throws(FilterError) -> FilterExpression {
    guard depth < Self.maximumDepth else {
      throw FilterError(column: token.column, "too many parentheses inside each other")
    }
    depth += 1
    defer { depth -= 1 }
    return try body(&self)
  }

  private mutating func parseTerm() throws(FilterError) -> FilterExpression {
    let token = current
    advance()
    switch token.kind {
    case .word(let word): return .word(word)
    case .field(let name, let sign): return try parseField(name, sign, at: token.column)
    case .end:
      throw FilterError(column: token.column, "something is missing here: host:api.* or is:stale")
    case .close:
      throw FilterError(column: token.column, "these parentheses are empty or never opened")
    default:
      throw FilterError(column: token.column, "a word or a field is missing before this")
    }
  }

  private mutating func parseField(
    _ name: String, _ sign: FilterOperator, at column: Int
  ) throws(FilterError) -> FilterExpression {
    let token = current
    guard let field = FilterField.named(name), case .value(let value, let isQuoted) = token.kind
    else { throw FilterError(column: column, FilterField.unknown(name)) }
    advance()
    let reader = FilterValue(
      field: field, sign: sign, text: value, isQuoted: isQuoted, column: token.column)
    if field.kind == .sort {
      guard depth == 0 else {
        throw FilterError(column: column, "sort: stands outside parentheses")
      }
      sort = try reader.sort()
      return .all
    }
    return .term(
      FilterTerm(field: name, sign: sign, value: value, test: try reader.test()))
  }
}
