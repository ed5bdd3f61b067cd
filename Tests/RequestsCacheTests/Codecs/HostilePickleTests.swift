import RequestsCache
import Testing

@Suite struct HostilePickleTests {
  /// Pickles that Python would run something for, and what.
  @Test(arguments: [
    ("cos\\nsystem\\n\\x8c\\x02id\\x85R", "os.system"),
    ("\\x8c\\x02os\\x8c\\x06system\\x93\\x8c\\x02id\\x85R", "os.system"),
    ("(\\x8c\\x02idios\\nsystem\\n", "os.system"),
    ("(cos\\nsystem\\n\\x8c\\x02ido", "os.system"),
    ("cbuiltins\\neval\\n\\x8c\\x011\\x85R", "builtins.eval"),
    ("c__main__\\nName\\n\\x8c\\x01a\\x85\\x810cos\\nsystem\\n\\x8c\\x02id\\x85R", "os.system"),
    ("c__main__\\nName\\n\\x94\\x8c\\x01a\\x85\\x810h\\x00\\x8c\\x02id\\x85R", "__main__.Name"),
    ("cos\\nsystem\\n", "os.system"), ("]cos\\nsystem\\na", "os.system"),
    ("Ncos\\nsystem\\n0", "os.system"),
    ("cmyapp\\nThing\\n)\\x81", "myapp.Thing"),
    ("cmyapp\\nThing\\nK\\x01\\x85\\x81", "myapp.Thing"),
    ("cmyapp\\nThing\\n\\x8c\\x01a\\x8c\\x01b\\x86\\x81", "myapp.Thing"),
    ("cmyapp\\nThing\\n}b", "myapp.Thing"), ("cmyapp\\nThing\\n)}\\x92", "myapp.Thing"),
    ("Pname\\n", "persistent id"), ("NQ", "persistent id"), ("\\x82\\x01", "copyreg extension"),
  ])
  func `what would make or run something is refused by its name`(
    pickle: String, name: String
  ) {
    #expect(throws: UndecodableValue(.unsafePickle(name))) {
      _ = try Pickle.value(Pickle.bytes("\\x80\\x04" + pickle + "."))
    }
  }

  @Test func `a name in an error is no longer than a line`() throws {
    let long = String(repeating: "n", count: 5000)
    let error = #expect(throws: UndecodableValue.self) {
      _ = try Pickle.value(Pickle.bytes("\\x80\\x04c\(long)\\n\(long)\\n)R."))
    }
    #expect(error?.description.count ?? 999 < 150)
  }

  @Test(arguments: [
    "", "N", "NN.", "(.", "N(.", ".", "0.", "1.", "a.", "s.", "u.", "e.", "(u.", "(e.", "NNs.",
    "]NNs.", "}(Nu.", "}Na.", "](a.", "t.", "\\x85.", "\\x86.", "R.", "NNR.", ")R.", "b.", "Nb.",
    "N)b.", "\\x81.", "N)\\x81.", "h\\x00.", "j\\x00\\x00\\x00\\x00.", "\\x94.", "q\\x00.",
    "NN\\x93.", "NC\\x01a\\x93.", "Nq\\x05h\\x04.", "Nr\\xff\\xff\\xff\\xff.", "\\xff.", "I1\\n.",
    "N..", "N.N", "\\x80\\x04N.", "\\x97.", "chttp\\nHTTPStatus\\n)R.",
    "chttp\\nHTTPStatus\\n\\x8c\\x01a\\x85R.", "cbuiltins\\nbytearray\\nK\\x01\\x85R.",
    "chttp\\nHTTPStatus\\n}b.", "o.", "(o.", "(No.",
    "\\x95\\xff\\xff\\xff\\xff\\xff\\xff\\xff\\xffN.",
    "\\x8d\\xff\\xff\\xff\\xff\\xff\\xff\\xff\\xffa.",
    "X\\xff\\xff\\xff\\xffa.", "B\\xff\\xff\\xff\\x7fa.", "\\x8b\\xff\\xff\\xff\\xff\\x01.",
    "\\x8b\\xff\\xff\\xff\\x7f\\x01.", "\\x8a\\x05\\x01.", "cos\\nsystem", "\\x95\\x01",
  ])
  func `a broken pickle ends in an error`(pickle: String) {
    #expect(throws: UndecodableValue.self) {
      _ = try Pickle.value(Pickle.bytes("\\x80\\x04" + pickle))
    }
  }

  @Test(arguments: ["\\x80\\x01N.", "\\x80\\x06N.", "N.", "(lp0\\n.", "\\x80", "{}"])
  func `other protocols and other data are malformed or cut off`(pickle: String) {
    #expect(throws: UndecodableValue.self) { _ = try Pickle.value(Pickle.bytes(pickle)) }
  }

  @Test func `nothing is an empty value`() {
    #expect(throws: UndecodableValue(.empty)) { _ = try Pickle.value([]) }
  }

  @Test(arguments: [
    ("]", "a"), ("](N", "e"), ("}K\\x01", "s"), ("N", "\\x85"), ("}(NNN", "u"),
  ])
  func `deep nesting is refused, whatever makes it`(start: String, end: String) {
    for depth in [600, 20_000] {
      let opened = start == "N" ? "N" : String(repeating: start, count: depth) + "N"
      let pickle = "\\x80\\x04" + opened + String(repeating: end, count: depth) + "."
      #expect(throws: UndecodableValue(.tooDeep)) {
        try Pickle.tree(Pickle.bytes(pickle)) { _ in }
      }
    }
  }

  @Test func `as deep as the limit is read`() throws {
    for (depth, isRead) in [(400, true), (510, true), (511, true), (512, false), (513, false)] {
      let pickle =
        "\\x80\\x04" + String(repeating: "]", count: depth) + "N"
        + String(repeating: "a", count: depth) + "."
      let value = try? Pickle.value(Pickle.bytes(pickle))
      #expect((value != nil) == isRead, "\(depth)")
      #expect(((try? Pickle.tree(Pickle.bytes(pickle)) { _ in }) != nil) == isRead, "\(depth)")
    }
  }

  @Test(arguments: ["]\\x94h\\x00a", "}\\x94K\\x01h\\x00s", "]\\x94(]\\x94h\\x00ah\\x01e"])
  func `a container in itself is too deep for whoever goes down`(pickle: String) {
    #expect(throws: UndecodableValue(.tooDeep)) {
      _ = try Pickle.value(Pickle.bytes("\\x80\\x04" + pickle + "."))
    }
  }

  /// Each tuple has the one before it twice: 2^40 items, if they were copies.
  @Test func `tuples of tuples of tuples are not unfolded`() throws {
    var pickle = "\\x80\\x04](N\\x94"
    for index in 0..<40 { pickle += "h\\x\(Self.hex(index))h\\x\(Self.hex(index))\\x86\\x94" }
    let bytes = Pickle.bytes(pickle + "e.")
    #expect(try Pickle.tree(bytes) { $0.children.reduce(0) { count, _ in count + 1 } } == 41)
    #expect(throws: UndecodableValue(.tooLarge)) {
      _ = try Pickle.value(bytes, limits: Self.small)
    }
  }

  @Test func `a long text that stands in many places is not copied without end`() {
    let text = String(repeating: "x", count: 65_536)
    let many = String(repeating: "h\\x00", count: 10_000)
    let bytes = Pickle.bytes("\\x80\\x04](X\\x00\\x00\\x01\\x00\(text)\\x94\(many)e.")
    #expect(throws: Never.self) { try Pickle.tree(bytes) { _ in } }
    #expect(throws: UndecodableValue(.tooLarge)) {
      _ = try Pickle.value(bytes, limits: Self.small)
    }
  }

  /// A hundred thousand nodes and a mebibyte.
  private static var small: PlainTree.Limits {
    var limits = PlainTree.Limits()
    (limits.nodes, limits.sideBytes) = (100_000, 1 << 20)
    return limits
  }

  @Test func `a body that stands in a hundred places is copied to few`() {
    let body = [UInt8](repeating: 0x78, count: 4_000_000)
    let hops = String(repeating: "}(h\\x00h\\x01h\\x02h\\x03u", count: 100)
    let start = "\\x80\\x04}(\\x8c\\x08_content\\x94B\\x00\\x09\\x3d\\x00"
    let end = "\\x94\\x8c\\x0bstatus_code\\x94K\\xc8\\x94\\x8c\\x07history](\(hops)eu."
    let bytes = Pickle.bytes(start) + body + Pickle.bytes(end)
    #expect(throws: UndecodableValue(.tooLarge)) {
      _ = try Pickle.tree(bytes) { try ResponseDocument($0) }
    }
    #expect(throws: Never.self) { _ = try Pickle.tree(bytes) { try EntryFacts($0) } }
  }

  @Test func `a number of more than a kilobyte is too large`() {
    let number = [UInt8](repeating: 0x7F, count: 1025)
    let bytes = Pickle.bytes("\\x80\\x04\\x8b\\x01\\x04\\x00\\x00") + number + [0x2E]
    #expect(throws: UndecodableValue(.tooLarge, at: 7)) { _ = try Pickle.value(bytes) }
  }

  @Test func `limits of the tree hold`() {
    var limits = PlainTree.Limits()
    limits.nodes = 10
    let bytes = Pickle.bytes("\\x80\\x04](" + String(repeating: "N", count: 10) + "e.")
    #expect(throws: UndecodableValue(.tooLarge)) { try Pickle.tree(bytes, limits: limits) { _ in } }
  }

  private static func hex(_ number: Int) -> String {
    (number < 16 ? "0" : "") + String(number, radix: 16)
  }
}
