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

  func test() throws(FilterError) -> FilterTerm.Test {
    guard !text.isEmpty else { throw error("\(field.name) needs a value: \(field.example)") }
    if field.kind == .flag, text.lowercased() == "marked", isPlainSign { return .marked }
    var tests: [EntryFilter] = []
    var place = column
    for item in isQuoted
      ? [text[...]] : text.split(separator: ",", omittingEmptySubsequences: false)
    {
      tests.append(try test(String(item), at: place))
      place += item.count + 1
    }
    return .anyOf(tests)
  }

  /// `sort:-size`: a column, largest first behind a minus.
  func sort() throws(FilterError) -> EntrySort {
    let isDescending = text.hasPrefix("-")
    let name = (isDescending ? String(text.dropFirst()) : text).lowercased()
    guard let column = EntrySort.Column(rawValue: name) else {
      let names = EntrySort.Column.allCases.map(\.rawValue).joined(separator: " ")
      throw error("sort needs a column: \(names)")
    }
    return EntrySort(column, descending: isDescending)
  }

  private var isPlainSign: Bool { [.matches, .equal, .notEqual].contains(sign) }

  private func test(_ item: String, at place: Int) throws(FilterError) -> EntryFilter {
    switch field.kind {
    case .text(let column):
      try requirePlainSign()
      return .glob(column, item)
    case .mediaType:
      try requirePlainSign()
      return Self.mediaType(item)
    case .rule: return try rule(item, at: place)
    case .status: return try status(item, at: place)
    case .number(let column, let unit): return try numbers(item, column, unit, at: place)
    case .expired: return try expired(item, at: place)
    case .flag, .thing: return try flag(item, at: place)
    case .sort: return .all
    }
  }

  /// `json` is a subtype or a structured suffix, `image` a type, `text/*` a glob of both.
  private static func mediaType(_ item: String) -> EntryFilter {
    if item.contains("/") { return .glob(.mediaType, item) }
    return .or([
      .glob(.mediaType, "*/" + item), .glob(.mediaType, "*+" + item),
      .glob(.mediaType, item + "/*"),
    ])
  }

  private func rule(_ item: String, at place: Int) throws(FilterError) -> EntryFilter {
    try requirePlainSign()
    let names = LifetimeRule.allCases.map(\.rawValue)
    guard item.contains(where: { "*?".contains($0) }) || names.contains(item.lowercased()) else {
      throw error("why is one of \(names.joined(separator: " "))", at: place)
    }
    return .glob(.rule, item)
  }

  private func flag(_ item: String, at place: Int) throws(FilterError) -> EntryFilter {
    try requirePlainSign()
    let words = field.kind == .flag ? Self.flags : Self.things
    guard let flag = words.first(where: { $0.rawValue == item.lowercased() }) else {
      let names = words.map(\.rawValue) + (field.kind == .flag ? ["marked"] : [])
      throw error("\(field.name): is one of \(names.joined(separator: " "))", at: place)
    }
    return .flag(flag)
  }

  static let things: [EntryFilter.Flag] = [.entityTag, .lastModified, .validator, .vary]
  static let flags = EntryFilter.Flag.allCases.filter { !things.contains($0) }

  /// `404`, `4xx`, `400..499`, or compared by sign.
  private func status(_ item: String, at place: Int) throws(FilterError) -> EntryFilter {
    let lowered = item.lowercased()
    if lowered.count == 3, lowered.hasSuffix("xx"), let digit = lowered.first?.wholeNumberValue,
      isPlainSign
    {
      return Self.between(.status, Double(digit) * 100, Double(digit) * 100 + 99)
    }
    return try numbers(item, .status, .plain, at: place, example: "404, 4xx, 500..599")
  }

  /// How long it has been stale is its time to live with the sign turned.
  private func expired(_ item: String, at place: Int) throws(FilterError) -> EntryFilter {
    let seconds = try number(item, .seconds, at: place, example: field.example)
    return .number(.timeToLive, Self.turned(try comparison()), -seconds)
  }

  private func numbers(
    _ item: String, _ column: EntryFilter.NumberColumn, _ unit: FilterUnit, at place: Int,
    example: String? = nil
  ) throws(FilterError) -> EntryFilter {
    let example = example ?? field.example
    if let range = item.firstRange(of: ".."), isPlainSign {
      let upper = place + item.distance(from: item.startIndex, to: range.upperBound)
      let low = try number(String(item[..<range.lowerBound]), unit, at: place, example: example)
      let high = try number(String(item[range.upperBound...]), unit, at: upper, example: example)
      return Self.between(column, low, high)
    }
    let value = try number(item, unit, at: place, example: example)
    return .number(column, try comparison(), value)
  }

  private static func between(
    _ column: EntryFilter.NumberColumn, _ low: Double, _ high: Double
  ) -> EntryFilter {
    .and([.number(column, .greaterOrEqual, low), .number(column, .lessOrEqual, high)])
  }

  private func number(
    _ item: String, _ unit: FilterUnit, at place: Int, example: String
  ) throws(FilterError) -> Double {
    guard let value = unit.number(item) else {
      throw error(
        "\(field.name) needs a \(unit == .seconds ? "time" : "number"): \(example)", at: place)
    }
    return value
  }

  /// `!=` is a negated equality, so that lists of it exclude each item.
  private func comparison() throws(FilterError) -> EntryFilter.Comparison {
    switch sign {
    case .matches, .equal, .notEqual: return .equal
    case .less: return .less
    case .lessOrEqual: return .lessOrEqual
    case .greater: return .greater
    case .greaterOrEqual: return .greaterOrEqual
    case .regex, .notRegex: throw signError("< <= = != >= > :")
    }
  }

  private static func turned(_ comparison: EntryFilter.Comparison) -> EntryFilter.Comparison {
    switch comparison {
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    case .equal, .notEqual: comparison
    }
  }

  private func requirePlainSign() throws(FilterError) {
    if !isPlainSign { throw signError(": = !=") }
  }

  private func signError(_ signs: String) -> FilterError {
    FilterError(
      column: column - sign.rawValue.count,
      "\(field.name) takes \(signs), not \(sign.rawValue): \(field.example)")
  }

  private func error(_ sentence: String, at place: Int? = nil) -> FilterError {
    FilterError(column: place ?? column, sentence)
  }
}
