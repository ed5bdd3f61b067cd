/// Reads a regular expression by recursive descent.
struct PatternParser {
  private let text: [Character]
  private var place = 0
  private var depth = 0
  private var ignoresCase: Bool
  private var dotIsAll = false

  private static let maximumDepth = 50
  private static let maximumCount = 1000

  init(_ source: String) {
    text = Array(source)
    ignoresCase = !Self.hasUpperCase(text)
  }

  mutating func parse() throws(PatternError) -> PatternNode {
    let node = try parseChoice()
    guard place == text.count else {
      throw PatternError(place, "this parenthesis was never opened: \\) for the character")
    }
    return node
  }

  /// Whether there is an upper-case letter that isn't the name of a class.
  private static func hasUpperCase(_ text: [Character]) -> Bool {
    var isEscaped = false
    for character in text {
      if !isEscaped, character.isASCII, character.isUppercase { return true }
      isEscaped = !isEscaped && character == "\\"
    }
    return false
  }

  private var next: Character? { place < text.count ? text[place] : nil }

  private mutating func take(_ character: Character) -> Bool {
    guard next == character else { return false }
    place += 1
    return true
  }

  private mutating func parseChoice() throws(PatternError) -> PatternNode {
    var branches = [try parseSequence()]
    while take("|") { branches.append(try parseSequence()) }
    return branches.count == 1 ? branches[0] : .choice(branches)
  }

  private mutating func parseSequence() throws(PatternError) -> PatternNode {
    var parts: [PatternNode] = []
    while let next, next != "|", next != ")" { parts.append(try parseRepeated()) }
    return parts.count == 1 ? parts[0] : parts.isEmpty ? .empty : .sequence(parts)
  }

  private mutating func parseRepeated() throws(PatternError) -> PatternNode {
    var node = try parseAtom()
    while let bounds = try parseQuantifier() {
      // Which of several places is found doesn't matter here, so neither does greed.
      _ = take("?") || take("+")
      node = .repeated(node, bounds.low, bounds.high)
    }
    return node
  }

  private mutating func parseQuantifier() throws(PatternError) -> (low: Int, high: Int?)? {
    switch next {
    case "*": (place += 1); return (0, nil)
    case "+": (place += 1); return (1, nil)
    case "?": (place += 1); return (0, 1)
    case "{": return try parseCounts()
    default: return nil
    }
  }

  /// `{2}`, `{2,}` or `{2,5}`; any other brace is a character.
  private mutating func parseCounts() throws(PatternError) -> (low: Int, high: Int?)? {
    let start = place
    place += 1
    let low = number()
    var high = low
    if take(",") { high = number() }
    guard let low, take("}") else {
      place = start
      return nil
    }
    let isOpen = text[start..<place].contains(",") && high == nil
    guard max(low, high ?? 0) <= Self.maximumCount, isOpen || low <= high ?? low else {
      throw PatternError(start, "counts go from 0 to \(Self.maximumCount), the lower one first")
    }
    return (low, isOpen ? nil : high)
  }

  private mutating func number() -> Int? {
    let start = place
    while let next, next.isASCII, next.isNumber, place - start < 6 { place += 1 }
    return Int(String(text[start..<place]))
  }
}

// MARK: Atoms

extension PatternParser {
  private mutating func parseAtom() throws(PatternError) -> PatternNode {
    let start = place
    let character = text[place]
    place += 1
    switch character {
    case "(": return try parseGroup(start)
    case "[": return .character(try parseClass(start))
    case ".": return .character(dotIsAll ? ScalarSet().inverted : ScalarSet.newline.inverted)
    case "^": return .assertion(.start)
    case "$": return .assertion(.end)
    case "\\": return try parseEscape(start)
    case "*", "+", "?": throw PatternError(start, "\(character) has nothing to repeat")
    default: return literal(character)
    }
  }

  private func literal(_ character: Character) -> PatternNode {
    let nodes = character.unicodeScalars.map { PatternNode.character(set(of: $0)) }
    return nodes.count == 1 ? nodes[0] : .sequence(nodes)
  }

  private func set(of scalar: Unicode.Scalar) -> ScalarSet {
    folded(ScalarSet([scalar...scalar]))
  }

  private func folded(_ set: ScalarSet) -> ScalarSet { ignoresCase ? set.ignoringCase : set }

  private mutating func parseGroup(_ start: Int) throws(PatternError) -> PatternNode {
    guard depth < Self.maximumDepth else {
      throw PatternError(start, "too many parentheses inside each other")
    }
    let former = (ignoresCase, dotIsAll)
    var isFlags = false
    if take("?") { isFlags = try parseFlags(start) }
    if isFlags { return .empty }
    depth += 1
    let node = try parseChoice()
    depth -= 1
    guard take(")") else { throw PatternError(start, "this parenthesis is not closed") }
    (ignoresCase, dotIsAll) = former
    return node
  }

  /// Behind `(?`: flags for the rest, or for a group. Returns whether it was flags alone.
  private mutating func parseFlags(_ start: Int) throws(PatternError) -> Bool {
    var isOn = true
    while let next {
      place += 1
      switch next {
      case "i": ignoresCase = isOn
      case "s": dotIsAll = isOn
      case "-": isOn = false
      case ":": return false
      case ")": return true
      case "=", "!", "<":
        throw PatternError(start, "patterns can't look around: join two terms with and instead")
      default: throw PatternError(place - 1, "the flags are i and s: (?i)")
      }
    }
    throw PatternError(start, "this parenthesis is not closed")
  }

  private mutating func parseEscape(_ start: Int) throws(PatternError) -> PatternNode {
    guard let character = next else {
      throw PatternError(start, "something is missing behind the backslash")
    }
    place += 1
    switch character {
    case "b": return .assertion(.wordBoundary)
    case "B": return .assertion(.notWordBoundary)
    case "A": return .assertion(.start)
    case "z", "Z": return .assertion(.end)
    case "1"..."9":
      throw PatternError(start, "patterns can't refer back to a group")
    default:
      if let set = Self.classes[character] { return .character(set) }
      if let scalar = try scalar(escapedBy: character, start) { return .character(set(of: scalar)) }
      return literal(character)
    }
  }

  private static let classes: [Character: ScalarSet] = [
    "d": .digits, "D": ScalarSet.digits.inverted, "w": .word, "W": ScalarSet.word.inverted,
    "s": .space, "S": ScalarSet.space.inverted,
  ]

  /// The scalar that an escape stands for; nil where it is the character itself.
  private mutating func scalar(
    escapedBy character: Character, _ start: Int
  ) throws(PatternError) -> Unicode.Scalar? {
    switch character {
    case "n": return "\n"
    case "r": return "\r"
    case "t": return "\t"
    case "f": return "\u{C}"
    case "v": return "\u{B}"
    case "0": return "\0"
    case "x", "u":
      let length = character == "x" ? 2 : 4
      let digits = String(text[place..<min(place + length, text.count)])
      guard digits.count == length, let value = UInt32(digits, radix: 16),
        let scalar = Unicode.Scalar(value)
      else { throw PatternError(start, "\\\(character) needs \(length) hexadecimal digits") }
      place += length
      return scalar
    default:
      guard character.isASCII, character.isLetter || character.isNumber else { return nil }
      throw PatternError(start, "\\\(character) means nothing here")
    }
  }
}

// MARK: Classes

extension PatternParser {
  private mutating func parseClass(_ start: Int) throws(PatternError) -> ScalarSet {
    let isNegated = take("^")
    var set = ScalarSet()
    var isFirst = true
    while let character = next, character != "]" || isFirst {
      isFirst = false
      let from = place
      switch try parseMember() {
      case .set(let members): set.formUnion(members)
      case .scalar(let low):
        guard next == "-", place + 1 < text.count, text[place + 1] != "]" else {
          set.insert(low.value...low.value)
          continue
        }
        place += 1
        guard case .scalar(let high) = try parseMember(), low <= high else {
          throw PatternError(from, "this range goes from the lower to the higher character: a-z")
        }
        set.insert(low.value...high.value)
      }
    }
    guard take("]") else { throw PatternError(start, "this bracket is not closed") }
    let folded = folded(set)
    return isNegated ? folded.inverted : folded
  }

  private enum Member {
    case scalar(Unicode.Scalar)
    case set(ScalarSet)
  }

  private mutating func parseMember() throws(PatternError) -> Member {
    let start = place
    guard let character = next else { throw PatternError(start, "this bracket is not closed") }
    place += 1
    if character == "\\" {
      guard let escaped = next else { throw PatternError(start, "this bracket is not closed") }
      place += 1
      if let set = Self.classes[escaped] { return .set(set) }
      if escaped == "b" { return .scalar("\u{8}") }
      if let scalar = try scalar(escapedBy: escaped, start) { return .scalar(scalar) }
      return try member(escaped, start)
    }
    return try member(character, start)
  }

  private func member(_ character: Character, _ start: Int) throws(PatternError) -> Member {
    guard character.unicodeScalars.count == 1, let scalar = character.unicodeScalars.first else {
      throw PatternError(start, "a bracket takes single characters")
    }
    return .scalar(scalar)
  }
}
