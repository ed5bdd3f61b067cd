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
    } else if let name = savedName {
      place += name.count + 1
      add(.saved(name), from: start)
    } else if text[place] == "~", place + 1 < text.count, text[place + 1].isLetter {
      try takeAlias()
    } else if let (name, sign) = try fieldAhead() {
      add(.field(name, sign), from: start)
      place += name.count + sign.rawValue.count
      if sign == .matches, case .header? = FilterField.named(name)?.kind {
        try takeHeader()
      } else {
        try takeValue(sign)
      }
    } else {
      // A mark that belongs to no letter would join whatever is written before it.
      if text[place].unicodeScalars.first?.properties.isGraphemeExtend == true {
        throw FilterError(column: place, "this mark belongs to no letter")
      }
      let word = takeBare()
      if let sign = Self.strayOperator(word) {
        throw FilterError(
          column: start, "\(sign) belongs right behind a field, or in quotes: size>1M")
      }
      switch word.lowercased() {
      case "and": add(.and, from: start)
      case "or": add(.or, from: start)
      case "not": add(.not, from: start)
      default: add(.word(word), from: start)
      }
    }
  }

  private mutating func takeValue(_ sign: FilterOperator) throws(FilterError) {
    let start = place
    let isQuoted = place < text.count && (text[place] == "\"" || text[place] == "'")
    let value =
      isQuoted
      ? try takeQuoted(isPattern: sign.isPattern)
      : sign.isPattern ? takePattern() : takeBare()
    add(.value(value, isQuoted: isQuoted), from: start)
  }

  /// The name of a header, and what may be asked of its value: `cache-control~max-age`.
  private mutating func takeHeader() throws(FilterError) {
    let start = place
    while place < text.count, operatorAt(place) == nil, !text[place].isWhitespace,
      !"()|".contains(text[place])
    {
      place += 1
    }
    add(.value(String(text[start..<place]), isQuoted: false), from: start)
    guard place < text.count, let sign = operatorAt(place) else { return }
    add(.sign(sign), from: place)
    place += sign.rawValue.count
    try takeValue(sign)
  }

  /// `@name` at this place; a name as `:save` takes it.
  private var savedName: String? {
    guard text[place] == "@" else { return nil }
    let name = text[(place + 1)...].prefix(while: SavedFilters.isNameCharacter)
    let end = place + 1 + name.count
    let isWhole = end == text.count || text[end].isWhitespace || "()|".contains(text[end])
    return name.isEmpty || !isWhole ? nil : String(name)
  }

  /// A term as mitmproxy writes it, as the tokens of the same in words of this language.
  private mutating func takeAlias() throws(FilterError) {
    let start = place
    let name = String(text[(place + 1)...].prefix { $0.isASCII && $0.isLetter })
    guard let alias = FilterAlias.named(name) else {
      throw FilterError(column: start, FilterAlias.unknown(name))
    }
    place += name.count + 1
    switch alias.meaning {
    case .missing(let sentence): throw FilterError(column: start, sentence)
    case .term(let field, let value):
      add(.field(field, .matches), from: start)
      add(.value(value, isQuoted: false), from: start)
    case .value(let fields, let sign):
      while place < text.count, text[place].isWhitespace { place += 1 }
      let valueStart = place
      for (index, field) in fields.enumerated() {
        if fields.count > 1 { add(index == 0 ? .open : .or, from: start) }
        add(.field(field, sign), from: start)
        place = valueStart
        try takeValue(sign)
      }
      if fields.count > 1 { add(.close, from: start) }
    }
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

  /// The operator that a word is, or begins with where no URL could: `size > 1M` means no three words.
  private static func strayOperator(_ word: String) -> String? {
    if FilterOperator(rawValue: word) != nil { return word }
    return word.first.flatMap { "<>".contains($0) ? String($0) : nil }
  }

  private mutating func takeBare() -> String {
    let start = place
    while place < text.count, !text[place].isWhitespace, !"()|".contains(text[place]) {
      place += 1
    }
    return String(text[start..<place])
  }

  /// The rest of a pattern: what is in its parentheses and brackets belongs to it.
  private mutating func takePattern() -> String {
    let start = place
    var depth = 0
    while place < text.count, !text[place].isWhitespace {
      switch text[place] {
      case "\\" where place + 1 < text.count && !text[place + 1].isWhitespace: place += 1
      case "(": depth += 1
      case ")" where depth == 0: return String(text[start..<place])
      case ")": depth -= 1
      default: break
      }
      place += 1
    }
    return String(text[start..<place])
  }

  /// Behind a backslash a character stands for itself; in a pattern the quote alone does, as the pattern
  /// has a meaning for other backslashes.
  private mutating func takeQuoted(isPattern: Bool = false) throws(FilterError) -> String {
    let start = place
    let quote = text[place]
    var result = ""
    place += 1
    while place < text.count, text[place] != quote {
      if text[place] == "\\", place + 1 < text.count {
        if isPattern, text[place + 1] != quote { result.append(text[place]) }
        place += 1
      }
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
