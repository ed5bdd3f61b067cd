import TestSupport
import Testing

@testable import RequestsCache

@Suite struct PickleGlanceTests {
  private var glance = PickleGlance()
  private var machine = PickleMachine()
  private var reader = ValueReader()
  private var packed = 0

  /// What a glance finds, which must be what the machine finds, and the row that it packs.
  private mutating func listed(
    _ bytes: [UInt8], _ location: SourceLocation = #_sourceLocation
  ) throws -> ListedPickle? {
    try bytes.withUnsafeBytes { source in
      guard let found = ListedPickle(glance: &glance, source) else { return nil }
      let whole = try #require(
        ListedPickle(machine: &machine, source), sourceLocation: location)
      #expect(found == whole, sourceLocation: location)
      if let row = PackedPickle(&reader, source) {
        #expect(row.glanced == row.made, sourceLocation: location)
        packed += 1
      }
      return found
    }
  }

  private mutating func listed(_ text: String) throws -> ListedPickle? {
    try listed(Pickle.bytes(text))
  }

  @Test(arguments: PickleFolder.all.filter { $0.isCurrent && !$0.isSigned })
  mutating func `a glance is enough for what requests-cache 1.3 writes`(folder: PickleFolder) throws
  {
    for fact in try folder.facts() where fact.body.form == "bytes" {
      let listed = try listed(try folder.bytes(try #require(fact.file)))
      #expect(listed?.facts.url == fact.url)
      #expect(listed?.facts.status == fact.status)
      #expect(listed?.facts.redirects == fact.history.count)
    }
  }

  @Test mutating func `a glance is enough for what larder writes`() throws {
    let listed = try listed(
      try PickleCodec().encode(
        .named([
          ("_content", .bytes([1, 2, 3])), ("created_at", .text("2026-01-31T23:59:59.5+00:00")),
          ("elapsed", .double(0.5)), ("expires", .null),
          (
            "headers",
            .named([("content-TYPE", .text(" Text/Plain ; charset=x")), ("Vary", .text("*"))])
          ),
          ("history", .array([.named([("url", .text("http://b.test/"))])])),
          ("request", .named([("headers", .named([])), ("method", .text("GET"))])),
          ("status_code", .integer(404)), ("url", .text("http://a.test/")),
          (
            "larder",
            .named([
              ("generated", .double(1e9)), ("manual", .double(1e13)),
              ("fields", .array([.array([.text("a"), .text("b")])])),
            ])
          ),
        ])))
    let facts = try #require(listed?.facts)
    #expect(facts.url == "http://a.test/" && facts.method == "GET" && facts.status == 404)
    #expect(facts.bodySize == 3 && facts.redirects == 1 && facts.elapsed == 0.5)
    #expect(facts.mediaType == "Text/Plain" && facts.vary == "*" && !facts.hasETag)
    #expect(facts.created?.microseconds == 1_769_903_999_500_000 && facts.expires == nil)
    #expect(listed?.larder.generated != nil && listed?.larder.manual == nil)
  }

  /// The document, and what stands in the place of its last member.
  @Test(arguments: [
    // A map and a list by single items, and a text that was remembered.
    ("\\x8c\\x07request\\x94}\\x8c\\x06method\\x8c\\x03PUTs", true),
    ("\\x8c\\x07history](}}e", true), ("\\x8c\\x07history]}a", true), ("h\\x00\\x8c\\x01b", true),
    ("\\x8c\\x03urlh\\x00", true),
    ("\\x95\\x06\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x8c\\x01aN", true),
    // Parts that stand there twice, or are of an unusual kind.
    ("\\x8c\\x07headers}\\x8c\\x07headers}", false), ("\\x8c\\x07headers]", false),
    ("\\x8c\\x06larderN", false), ("\\x8c\\x0bstatus_codeN", false),
    ("\\x8c\\x10_decoded_contentN", false), ("\\x8c\\x07elapsed\\x8c\\x011", false),
    ("\\x8c\\x07history)", false), ("C\\x03url\\x8c\\x01b", false), ("K\\x01\\x8c\\x01b", false),
    // The name of a part in another map, where a single item is put.
    ("\\x8c\\x01k}\\x8c\\x07headers}(\\x8c\\x04ETag\\x8c\\x01eus", false),
    // A map that is a key, and the name of a part that is a value.
    ("\\x8c\\x01a\\x8c\\x07headers}\\x8c\\x01b", false), ("\\x8c\\x01a\\x8c\\x07headers", true),
    ("\\x8c\\x01acbuiltins\\nbytearray\\n)R", false),
  ])
  mutating func `a glance knows what it may tell of`(member: String, isEnough: Bool) throws {
    let listed = try listed("\\x80\\x04}(\\x8c\\x03url\\x94\\x8c\\x01x" + member + "u.")
    #expect((listed != nil) == isEnough)
  }

  @Test mutating func `a pickle with more than a glance takes in is left to the machine`() throws {
    for count in [100, PickleGlance.room + 1] {
      let members = String(repeating: "\\x8c\\x01aN", count: count)
      let text = "\\x80\\x04}(\\x8c\\x03url\\x8c\\x01x" + members + "u."
      #expect((try listed(text) != nil) == (count == 100))
      let memos = String(repeating: "\\x94", count: count)
      #expect(
        (try listed("\\x80\\x04}(\\x8c\\x03url\\x8c\\x01x" + memos + "u.") != nil) == (count == 100)
      )
    }
  }

  @Test mutating func `whatever is changed in a document, a glance tells what the machine tells`()
    throws
  {
    let samples = try PickleFolder.all.filter { $0.isCurrent && !$0.isSigned }
      .flatMap { folder in try folder.facts().compactMap(\.file).map(folder.bytes) }
      .filter { $0.count < 6000 }
    var generator = SeededGenerator(seed: 23)
    var told = 0
    for sample in samples {
      for _ in 0..<150 {
        var bytes = sample
        for _ in 0..<Int.random(in: 1...3, using: &generator) { Self.change(&bytes, &generator) }
        if try listed(bytes) != nil { told += 1 }
      }
    }
    #expect(told > samples.count && packed > samples.count)
  }

  /// Instructions of documents, in any order: few are of the usual form, and none may be told of wrongly.
  @Test mutating func `whatever the instructions are, a glance tells what the machine tells`()
    throws
  {
    var generator = SeededGenerator(seed: 29)
    var told = 0
    for _ in 0..<60_000 {
      var bytes = Pickle.bytes("\\x80\\x04}(\\x8c\\x03url\\x94\\x8c\\x01x")
      for _ in 0..<Int.random(in: 0...12, using: &generator) {
        bytes += Self.pieces.randomElement(using: &generator) ?? []
      }
      bytes += Pickle.bytes("u.")
      if try listed(bytes) != nil { told += 1 }
    }
    #expect(told > 1000)
  }

  private static let pieces: [[UInt8]] =
    [
      "\\x8c\\x07headers}(\\x8c\\x04ETag\\x8c\\x01eu", "\\x8c\\x07headers}", "\\x8c\\x07headers",
      "\\x8c\\x07request}(\\x8c\\x06method\\x8c\\x03GETu", "\\x8c\\x06method\\x94\\x8c\\x01Ms",
      "\\x8c\\x06larder}", "\\x8c\\x06manualG\\x41\\xd0\\x00\\x00\\x00\\x00\\x00\\x00",
      "\\x8c\\x08_contentC\\x02ab", "\\x8c\\x07expiresN", "\\x8c\\x0bstatus_codeK\\x05", "h\\x00",
      "h\\x01", "h\\x02", "\\x94", "(", "u", "s", "a", "e", "]", "}", "N", "K\\x01", "\\x8c\\x01k",
      "\\x8c\\x04vary", "q\\x01", "\\x8c\\x07history](}}e",
      "\\x8c\\x01k}(\\x8c\\x03url\\x8c\\x01yu",
    ].map { Pickle.bytes($0) }

  private static func change(_ bytes: inout [UInt8], _ generator: inout SeededGenerator) {
    guard let place = bytes.indices.randomElement(using: &generator) else { return }
    switch Int.random(in: 0..<4, using: &generator) {
    case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
    case 1: bytes[place] = UInt8.random(in: 0...255, using: &generator)
    case 2: bytes.insert(contentsOf: pieces.randomElement(using: &generator) ?? [], at: place)
    default:
      // Two bytes of one kind are likely to be instructions.
      let other = bytes.indices.filter { bytes[$0] == bytes[place] }.randomElement(
        using: &generator)
      bytes.swapAt(place, min((other ?? place) + 1, bytes.count - 1))
    }
  }
}
