import CacheStore
import Testing

struct TextPatternTests {
  struct Row: Sendable {
    var pattern: String
    var found: [String]
    var missed: [String]

    init(_ pattern: String, _ found: [String], not missed: [String]) {
      self.pattern = pattern
      self.found = found
      self.missed = missed
    }
  }

  static let rows = [
    Row("", ["", "x"], not: []),
    Row("needle", ["a needle", "NEEDLE"], not: ["needl", "ne edle", ""]),
    Row("Needle", ["a Needle"], not: ["needle", "NEEDLE"]),
    Row("(?i)Needle", ["nEEDLE"], not: ["needl"]),
    Row("a.c", ["abc", "aüc", "a😀c"], not: ["ac", "a\nc", "abbc"]),
    Row("(?s)a.c", ["a\nc"], not: ["ac"]),
    Row("^ab$", ["ab"], not: ["xab", "abx", "ab\n"]),
    Row("ab|^c|d$", ["xab", "cx", "xd"], not: ["xc", "dx"]),
    Row("[a-c]+[^0-9]", ["xaz", "cc-"], not: ["a1", "z"]),
    Row("[äöü]", ["müll", "ä"], not: ["mull", "Ã"]),
    Row("[^ä]$", ["b", "ö"], not: ["ä", ""]),
    Row("[а-я]{3}", ["про"], not: ["пр", "abc"]),
    Row("\\d{2,3}x", ["12x", "1234x"], not: ["1x"]),
    Row("a{2}", ["aa", "baaa"], not: ["a"]),
    Row("a{0}b{2,}", ["bb", "abbb"], not: ["b"]),
    Row("x{a", ["x{a"], not: ["xa"]),
    Row("(ab)*c(d|e)?$", ["c", "ababcd", "ce"], not: ["cf"]),
    Row("(a*)*b", ["b", "aab"], not: ["aaa"]),
    Row("\\bcat\\b", ["a cat", "cat", "cat."], not: ["concat", "cats", "_cat"]),
    Row("\\Bcat", ["concat"], not: ["a cat", "cat"]),
    Row("\\w+@\\w+\\.\\w+", ["me@example.com"], not: ["me@example"]),
    Row("\\s\\S\\D\\W", [" xy-", "\t1a "], not: [" x1-"]),
    Row("max-age=(0|[1-9]\\d*)(,|$)", ["max-age=60", "a, max-age=0, b"], not: ["max-age=x"]),
    Row("\\x41\\u00fc\\.\\t", ["Aü.\t"], not: ["Aü,\t", "A\u{FC}x"]),
    Row("[]a]", ["]", "a"], not: ["b"]),
    Row("[\\d\\-x]", ["1", "-", "x"], not: ["y"]),
    Row("a+?b*?", ["a"], not: ["b"]),
    Row("(?:a|b)(c)", ["ac", "bc"], not: ["cc"]),
  ]

  @Test(arguments: rows)
  func `a pattern finds what it says`(row: Row) throws {
    let pattern = try TextPattern(row.pattern)
    for text in row.found { #expect(pattern.matches(text), "\(row.pattern) in \(text)") }
    for text in row.missed { #expect(!pattern.matches(text), "\(row.pattern) not in \(text)") }
  }

  @Test(arguments: [
    ("a(b", 1), ("a)", 1), ("[a", 0), ("a**+*(", 5), ("*a", 0), ("a\\", 1), ("(?=a)", 0),
    ("(a)\\1", 3), ("[z-a]", 1), ("a{5,2}", 1), ("a{2000}", 1), ("\\q", 0), ("(?x)a", 2),
    ("\\xZZ", 0), ("((a{999}){999}){999}", 0), (String(repeating: "(", count: 99), 50),
  ])
  func `what is wrong with a pattern is told with its column`(source: String, column: Int) {
    let error = #expect(throws: PatternError.self) { try TextPattern(source) }
    #expect(error?.column == column)
    #expect(error?.sentence.isEmpty == false)
  }

  /// Each of these takes a backtracking matcher time without end.
  @Test(arguments: ["(a+)+$", "(a|a)*b", "(a|aa)+$", "(.*a){20}", "(x+x+)+y", "a?{30}a{30}c"])
  func `no pattern takes more than time in proportion to the text`(source: String) throws {
    let matcher = PatternMatcher(try TextPattern(source))
    var text = String(repeating: "a", count: 200_000) + "!"
    let found = text.withUTF8 { matcher.matches($0) }
    #expect(found == source.hasPrefix("(.*a)"))
  }

  @Test func `a text in pieces is one text`() throws {
    let matcher = PatternMatcher(try TextPattern("ab+\\b.ü$"))
    let text = Array("xxabbb-ü".utf8)
    for cut in 0...text.count {
      matcher.begin()
      let isFound = [text[..<cut], text[cut...]].contains { piece in
        Array(piece).withUnsafeBufferPointer { matcher.feed($0) }
      }
      #expect(isFound || matcher.finish())
    }
  }

  @Test func `random patterns find what another engine finds`() throws {
    var random = Random(state: 5)
    var compared = 0
    for _ in 0..<3000 {
      let source = random.pattern(depth: 3)
      guard let pattern = try? TextPattern("(?i)" + source),
        let other = try? Regex(source).ignoresCase().asciiOnlyWordCharacters()
          .matchingSemantics(.unicodeScalar)
      else { continue }
      for _ in 0..<4 {
        let text = random.text()
        let isFound = try other.firstMatch(in: text) != nil
        #expect(pattern.matches(text) == isFound, "\(source) in \(text)")
        compared += 1
      }
    }
    #expect(compared > 5000)
  }
}

/// Patterns and texts over a few letters, the same ones each time.
private struct Random {
  var state: UInt64

  mutating func below(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % bound
  }

  mutating func text() -> String {
    String((0..<below(9)).map { _ in Array("abc- é")[below(6)] })
  }

  mutating func pattern(depth: Int) -> String {
    switch below(depth > 0 ? 9 : 5) {
    case 0, 1: String("abc-é"[below(5)])
    case 2: "."
    case 3: ["[ab]", "[^a]", "\\w", "\\W", "[b-c]"][below(5)]
    case 4: ["^", "$", "a", ""][below(4)]
    case 5, 6: pattern(depth: depth - 1) + pattern(depth: depth - 1)
    case 7: "(" + pattern(depth: depth - 1) + "|" + pattern(depth: depth - 1) + ")"
    default: "(" + pattern(depth: depth - 1) + ")" + ["*", "+", "?", "{2}", "{1,2}"][below(5)]
    }
  }
}

extension String {
  fileprivate subscript(place: Int) -> Character { Array(self)[place] }
}
