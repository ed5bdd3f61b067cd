import FoundationEssentials
import RequestsCache
import Testing

@Suite struct PickleCodecTests {
  static let values: [(pickle: String, value: PlainValue)] = [
    ("N", .null), ("\\x88", .bool(true)), ("\\x89", .bool(false)),
    ("K\\xff", .integer(255)), ("M\\xff\\xff", .integer(65_535)),
    ("J\\xff\\xff\\xff\\xff", .integer(-1)), ("\\x8a\\x00", .integer(0)),
    ("\\x8a\\x01\\x80", .integer(-128)), ("\\x8a\\x02\\x80\\x00", .integer(128)),
    ("\\x8a\\x08\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x80", .integer(.min)),
    (
      "\\x8a\\x09\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x80\\x00",
      .longInteger("9223372036854775808")
    ),
    (
      "\\x8b\\x09\\x00\\x00\\x00\\xff\\xff\\xff\\xff\\xff\\xff\\xff\\x7f\\xff",
      .longInteger("-9223372036854775809")
    ),
    ("G\\x3f\\xf8\\x00\\x00\\x00\\x00\\x00\\x00", .double(1.5)),
    ("\\x8c\\x02\\xc3\\xbc", .text("ü")), ("X\\x01\\x00\\x00\\x00a", .text("a")),
    ("\\x8d\\x01\\x00\\x00\\x00\\x00\\x00\\x00\\x00a", .text("a")),
    ("\\x8c\\x03\\xed\\xa0\\x80", .brokenText(Data([0xED, 0xA0, 0x80]))),
    ("C\\x01a", .bytes(Data([0x61]))), ("B\\x01\\x00\\x00\\x00a", .bytes(Data([0x61]))),
    ("\\x8e\\x01\\x00\\x00\\x00\\x00\\x00\\x00\\x00a", .bytes(Data([0x61]))),
    ("\\x96\\x01\\x00\\x00\\x00\\x00\\x00\\x00\\x00a", .bytes(Data([0x61]))),
    ("]", .array([])), (")", .array([])), ("}", .map(PlainMap())),
    ("]K\\x01a", .array([.integer(1)])),
    ("](K\\x01K\\x02e", .array([.integer(1), .integer(2)])),
    ("(K\\x01K\\x02t", .array([.integer(1), .integer(2)])),
    ("K\\x01\\x85", .array([.integer(1)])), ("NN\\x86", .array([.null, .null])),
    ("NNN\\x87", .array([.null, .null, .null])),
    ("}\\x8c\\x01aK\\x01s", .map(PlainMap([.init("a", .integer(1))]))),
    (
      "}(\\x8c\\x01aK\\x01\\x8c\\x01bK\\x02\\x8c\\x01aK\\x03u",
      .map(PlainMap([.init("a", .integer(3)), .init("b", .integer(2))]))
    ),
    ("](\\x8c\\x01a\\x94h\\x00h\\x00e", .array([.text("a"), .text("a"), .text("a")])),
    ("](]\\x94h\\x00e", .array([.array([]), .array([])])),
    ("](]q\\x00h\\x00j\\x00\\x00\\x00\\x00e", .array([.array([]), .array([]), .array([])])),
    ("](]r\\x02\\x00\\x00\\x00h\\x02e", .array([.array([]), .array([])])),
    ("\\x95\\x01\\x00\\x00\\x00\\x00\\x00\\x00\\x00N", .null),
    ("NN0", .null), ("N(NN1", .null),
  ]

  @Test(arguments: values)
  func `plain data is read`(pickle: String, value: PlainValue) throws {
    #expect(try Pickle.value(Pickle.bytes("\\x80\\x04" + pickle + ".")) == value)
    #expect(try Pickle.value(Pickle.bytes("\\x80\\x02" + pickle + ".")) == value)
  }

  /// What users put in as a status, a body or a header.
  @Test(
    arguments: [
      ("chttp\\nHTTPStatus\\nK\\xc8\\x85R", .integer(200)),
      ("\\x8c\\x04http\\x8c\\x0aHTTPStatus\\x93K\\xc8\\x85R", .integer(200)),
      ("cbuiltins\\nbytearray\\nC\\x02ab\\x85R", .bytes(Data("ab".utf8))),
      ("cbuiltins\\nbytearray\\n)R", .bytes(Data())),
      ("c__main__\\nName\\n\\x8c\\x01a\\x85\\x81", .text("a")),
      (
        "](c__main__\\nName\\n\\x94\\x8c\\x01a\\x85\\x81h\\x00\\x8c\\x01b\\x85\\x81e",
        .array([.text("a"), .text("b")])
      ),
      (
        "ccollections\\nOrderedDict\\n)R\\x8c\\x01aK\\x01s",
        .map(PlainMap([.init("a", .integer(1))]))
      ),
    ] as [(String, PlainValue)])
  func `a status, byte array or kind of text is what it is made of`(
    pickle: String, value: PlainValue
  ) throws {
    #expect(try Pickle.value(Pickle.bytes("\\x80\\x04" + pickle + ".")) == value)
  }

  @Test func `an object of an old release is its class, arguments and state`() throws {
    let pickle = "cdatetime\\ntimedelta\\nK\\x01K\\x02K\\x03\\x87RNb"
    let parts = try Pickle.tree(Pickle.bytes("\\x80\\x03" + pickle + ".")) { node in
      #expect(node.kind == .object)
      return node.children.map(\.kind)
    }
    #expect(parts == [.text, .array, .null])
  }

  @Test(arguments: values.map(\.value))
  func `what is written is read again`(value: PlainValue) throws {
    let bytes = try PickleCodec().encode(value)
    #expect(try Pickle.value(bytes) == value)
  }

  @Test func `what is written has no memo, frame or name`() throws {
    let value = PlainValue.map(
      PlainMap([.init("a", .array([.text("b"), .null])), .init("c", .bytes(Data([1])))]))
    #expect(
      try PickleCodec().encode(value)
        == Pickle.bytes("\\x80\\x04}(\\x8c\\x01a](\\x8c\\x01bNe\\x8c\\x01cC\\x01\\x01u."))
  }

  @Test func `long texts and numbers at the bounds come back`() throws {
    let numbers: [Int64] = [
      -129, -128, 256, 65_536, Int64(Int32.max), Int64(Int32.max) + 1, Int64(Int32.min) - 1, .max,
    ]
    let digits = "1" + String(repeating: "0", count: 700)
    let value = PlainValue.array(
      numbers.map(PlainValue.integer) + [
        .text(String(repeating: "ü", count: 200)), .bytes(Data(count: 300)),
        .bytes(Data(count: 255)),
        .longInteger(digits), .longInteger("-" + digits), .double(-0.0), .double(.infinity),
      ])
    #expect(try Pickle.value(try PickleCodec().encode(value)) == value)
  }

  @Test func `a date is written as text, as Python has it in a pickle`() throws {
    let bytes = try PickleCodec().encode(.date(1_767_225_600_123))
    #expect(try Pickle.value(bytes) == .text("2026-01-01T00:00:00.123000+00:00"))
  }

  @Test(
    arguments: [
      .brokenText(Data([0xFF])), .brokenText(Data([0xED, 0xA0])), .longInteger("12a"),
      .longInteger(String(repeating: "9", count: 2461)), .longInteger(""),
      (0..<1000).reduce(PlainValue.null) { inner, _ in .array([inner]) },
    ] as [PlainValue])
  func `what Python would not read is not written`(value: PlainValue) {
    #expect(throws: UnencodableValue.self) { try PickleCodec().encode(value) }
  }

  @Test func `a pickle is known by its ends`() {
    func recognizes(_ text: String) -> Bool {
      Pickle.bytes(text).withUnsafeBytes { PickleCodec().recognizes($0) }
    }
    #expect(recognizes("\\x80\\x04N."))
    #expect(recognizes("\\x80\\x05N"))
    #expect(!recognizes("\\x80\\x06N."))
    #expect(!recognizes("{}"))
    #expect(!recognizes(""))
    #expect(!recognizes("\\x80\\x04N..AAAAAAAAAAAAAAAAAAAAAAAAAAA"))
    #expect(PickleCodec().keyText == "SerializerPipeline(name=pickle, n_stages=2)")
  }

  @Test func `a machine reads value after value`() throws {
    var machine = PickleMachine()
    var tree = PlainTree()
    for number in 0..<3 {
      tree.removeAll()
      let bytes = Pickle.bytes("\\x80\\x04](K\\x0\(number)\\x94h\\x00e.")
      let value = try bytes.withUnsafeBytes { source in
        try machine.decode(source, into: &tree)
        return try tree.withRoot(source) { try PlainValue($0) }
      }
      #expect(value == .array([.integer(Int64(number)), .integer(Int64(number))]))
      tree.removeAll()
      #expect(throws: UndecodableValue.self) {
        try Pickle.bytes("\\x80\\x04((NN").withUnsafeBytes { try machine.decode($0, into: &tree) }
      }
    }
  }
}
