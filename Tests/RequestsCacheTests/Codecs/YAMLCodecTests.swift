import FoundationEssentials
import RequestsCache
import Testing

@Suite struct YAMLCodecTests {
  private let codec = YAMLCodec()

  @Test(
    arguments: [
      ("", .null), ("~", .null), ("null", .null), ("NULL", .null), ("nULL", .text("nULL")),
      ("yes", .bool(true)), ("Off", .bool(false)), ("TRUE", .bool(true)), ("y", .text("y")),
      ("0", .integer(0)), ("-12", .integer(-12)), ("+1_000", .integer(1000)), ("017", .integer(15)),
      ("0o17", .text("0o17")), ("08", .text("08")), ("0x1F", .integer(31)), ("0b101", .integer(5)),
      ("1:30", .integer(90)), ("-1:00:01", .integer(-3601)), ("1:60", .text("1:60")),
      ("99999999999999999999", .longInteger("99999999999999999999")), ("1.5", .double(1.5)),
      ("1.", .double(1)), (".5", .double(0.5)), ("-.5", .text("-.5")), ("1e5", .text("1e5")),
      ("1.0e5", .text("1.0e5")), ("1.5e+3", .double(1500)), ("1_0.2_5", .double(10.25)),
      ("1:30.5", .double(90.5)), (".inf", .double(.infinity)), ("-.INF", .double(-.infinity)),
      ("2001-12-14", .text("2001-12-14")), ("a:b", .text("a:b")), ("-a", .text("-a")),
      ("?a", .text("?a")), ("a#b", .text("a#b")), ("a, b]", .text("a, b]")),
      ("http://a.test/?b=c#d", .text("http://a.test/?b=c#d")),
    ] as [(String, PlainValue)])
  func `a text without quotes is what YAML 1.1 has it for`(text: String, value: PlainValue) throws {
    #expect(try codec.value("a: \(text)\n")["a"] == value)
    #expect(try codec.value("- \(text) # comment\n") == .array([value]))
  }

  @Test func `what is no number is read`() throws {
    guard case .double(let number) = try codec.value(".nan") else {
      throw UndecodableValue(.malformed)
    }
    #expect(number.isNaN)
  }

  @Test(
    arguments: [
      ("'it''s'", "it's"), ("'a\\n'", "a\\n"),
      (#""\0\a\b\t\n\v\f\r\e\ \"\\\/""#, "\0\u{7}\u{8}\t\n\u{B}\u{C}\r\u{1B} \"\\/"),
      (#""\N\_\L\P""#, "\u{85}\u{A0}\u{2028}\u{2029}"), (#""\xFC\u20AC\U0001F98A""#, "ü€🦊"),
      ("'ü🦊'", "ü🦊"),
      ("'a\n  b'", "a b"), ("'a\n\n  b'", "a\nb"), ("'a \t\n\n\n  b '", "a\n\nb "),
      ("\"a\\\n   b\"", "ab"),
      ("\"a \\\n  \\ b\\\n\n  c\"", "a  b\nc"), ("\"a\\  \n  b\"", "a  b"),
      ("a\n  b\n\n  c", "a b\nc"),
      ("a\r\n  b\r\n  c", "a b c"), ("a\u{2028}  b", "a\u{2028}b"),
      ("|\n  a\n   b\n\n  c\n", "a\n b\n\nc\n"),
      ("|-\n  a\n\n", "a"), ("|+\n  a\n\n", "a\n\n"), ("|2\n    a\n", "  a\n"),
      ("|2-\n\n    a\n", "\n  a"),
      (">\n  a\n  b\n\n  c\n   d\n  e\n", "a b\nc\n d\ne\n"), (">-\n\n  a\n  b", "\na b"),
      ("| # comment\n  a\n", "a\n"),
      ("|\n", ""), ("!!str 12", "12"), ("!!str", ""), ("!!timestamp 2001-12-14", "2001-12-14"),
      ("!<tag:yaml.org,2002:str> 1", "1"), ("! a", "a"),
    ] as [(String, String)])
  func `a text is read in each style`(text: String, value: String) throws {
    #expect(try codec.value("a: \(text)") == .named([("a", .text(value))]))
  }

  @Test(
    arguments: [
      (#""\ud83e""#, [0xED, 0xA0, 0xBE]),
      (#""\ud83e\udd8a""#, [0xED, 0xA0, 0xBE, 0xED, 0xB6, 0x8A]),
    ] as [(String, [UInt8])])
  func `surrogates stay apart, as in Python`(text: String, bytes: [UInt8]) throws {
    let value = try codec.value(text)
    #expect(value == .brokenText(Data(bytes)))
    #expect(try codec.value(codec.encode(value)) == value)
  }

  @Test(
    arguments: [
      ("!!binary |\n  AP8Q\n  EA==\n", [0, 255, 16, 16]), ("!!binary \"\"", []),
      ("!!binary 'AP8Q'", [0, 255, 16]),
      ("!!binary \"AP8Q\\n\"", [0, 255, 16]), ("!!binary AP8=", [0, 255]),
      ("!!binary A-P8=*", [0, 255]),
    ] as [(String, [UInt8])])
  func `base64 is read as bytes`(text: String, bytes: [UInt8]) throws {
    #expect(try codec.value("a: " + text)["a"] == .bytes(bytes))
  }

  @Test(
    arguments: [
      ("!!int '12'", .integer(12)), ("!!float 1", .double(1)), ("!!float '1e5'", .double(100_000)),
      ("!!bool 'no'", .bool(false)), ("!!null ''", .null), ("!!map {}", .named([])),
      ("!!seq []", .array([])),
      ("! '12'", .integer(12)),
    ] as [(String, PlainValue)])
  func `a tag says what a text is`(text: String, value: PlainValue) throws {
    #expect(try codec.value(text) == value)
  }

  @Test(arguments: [
    "!!python/object:os.system x", "!!python/tuple [a]", "!own a", "!!set {a}", "!!omap []",
    "<<: {a: 1}", "a: =",
    "!!int a", "!!float 0x1", "!!bool 1", "!!binary A", "!!str []", "%TAG ! tag:a,2000:\n--- a",
    "a: b: c", "a: 'b' c", "a: - b", "a\nb: c", "a:\nb", "- a\nb", "- a\nb: c", "a: b\n  c: d",
    "a: 'b'\n  c: d",
    "a: [b", "a: 'b", "a: \"b", "[a, b}", "{a: b]", "[a,,b]", "[,]", "]", "a: ]", "{a: b",
    "[---\n---\n]", "'---\n--- '",
    "a: *b", "*a", "& a", "*a : b", "a: &b &c d", "? [a]\n: b", "{[a]: b}", "? - a\n",
    "- - a\n b",
    "--- a\n--- b", "a\n--- b", "...\na", "a\n...\nb", "%YAML 1.1\na", "a: @b", "a: `b", "a: %b",
    "a: \tb",
    "\ta: b", "a:\n\t- b", "a: |x\n b", "a: |0\n b", "a: |\n  b\n c", #""\q""#, #""\x4""#,
    #""\U00110000""#,
    "a\u{7}", "a\u{FFFE}", "a\u{9F}", ": a", "a:\n  - b\n - c", "'a\n b': c",
  ])
  func `what is no plain data, or no YAML, is refused`(text: String) {
    #expect(codec.reason(text.utf8) != nil)
  }
}

@Suite struct YAMLStructureTests {
  private let codec = YAMLCodec()
  private let pair = PlainValue.named([("a", .integer(1)), ("b", .integer(2))])

  @Test(arguments: [
    "a: 1\nb: 2", "---\na: 1\nb: 2\n...\n", "%YAML 1.1\n---\na: 1\nb: 2",
    "# c\na: 1 # d\n\n# e\nb: 2\n",
    "{a: 1, b: 2}", "{\"a\":1,'b':2,}", "{a: 1,\nb: 2\n}", "{? a : 1, ? b\n: 2}",
    "? a\n: 1\n? b\n: 2\n",
    "!!map\na: 1\nb: 2", "a: 1\nb: 3\nb: 2", "  a: 1\n  b: 2", "\u{FEFF}a: 1\nb: 2",
    "'a': 1\n\"b\" : 2",
    "a:\n  1\nb:\n\n  2\n", "a: 1\r\nb: 2\r\n", "--- # c\na: 1\nb: 2", "&x a: 1\nb: 2",
    "&x\na: 1\nb: 2",
    "a: &x 1\n? b\n# c\n: 2", "--- {a: 1, b: 2}\n...\n...\n",
  ])
  func `a mapping is read in each style`(text: String) throws {
    #expect(try codec.value(text) == pair)
  }

  @Test(arguments: [
    "- 1\n- [2]\n- a: 1\n  b: 2\n", "[1, [2], {a: 1, b: 2}]", "- 1\n- - 2\n- {a: 1, b: 2}\n",
    "-\n  1\n-\n  - 2\n-\n  a: 1\n  b: 2",
    "[1,[2,],{a: 1,b: 2},]", "-   1\n-   -   2\n-   a: 1\n    b: 2",
    "- 1\n-  - 2\n- ? a\n  : 1\n  ? b\n  : 2",
  ])
  func `a sequence is read in each style`(text: String) throws {
    #expect(try codec.value(text) == .array([.integer(1), .array([.integer(2)]), pair]))
  }

  @Test(arguments: [
    ("a:\n- b:\n  - 1\n  c: 2\n- 3\nd: 4", "{a: [{b: [1], c: 2}, 3], d: 4}"),
    ("a:\nb:\n", "{a: null, b: null}"),
    ("-\n-\n", "[null, null]"), ("- a:\n- b", "[{a: null}, b]"),
    ("{a, b: , c}", "{a: null, b: null, c: null}"),
    ("?\n? a\n", "{~: null, a: null}"), ("[a: 1, b]", "[{a: 1}, b]"),
    ("[a: , b : 2]", "[{a: null}, {b: 2}]"),
    ("{a:1}", "{'a:1': null}"), ("{\"a\":1}", "{a: 1}"),
    ("a: {b: [c\n, d]}\ne: f", "{a: {b: [c, d]}, e: f}"),
    ("a: [\n]\nb: {\n}", "{a: [], b: {}}"), ("a: 'b\n\nc'\nd: e", "{a: \"b\\nc\", d: e}"),
    ("a: |\n  b\nc: d", "{a: \"b\\n\", c: d}"), ("- |\n b\n- >-\n c", "[\"b\\n\", c]"),
    ("a:\n|\n b\n", "{a: \"b\\n\"}"),
    ("a:\n    b:\n      - c\n    d: e\nf: g", "{a: {b: [c], d: e}, f: g}"),
    ("a: &x [1]\nb: *x\nc: &y 2\nd: *y", "{a: [1], b: [1], c: 2, d: 2}"),
    ("a: &x\n- 1\nb: *x", "{a: [1], b: [1]}"),
    ("- &x a\n- *x : 1\n", "[a, {a: 1}]"), ("a: &x\nb: *x", "{a: null, b: null}"),
    ("&m\n&k a: 1\n", "{a: 1}"), ("a: &x 1\nb: &x 2\nc: *x", "{a: 1, b: 2, c: 2}"),
    ("a: !!str\nb: !!str", "{a: '', b: ''}"),
  ])
  func `two ways to write it are the same`(text: String, flow: String) throws {
    #expect(try codec.value(text) == codec.value(flow))
  }

  @Test func `a key over many characters is read behind its mark`() throws {
    let key = String(repeating: "long ", count: 100) + "key"
    #expect(try codec.value("? \(key)\n: 1\n") == .named([(key, .integer(1))]))
    #expect(try codec.value("? \(key)\n: - 1\n") == .named([(key, .array([.integer(1)]))]))
  }

  @Test func `an alias is the same node, and may lie in what it names`() throws {
    var tree = PlainTree()
    let source = Array("&a [*a, *a]".utf8)
    let depth = try source.withUnsafeBytes { source in
      try codec.decode(source, into: &tree)
      return tree.withRoot(source) { root in
        var node = root
        var depth = 0
        while depth < 100, let child = node.children.first(where: { _ in true }) {
          (node, depth) = (child, depth + 1)
        }
        return depth
      }
    }
    #expect(depth == 100)
    #expect(codec.reason(source) == nil)
    #expect(throws: UndecodableValue(.tooDeep)) { try codec.value(source) }
  }

  @Test func `a value that was cut off is a shorter document or refused`() throws {
    let text = Array("_content: !!binary |\n  AAEC\nurl: 'http://a.test/'\n".utf8)
    for count in 1..<text.count { _ = codec.reason(text.prefix(count)) }
    #expect(try codec.value(text.prefix(28)) == .named([("_content", .bytes([0, 1, 2]))]))
    #expect(codec.reason(text.prefix(40)) == .truncated)
  }
}
