import CacheStore
import FoundationEssentials

/// Values that are compared with heads and bodies.
extension FilterValue {
  func content(_ item: String, at place: Int) throws(FilterError) -> EntrySearch {
    switch field.kind {
    case .header(let message):
      try requireHeaderSign()
      try requireHeaderName(item, at: place)
      return .content(.field(message, name: item.lowercased(), .exists))
    case .fieldValue(let name):
      try requirePlainSign()
      return .content(.field(.response, name: name, .glob(item)))
    case .lastModified: return try lastModified(item)
    case .headerBytes: return try headerBytes(item, at: place)
    case .redirect:
      try requirePlainSign()
      return .content(.redirect(item))
    default:
      // Of a body the text itself is looked for, wherever in it.
      try requirePlainSign()
      return .content(.body(try literal(item, at: place)))
    }
  }

  /// A header is named, and then something may be asked of its value.
  private func requireHeaderSign() throws(FilterError) {
    guard sign == .matches else { throw signError(": ~ !~") }
  }

  private func requireHeaderName(_ name: String, at place: Int) throws(FilterError) {
    let isName = name.allSatisfy {
      $0.isASCII && ($0.isLetter || $0.isNumber || "-_.*?".contains($0))
    }
    guard isName, !name.isEmpty else {
      throw error("\(field.name) needs the name of a header: \(field.example)", at: place)
    }
  }

  private func literal(_ text: String, at place: Int) throws(FilterError) -> TextPattern {
    let escaped = text.map { "\\.+*?()[]{}|^$".contains($0) ? "\\\($0)" : String($0) }.joined()
    do {
      return try TextPattern(escaped)
    } catch {
      throw self.error(error.sentence, at: place)
    }
  }

  private func lastModified(_ item: String) throws(FilterError) -> EntrySearch {
    let name = "last-modified"
    if let moments = try moments(item) {
      let tests = moments.map { comparison, date in
        EntrySearch.content(
          .field(.response, name: name, .moment(comparison, date.timeIntervalSinceReferenceDate)))
      }
      return tests.count == 1 ? tests[0] : .and(tests)
    }
    guard isPlainSign else { throw error("lm needs a date: \(FilterMoment.examples)") }
    return .content(.field(.response, name: name, .glob(item)))
  }

  private func headerBytes(_ item: String, at place: Int) throws(FilterError) -> EntrySearch {
    // The same tests as of a number that an index has, of one that it hasn't.
    Self.search(try numbers(item, .size, .bytes, at: place))
  }

  private static func search(_ filter: EntryFilter) -> EntrySearch {
    switch filter {
    case .number(_, let comparison, let number): .content(.headerBytes(comparison, number))
    case .and(let parts): .and(parts.map(search))
    default: .index(filter)
    }
  }

  // MARK: Headers

  /// What is asked of the value of a header that `name` names.
  func term(ofHeader name: FilterValue) throws(FilterError) -> FilterTerm {
    guard case .header(let message) = field.kind else { throw signError(":") }
    try name.requireHeaderName(name.text, at: name.column)
    guard !text.isEmpty else { throw error("\(field.name) needs a value: \(field.example)") }
    let header = name.text.lowercased()
    let value = sign.isPattern ? FilterTerm.quotable(pattern: text) : text
    let tests = try fieldTests(value).map { both in
      let searches = both.map { EntrySearch.content(.field(message, name: header, $0)) }
      return FilterTerm.Test.search(searches.count == 1 ? searches[0] : .and(searches))
    }
    return FilterTerm(
      field: field.name, sign: .matches, value: header,
      rest: .init(sign: sign, value: value, isQuoted: isLiteral && !sign.isPattern), tests: tests)
  }

  /// What one of a list of values asks of a field: one test, or two for the ends of a date.
  private func fieldTests(_ value: String) throws(FilterError) -> [[FieldTest]] {
    if sign.isPattern { return [[.pattern(try pattern(value))]] }
    if isPlainSign { return try items().map { [.glob($0.text)] } }
    guard let moments = try moments(value) else {
      throw signError(": = != ~ !~, and < > with a date")
    }
    return [moments.map { .moment($0.0, $0.1.timeIntervalSinceReferenceDate) }]
  }
}
