import TestSupport
import Testing

@testable import Configuration

/// The language itself, by its specification 1.0.
@Suite struct TOMLTests {
  private func value(_ text: String) throws -> TOMLNode? {
    try TOMLDocument("a = " + text).members.first?.value
  }

  @Test(arguments: [
    ("true", TOMLNode.flag(true)), ("false", .flag(false)), ("0", .number(0)),
    ("-17", .number(-17)),
    ("+1_000", .number(1000)), ("0xDEAD_beef", .number(0xDEAD_BEEF)), ("0o755", .number(0o755)),
    ("0b1101", .number(13)), ("\"\"", .text("")), ("\"a\\tb\\\"\\\\\\u00e9\"", .text("a\tb\"\\é")),
    ("'C:\\x'", .text("C:\\x")), ("'''it's '' so'''", .text("it's '' so")),
    ("\"\"\"\nfirst\r\nsecond\"\"\"", .text("first\nsecond")),
    ("\"\"\"one \\\n\n   two\"\"\"", .text("one two")), ("\"\"\"a\"\"\"\"\"", .text("a\"\"")),
    ("'''''two'''''", .text("''two''")), ("\"\\U0001F600\"", .text("😀")),
    ("[]", .list([])), ("[1, 2,]", .list([.number(1), .number(2)])),
    ("[ # one\n 'x' # two\n , [true] ]", .list([.text("x"), .list([.flag(true)])])),
    ("{}", .table([])),
    (
      "{ x.y = 1 }",
      .table([.init(name: "x", value: .table([.init(name: "y", value: .number(1))]))])
    ),
    ("3.14", .other), ("-2e-3", .other), ("inf", .other), ("1979-05-27", .other),
    ("1979-05-27 07:32:00Z", .other), ("1979-05-27T00:32:00.999-07:00", .other),
    ("07:32:00", .other),
  ])
  func `values`(text: String, node: TOMLNode) throws {
    #expect(try value(text) == node)
    #expect(try value(text + "  # behind") == node)
  }

  @Test(arguments: [
    "", "=", "tru", "True", "01", "1__0", "_1", "1_", "0x", "99999999999999999999", "1.", ".5",
    "1e",
    "\"", "\"a\nb\"", "'''x", "\"\\q\"", "\"\\u12\"", "\"\\uD800\"", "\"\u{1}\"", "[1", "[1 2]",
    "[,]",
    "{", "{x}", "{x=1,}", "{x=1 y=2}", "{x=1, x=2}", "{x=1\n}", "1 2", "\"a\" b", "1979-13",
    "12:00",
    "# none",
  ])
  func `what is no value`(text: String) {
    #expect(throws: ConfigurationFault.self) { try value(text) }
  }

  @Test(arguments: [
    "[a]\n[a]", "a = 1\na = 2", "a = 1\n[a]", "a.b = 1\n[a]", "a = {}\na.b = 1", "a = {}\n[a.b]",
    "[a]\nb.c = 1\n[a.b]\n[a.b]", "[[a]]\n[a]", "[a]\n[[a]]", "a = []\n[[a]]", "[a", "[]", "[a.]",
    "[a] b", "a", "a.", ".a = 1", "= 1", "é = 1", "\"\"\"a\"\"\" = 1", "\u{0}", "# \u{1}",
    "[a.b.c]\n[a]\nb.c = 1",
    "a = 1\rb = 2", "[[a]", "[[a] ]", "[ [a]]",
  ])
  func `what is no statement`(text: String) {
    #expect(throws: ConfigurationFault.self) { try TOMLDocument(text) }
  }

  @Test func `statements have their places`() throws {
    let text = """
      \u{FEFF}# head
      one = 1\r
      "t w.o" . three = '''
      x
      [no]
      ''' # end

      [four."fi=ve"]  # [six]
      seven = [1,
        "]", # ]
      2]
      [[many]]
      a = 1
      [[many]]
      a = 2
      [four]
      """
    let document = try TOMLDocument(text)
    let places = document.statements.map { statement in
      let value = statement.value.map { String(decoding: document.bytes[$0], as: UTF8.self) } ?? "-"
      return "\(statement.line) \(statement.path.joined(separator: "/")) \(value.count)"
    }
    #expect(
      places == [
        "2 one 1", "3 t w.o/three 14", "8 four/fi=ve 1", "9 four/fi=ve/seven 17", "12 many 1",
        "13 many/a 1", "14 many 1", "15 many/a 1", "16 four 1",
      ])
    #expect(document.line(of: ["four", "fi=ve", "seven", "deeper"]) == 9)
    #expect(document.line(of: ["nothing"]) == 1)
  }

  @Test func `any text is read or refused, and what was read is where it says`() throws {
    let base = """
      # settings
      theme = "mine"
      a.b . "c d".'e' = [1, 2.5, "x", {y = 1, z.q = "w"}, [ ] ]
      [live]
      d = 1979-05-27 07:32:00Z
      s = \"\"\"
      multi \\
        line \"\"\"
      [[arr]]
      v = 0xff
      [themes.mine]
      fresh = "#00ff00 \\u00e9 bold"
      """
    let pieces = [
      "[", "[[", "]", "=", ".", "\"", "'", "\"\"\"", "'''", "{", "}", "\n", "#", "\\", "\\u", ",",
      "-",
      "0x", "1979-", ":", " ", "\r", "\u{0}", "é", "\u{FEFF}",
    ]
    var generator = SeededGenerator(seed: 12)
    var readable = 0
    for _ in 0..<1000 {
      var scalars = Array(base.unicodeScalars)
      for _ in 0...Int.random(in: 0...3, using: &generator) {
        let place = Int.random(in: 0..<scalars.count, using: &generator)
        if Bool.random(using: &generator) {
          let piece = pieces.randomElement(using: &generator) ?? ""
          scalars.insert(contentsOf: Array(piece.unicodeScalars), at: place)
        } else {
          scalars.removeSubrange(place..<min(scalars.count, place + 3))
        }
      }
      let text = String(String.UnicodeScalarView(scalars))
      guard let document = try? TOMLDocument(text) else { continue }
      readable += 1
      for statement in document.statements {
        guard let range = statement.value else { continue }
        let value = String(decoding: document.bytes[range], as: UTF8.self)
        #expect((try? TOMLDocument("x = \(value)\n"))?.members.count == 1, "\(value)")
      }
    }
    #expect(readable > 100)
  }
}
