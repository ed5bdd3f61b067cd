/// Cuts a filter's text into tokens.
///
/// A URL pasted as it is stays one word: `&`, `=`, `?` and `:` inside a word belong to it, unless the
/// word begins with a name and an operator.
struct FilterLexer {
  private let text: [Character]
  private var place = 0
  private var tokens: [FilterToken] = []

  private init(_ text: String) { self.text = Array(text) }

  /// All tokens, the last of them `end`.
  static func tokens(of text: String) throws(FilterError) -> [FilterToken] {
    var lexer = FilterLexer(text)
    while try lexer.next() {}
    return lexer.tokens
  }

  private mutating func next() throws(FilterError) -> Bool {
    while place < text.count, text[place].isWhitespace { place += 1 }
    guard place < text.count else {
      add(.end, from: place)
      return false
    }
    if !takeSign() { try takeTermOrWord() }
    return true
  }

  /// Signs that stand by themselves; `-` and `!` only where a term follows at once.
  private mutating func takeSign() -> Bool {
    let kind: FilterToken.Kind
    switch text[place] {
    case "(": kind = .open
    case ")": kind = .close
    case "|": kind = .or
    case "&": kind = .and
    case "!", "-": kind = .not
    default: return false
    }
    add(kind, from: place)
    place += 1
    return true
  }

  private mutating func takeTermOrWord() throws(FilterError) {
    let start = place
    if text[place] == "\"" || text[place] == "'" {
      add(.word(try takeQuoted()), from: start)
    } else if let (name, sign) = try fieldAhead() {
      add(.field(name, sign), from: start)
      place += name.count + sign.rawValue.count
      try takeValue()
    } else {
      let word = takeBare()
      switch word.lowercased() {
      case "and": add(.and, from: start)
      case "or": add(.or, from: start)
      case "not": add(.not, from: start)
      default: add(.word(word), from: start)
      }
    }
  }

  private mutating func takeValue() throws(FilterError) {
    let start = place
    let isQuoted = place < text.count && (text[place] == "\"" || text[place] == "'")
    let value = isQuoted ? try takeQuoted() : takeBare()
    add(.value(value, isQuoted: isQuoted), from: start)
  }

  /// A name and an operator at this place. A name that is no field is part of a word where a URL may
  /// have it (`http://`, `localhost:8080`, `page=2`), else an error.
  private func fieldAhead() throws(FilterError) -> (String, FilterOperator)? {
    var end = place
    while end < text.count, text[end].isASCII, text[end].isLetter || "._-".contains(text[end]) {
      end += 1
    }
    guard end > place, let sign = operatorAt(end) else { return nil }
    let name = String(text[place..<end]).lowercased()
    if FilterField.named(name) != nil { return (name, sign) }
    if sign == .equal || sign == .notEqual { return nil }
    let following = end + 1 < text.count ? text[end + 1] : " "
    if sign == .matches, following == "/" || following.isNumber { return nil }
    throw FilterError(column: place, FilterField.unknown(name))
  }

  private func operatorAt(_ index: Int) -> FilterOperator? {
    let ahead = String(text[index..<min(index + 2, text.count)])
    return FilterOperator(rawValue: ahead) ?? FilterOperator(rawValue: String(ahead.prefix(1)))
  }

  private mutating func takeBare() -> String {
    let start = place
    while place < text.count, !text[place].isWhitespace, !"()|".contains(text[place]) {
      place += 1
    }
    return String(text[start..<place])
  }

  private mutating func takeQuoted() throws(FilterError) -> String {
    let start = place
    let quote = text[place]
    var result = ""
    place += 1
    while place < text.count, text[place] != quote {
      if text[place] == "\\", place + 1 < text.count { place += 1 }
      result.append(text[place])
      place += 1
    }
    guard place < text.count else {
      throw FilterError(column: start, "the quote is not closed: \"two words\"")
    }
    place += 1
    return result
  }

  private mutating func add(_ kind: FilterToken.Kind, from column: Int) {
    tokens.append(FilterToken(kind: kind, column: column))
  }
}
