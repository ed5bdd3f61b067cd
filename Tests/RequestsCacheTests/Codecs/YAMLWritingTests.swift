import FoundationEssentials
import RequestsCache
import Testing

@Suite struct YAMLWritingTests {
  private let codec = YAMLCodec()

  @Test func `blocks are written with sorted keys`() throws {
    let value = PlainValue.named([
      ("url", .text("http://a.test/?b=c#d")), ("_content", .bytes(Array(repeating: 0, count: 58))),
      ("headers", .named([("Content-Length", .text("58")), ("Accept", .text("*/*"))])),
      ("empty", .bytes([])),
      (
        "history",
        .array([.named([("b", .integer(1)), ("a", .array([]))]), .array([.double(1e-7), .null])])
      ),
      ("when", .date(0)), ("text", .text("a\nü🦊")), ("map", .named([])),
    ])
    #expect(
      try codec.text(value) == #"""
        _content: !!binary |
            AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
            AA==
        empty: !!binary ""
        headers:
          Accept: '*/*'
          Content-Length: '58'
        history:
          - a: []
            b: 1
          - - 1.0e-07
            - null
        map: {}
        text: "a\n\xFC\U0001F98A"
        url: 'http://a.test/?b=c#d'
        when: '1970-01-01T00:00:00+00:00'

        """#)
    #expect(try codec.text(codec.value(codec.encode(value))) == codec.text(value))
  }

  @Test func `the members of a decoded body keep their order`() throws {
    let body = PlainValue.named([
      ("z", .integer(1)), ("a", .array([.named([("c", .null), ("b", .null)])])),
    ])
    let value = PlainValue.named([
      ("url", .text("x")), ("history", .array([.named([("_decoded_content", body)])])),
      ("_decoded_content", body), ("raw", .named([("b", .null), ("a", .null)])),
    ])
    let written = try codec.value(codec.encode(value))
    #expect(written["_decoded_content"] == body)
    let text = try codec.text(value)
    #expect(text.hasPrefix("_decoded_content:\n  z: 1\n  a:\n"))
    #expect(text.contains("raw:\n  a: null\n  b: null\n"))
  }

  @Test(arguments: [
    "", " ", "a b", " a", "a ", "yes", "No", "y", "null", "~", "1", "1.5", "1e5", "0x1", "1:30",
    "2001-12-14", "<<", "=",
    "-", "- a", "a:", "a: b", ":a", "#", "a #b", "a#b", "&a", "*a", "!a", "|", ">", "%a", "@", "`",
    "'", "\"", "it's",
    "[a]", "{a}", "a,b", "\\", "a\\n", "\n", "a\n\nb\n", "\t", "\r\n", "\0", "\u{7F}", "\u{85}",
    "\u{2028}", "\u{FEFF}a",
    "ü", "🦊", "---", "...", "--- a", "? a", ".inf", ".nan", "_", "null ", "Null", "on",
    "text/html; charset=utf-8",
  ])
  func `any text comes back as that text, as a value and as a key`(text: String) throws {
    let value = PlainValue.named([(text, .array([.text(text), .named([(text, .text(text))])]))])
    #expect(try codec.value(codec.encode(value)) == value)
    #expect(try codec.encode(value).allSatisfy { $0 < 0x7F })
  }

  @Test(
    arguments: [
      .double(1e16), .double(-0.0), .double(.infinity), .double(-.infinity),
      .double(.leastNonzeroMagnitude),
      .double(0.1),
      .integer(.min), .longInteger("123456789012345678901234567890"), .bool(true), .null,
      .array([]), .named([]),
      .bytes([]), .bytes(Array(0...255)),
      .named([
        (String(repeating: "k", count: 2000), .named([("a", .array([.array([.bytes([1])])]))]))
      ]),
    ] as [PlainValue])
  func `any value comes back`(value: PlainValue) throws {
    #expect(try codec.value(codec.encode(value)) == value)
    #expect(try codec.value(codec.encode(.array([value, value]))) == .array([value, value]))
  }
}
