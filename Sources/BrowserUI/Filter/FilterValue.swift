import CacheStore
import HTTPCaching

/// Reads what stands behind a field's operator.
struct FilterValue {
  var field: FilterField
  var sign: FilterOperator
  var text: String
  var isQuoted: Bool
  /// Where the value begins.
  var column: Int

  /// The term that it makes of its field.
  func term() throws(FilterError) -> FilterTerm {
    guard !text.isEmpty else { throw error("\(field.name) needs a value: \(field.example)") }
    guard !sign.isPattern else {
      let pattern = FilterTerm.quotable(pattern: text)
      let search = try self.search(matching: try self.pattern(pattern))
      return FilterTerm(
        field: field.name, sign: sign, value: pattern, tests: [.search(search)])
    }
    var tests: [FilterTerm.Test] = []
    for item in try items() { tests.append(try test(item.text, at: item.place)) }
    return FilterTerm(
      field: field.name, sign: sign, value: text, isQuoted: isLiteral, tests: tests)
  }

  /// The values that commas separate, each with its place; what stands in quotes is one.
  func items() throws(FilterError) -> [(text: String, place: Int)] {
    guard field.takesLists, !isQuoted else { return [(text, column)] }
    var items: [(text: String, place: Int)] = []
    var place = column
    for item in text.split(separator: ",", omittingEmptySubsequences: false) {
      guard !item.isEmpty else {
        throw error("\(field.name) needs a value on each side of a comma, or quotes", at: place)
      }
      items.append((String(item), place))
      place += item.count + 1
    }
    return items
  }

  /// Whether quotes keep commas from separating anything.
  var isLiteral: Bool { isQuoted && field.takesLists && text.contains(",") }

  /// `sort:-size`: a column, largest first behind a minus.
  func sort() throws(FilterError) -> EntrySort {
    guard let sort = EntrySort(word: text.lowercased()) else {
      let names = EntrySort.Column.allCases.map(\.rawValue).joined(separator: " ")
      throw error("sort needs a column: \(names)")
    }
    return sort
  }

  /// `limit:100`: how many.
  func limit() throws(FilterError) -> Int {
    guard text.allSatisfy({ $0.isASCII && $0.isNumber }), let limit = Int(text), limit > 0 else {
      throw error("limit needs a count: \(field.example)")
    }
    return limit
  }

  private func test(_ item: String, at place: Int) throws(FilterError) -> FilterTerm.Test {
    switch field.kind {
    case .flag: return try flag(item, at: place)
    case .thing: return .search(try thing(item, at: place))
    case .header, .fieldValue, .lastModified, .headerBytes, .redirect, .body:
      return .search(try content(item, at: place))
    default: return .search(.index(try filter(item, at: place)))
    }
  }

  private func filter(_ item: String, at place: Int) throws(FilterError) -> EntryFilter {
    switch field.kind {
    case .text(let column):
      try requirePlainSign()
      return column == .host && sign == .matches ? Self.host(item) : .glob(column, item)
    case .mediaType:
      try requirePlainSign()
      return Self.mediaType(item)
    case .rule: return try rule(item, at: place)
    case .vary:
      try requirePlainSign()
      return Self.vary(item)
    case .status: return try status(item, at: place)
    case .number(let column, let unit): return try numbers(item, column, unit, at: place)
    case .time(let since, let moment): return try time(item, since, moment, at: place)
    case .timeToLive: return try timeToLive(item, at: place)
    case .expires: return try expires(item, at: place)
    case .expired: return try expired(item, at: place)
    default: return .all
    }
  }

  // MARK: What is wrong

  /// Whether it asks for a value and not for a larger or smaller one.
  var isPlainSign: Bool { [.matches, .equal, .notEqual].contains(sign) }

  func requirePlainSign() throws(FilterError) {
    if !isPlainSign { throw signError(field.takesPatterns ? ": = != ~ !~" : ": = !=") }
  }

  func signError(_ signs: String) -> FilterError {
    FilterError(
      column: column - sign.rawValue.count,
      "\(field.name) takes \(signs), not \(sign.rawValue): \(field.example)")
  }

  func error(_ sentence: String, at place: Int? = nil) -> FilterError {
    FilterError(column: place ?? column, sentence)
  }
}

extension FilterField {
  /// Whether commas separate values.
  var takesLists: Bool {
    switch kind {
    case .body, .lastModified, .sort, .limit: false
    default: true
    }
  }

  /// Whether `~` and a pattern may follow.
  var takesPatterns: Bool {
    switch kind {
    case .text, .mediaType, .rule, .vary, .header, .fieldValue, .lastModified, .body: true
    default: false
    }
  }
}
