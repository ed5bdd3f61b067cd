import CacheStore

/// Reads a filter by recursive descent:
///
///     or   := and (("or" | "|") and)*
///     and  := not (["and" | "&"] not)*
///     not  := ("not" | "!" | "-") not | "(" or ")" | term
///     term := field operator value | header name [operator value] | @name | word
struct FilterParser {
  private var tokens: [FilterToken]
  private var place = 0
  private var depth = 0
  private let saved: SavedFilters
  /// How many saved filters this one is in.
  private let savedDepth: Int
  /// What the text itself asks for, or else a saved filter in it.
  private var ownSort: EntrySort?
  private var ownLimit: Int?
  private var savedSort: EntrySort?
  private var savedLimit: Int?

  var sort: EntrySort? { ownSort ?? savedSort }
  var limit: Int? { ownLimit ?? savedLimit }

  /// Deeper nesting than anyone writes by hand is refused, so that no text can exhaust the stack.
  private static let maximumDepth = 64
  private static let maximumSavedDepth = 8

  init(
    _ text: String, saved: SavedFilters = SavedFilters(), savedDepth: Int = 0
  ) throws(FilterError) {
    tokens = try FilterLexer.tokens(of: text)
    self.saved = saved
    self.savedDepth = savedDepth
  }

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
    let first = try parseAnd()
    guard current.kind == .or else { return first }
    var parts: [FilterExpression] = []
    add(first, to: &parts)
    while current.kind == .or {
      let column = current.column
      advance()
      let part = try parseAnd()
      guard part != .all, first != .all else {
        throw FilterError(column: column, "sort: and limit: are for all of it, not for a branch")
      }
      add(part, to: &parts)
    }
    return .or(parts)
  }

  /// What is in parentheses that change nothing is part of the rest.
  private func add(_ part: FilterExpression, to branches: inout [FilterExpression]) {
    if case .or(let inner) = part { branches += inner } else { branches.append(part) }
  }

  private mutating func parseAnd() throws(FilterError) -> FilterExpression {
    var parts: [FilterExpression] = []
    var isFirst = true
    repeat {
      if current.kind == .and, !isFirst { advance() }
      isFirst = false
      let part = try parseNot()
      if case .and(let inner) = part { parts += inner } else if part != .all { parts.append(part) }
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
      let inner = try nested(at: token) { parser throws(FilterError) in try parser.parseNot() }
      return .not(inner)
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
    case .saved(let name): return try parseSaved(name, at: token.column)
    case .field(let name, let sign): return try parseField(name, sign, at: token.column)
    case .end:
      throw FilterError(column: token.column, "something is missing here: host:api.* or is:stale")
    case .close:
      throw FilterError(column: token.column, "these parentheses are empty or never opened")
    default:
      throw FilterError(column: token.column, "a word or a field is missing before this")
    }
  }

  private static let circle = "saved filters name each other in a circle"

  private mutating func parseSaved(
    _ name: String, at column: Int
  ) throws(FilterError) -> FilterExpression {
    guard let text = saved[name] else {
      let known = saved.names.map { "@" + $0 }.joined(separator: " ")
      let advice = known.isEmpty ? ":save NAME saves the filter in the bar" : "there are \(known)"
      throw FilterError(column: column, "no filter is saved as \(name): \(advice)")
    }
    guard savedDepth < Self.maximumSavedDepth else {
      throw FilterError(column: column, Self.circle)
    }
    do {
      var parser = try FilterParser(text, saved: saved, savedDepth: savedDepth + 1)
      let expression = try parser.parse()
      if depth == 0 { (savedSort, savedLimit) = (parser.sort, parser.limit) }
      return .saved(name, expression)
    } catch {
      // Which of them is to blame nobody can tell.
      let place = error.sentence == Self.circle ? "" : "in @\(name), "
      throw FilterError(column: column, place + error.sentence)
    }
  }

  private mutating func parseField(
    _ name: String, _ sign: FilterOperator, at column: Int
  ) throws(FilterError) -> FilterExpression {
    let token = current
    guard let field = FilterField.named(name), case .value(let value, let isQuoted) = token.kind
    else { throw FilterError(column: column, FilterField.unknown(name)) }
    if case .missing(let sentence) = field.kind { throw FilterError(column: column, sentence) }
    advance()
    let reader = FilterValue(
      field: field, sign: sign, text: value, isQuoted: isQuoted, column: token.column)
    switch field.kind {
    case .sort, .limit:
      guard depth == 0, sign == .matches else {
        throw FilterError(column: column, "\(name): stands outside parentheses")
      }
      if field.kind == .sort { ownSort = try reader.sort() } else { ownLimit = try reader.limit() }
      return .all
    case .header:
      if case .sign(let sign) = current.kind { return .term(try parseHeader(reader, sign)) }
    default: break
    }
    return .term(try reader.term())
  }

  /// What is asked of the value of a header that was named.
  private mutating func parseHeader(
    _ header: FilterValue, _ sign: FilterOperator
  ) throws(FilterError) -> FilterTerm {
    advance()
    let token = current
    guard case .value(let value, let isQuoted) = token.kind else {
      throw FilterError(column: token.column, "something is missing here: \(header.field.example)")
    }
    advance()
    return try FilterValue(
      field: header.field, sign: sign, text: value, isQuoted: isQuoted, column: token.column
    ).term(ofHeader: header)
  }
}
