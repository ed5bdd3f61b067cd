import FoundationEssentials
import RequestsCache
import Testing

@Suite struct JSONCodecTests {
  private let codec = JSONCodec()

  @Test func `each flavour says how requests-cache names and keeps it`() {
    let flavours = JSONCodec.Flavour.allCases.map { JSONCodec(flavour: $0) }
    #expect(flavours.map(\.name) == ["json", "ujson", "orjson"])
    #expect(flavours.map(\.isText) == [true, true, false])
    #expect(flavours[1].keyText == "SerializerPipeline(name=ujson, n_stages=2)")
    #expect(flavours.allSatisfy { $0.fileExtension == "json" })
  }

  @Test(
    arguments: [
      ("null", .null), (" true\n", .bool(true)), ("false", .bool(false)), ("0", .integer(0)),
      ("-0", .integer(0)), ("-9223372036854775808", .integer(.min)),
      ("9223372036854775807", .integer(.max)),
      ("9223372036854775808", .longInteger("9223372036854775808")),
      ("-123456789012345678901234567890", .longInteger("-123456789012345678901234567890")),
      ("-0.0", .double(-0.0)), ("1.5", .double(1.5)), ("1e5", .double(100_000)),
      ("1E-7", .double(1e-7)), ("0.1", .double(0.1)), ("123456.789e3", .double(123_456_789)),
      ("2.2250738585072011e-308", .double(.leastNormalMagnitude.nextDown)),
      ("0.30000000000000004440892098500626", .double(0.1 + 0.2)), ("1e999", .double(.infinity)),
      ("-1e-999", .double(-0.0)), ("1e-99999999999999999999", .double(0)),
      ("Infinity", .double(.infinity)), ("-Infinity", .double(-.infinity)),
      (#""""#, .text("")), (#""a/b""#, .text("a/b")),
      (#""a\/\"\\\b\f\n\r\t""#, .text("a/\"\\\u{8}\u{C}\n\r\t")),
      (#""\u00fc\u20AC \ud83e\udd8a""#, .text("ü€ 🦊")), ("\"ü🦊\"", .text("ü🦊")),
      ("\"\u{7F}\"", .text("\u{7F}")),
      ("[]", .array([])), ("{}", .named([])),
      ("[1, [2,{}]]", .array([.integer(1), .array([.integer(2), .named([])])])),
      (
        #"{"a" : 1,"b":{"c":[null]}}"#,
        .named([("a", .integer(1)), ("b", .named([("c", .array([.null]))]))])
      ),
      (#"{"a":1,"b":2,"a":3}"#, .named([("a", .integer(3)), ("b", .integer(2))])),
    ] as [(String, PlainValue)])
  func `JSON is read`(text: String, value: PlainValue) throws {
    #expect(try codec.value(text) == value)
  }

  @Test func `ujson has a backslash before each slash, in byte strings too`() throws {
    let value = PlainValue.named([("a/b", .bytes([0xFF, 0xFF, 0xFF])), ("c", .text("//"))])
    let text = String(decoding: try JSONCodec(flavour: .ujson).encode(value), as: UTF8.self)
    #expect(text == "{\n  \"a\\/b\": \"\\/\\/\\/\\/\",\n  \"c\": \"\\/\\/\"\n}")
  }

  @Test func `what is no number is read as Python writes it`() throws {
    guard case .double(let number) = try codec.value("NaN") else {
      throw UndecodableValue(.malformed)
    }
    #expect(number.isNaN)
  }

  @Test(
    arguments: [
      (#""\ud800""#, [0xED, 0xA0, 0x80]),
      (#""a\udd8a\ud83e""#, [0x61, 0xED, 0xB6, 0x8A, 0xED, 0xA0, 0xBE]),
      (#""\ud83e\u0041""#, [0xED, 0xA0, 0xBE, 0x41]),
    ] as [(String, [UInt8])])
  func `a surrogate without its other half is kept, and written again`(
    text: String, bytes: [UInt8]
  ) throws {
    let value = try codec.value(text)
    #expect(value == .brokenText(Data(bytes)))
    #expect(try codec.value(codec.encode(value)) == value)
  }

  @Test(arguments: [
    "01", "+1", ".5", "1.", "1.e3", "1e", "-", "- 1", "0x1", "1_000", "nul", "True", "nan", "-NaN",
    "[1,]",
    "[,1]", "{,}", #"{"a":1,}"#, #"{"a"}"#, #"{"a" 1}"#, "{1:2}", "{a:1}", "'a'", "[1 2]", "1 2",
    "\"a\nb\"", "\"\t\"", #""\x41""#, #""\u12g4""#, #""\u12""#, "\u{FEFF}1", "\u{C}1", "[1]]",
    "{}}", "/**/1",
    "\u{A0}1",
  ])
  func `what Python's json refuses is refused`(text: String) {
    let reason = codec.reason(text.utf8)
    #expect(reason == .malformed || reason == .truncated)
  }

  @Test(
    arguments: [
      [0x22, 0xFF, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22], [0x22, 0xC0, 0x80, 0x22],
      [0x22, 0xE2, 0x82, 0x22],
    ] as [[UInt8]])
  func `a text that is not UTF-8 is refused`(bytes: [UInt8]) {
    #expect(codec.reason(bytes) == .malformed)
  }

  @Test func `a text without escapes is a range of the source`() throws {
    let source = Array(#"{"url": "http://a.test/"}"#.utf8)
    var tree = PlainTree()
    try source.withUnsafeBytes { source in
      try codec.decode(source, into: &tree)
      #expect(tree.withRoot(source) { $0["url"]?.sourceRange } == 9..<23)
    }
  }
}

@Suite struct JSONWritingTests {
  @Test(
    arguments: [
      (0.1, "0.1"), (1e-7, "1e-07"), (1.5e-7, "1.5e-07"), (1e16, "1e+16"),
      (1e15, "1000000000000000.0"),
      (9_007_199_254_740_992, "9007199254740992.0"),
      (12_345_678_901_234_568, "1.2345678901234568e+16"),
      (1e100, "1e+100"), (1e22, "1e+22"), (0.0001, "0.0001"), (0.00001, "1e-05"), (-2.5, "-2.5"),
      (0, "0.0"),
      (-0.0, "-0.0"), (.leastNonzeroMagnitude, "5e-324"),
      (1.7976931348623157e308, "1.7976931348623157e+308"),
      (123_456.789, "123456.789"), (100, "100.0"), (.infinity, "Infinity"),
      (-.infinity, "-Infinity"),
      (.nan, "NaN"),
    ] as [(Double, String)])
  func `a number is written as Python writes it`(number: Double, text: String) throws {
    #expect(try JSONCodec().text(.double(number)) == text)
  }

  private let sample = PlainValue.named([
    ("_content", .bytes([0, 255, 16])), ("empty", .bytes([])),
    ("text", .text("ü\"\\\n\u{1}\u{7F}/🦊")),
    ("list", .array([.integer(1), .array([]), .named([])])), ("when", .date(1_700_000_000_250)),
  ])

  @Test func `json is written as json dumps writes it with an indent`() throws {
    #expect(
      try JSONCodec().text(sample) == #"""
        {
          "_content": "AP8Q",
          "empty": null,
          "text": "\u00fc\"\\\n\u0001\u007f/\ud83e\udd8a",
          "list": [
            1,
            [],
            {}
          ],
          "when": "2023-11-14T22:13:20.250000+00:00"
        }
        """#)
  }

  @Test func `orjson leaves other than ASCII as it is`() throws {
    let text = try JSONCodec(flavour: .orjson).text(sample)
    #expect(text.contains(#""ü\"\\\n\u0001"# + "\u{7F}/🦊\""))
    #expect(try JSONCodec(flavour: .orjson).text(.double(.nan)) == "null")
  }

  @Test func `bytes for releases before 1.3 are base85, of which none is an empty text`() throws {
    let codec = JSONCodec(bytesForm: .base85)
    #expect(try codec.text(.bytes(Array("None".utf8))) == "\"PH%2y\"")
    #expect(try codec.text(.bytes([])) == "\"\"")
  }

  @Test(
    arguments: [.longInteger("18446744073709551616"), .brokenText(Data([0xED, 0xA0, 0x80]))]
      as [PlainValue])
  func `orjson refuses what it can't write`(value: PlainValue) throws {
    #expect(throws: UnencodableValue.self) { try JSONCodec(flavour: .orjson).encode(value) }
    #expect(try JSONCodec().value(JSONCodec().encode(value)) == value)
  }
}
