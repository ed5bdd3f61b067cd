import FoundationEssentials
import RequestsCache
import Testing

@Suite struct ResponseDocumentTests {
  private static func document(_ members: [PlainMap.Member]) throws -> ResponseDocument? {
    let bytes = try PickleCodec().encode(.map(PlainMap(members)))
    return try Pickle.tree(bytes) { try ResponseDocument($0) }
  }

  private static func facts(_ members: [PlainMap.Member]) throws -> EntryFacts? {
    let bytes = try PickleCodec().encode(.map(PlainMap(members)))
    return try Pickle.tree(bytes) { try EntryFacts($0) }
  }

  private static func headers(_ pairs: [(String, String)]) -> PlainMap.Member {
    .init("headers", .map(PlainMap(pairs.map { .init($0, .text($1)) })))
  }

  @Test func `members may be missing, null or of another kind`() throws {
    #expect(try Self.document([.init("url", .null)]) == ResponseDocument())
    let odd: [PlainMap.Member] = [
      .init("url", .integer(1)), .init("status_code", .text("x")), .init("headers", .array([])),
      .init("history", .text("h")), .init("request", .null), .init("created_at", .text("never")),
      .init("expires", .double(1)), .init("elapsed", .array([])), .init("cookies", .bool(true)),
      .init("_content", .bool(false)), .init("unknown", .map(PlainMap())),
    ]
    #expect(try Self.document(odd) == ResponseDocument())
    let facts = try #require(try Self.facts(odd))
    #expect(facts.url.isEmpty && facts.bodySize == nil && facts.created == nil)
  }

  @Test(
    arguments: [
      .map(PlainMap()), .array([]), .text("key"), .null, .array([.map(PlainMap())]),
      .map(PlainMap([.init("name", .text("x"))])),
    ] as [PlainValue])
  func `other data is not a response`(value: PlainValue) throws {
    let bytes = try PickleCodec().encode(value)
    for read in [
      { _ = try ResponseDocument($0) }, { _ = try EntryFacts($0) },
    ] as [(PlainNode) throws -> Void] {
      #expect(throws: UndecodableValue(.notAResponse)) { try Pickle.tree(bytes, read) }
    }
  }

  @Test(
    arguments: [
      ("text/html", .text("ü"), .reencodedText("ü"), 2),
      ("application/json; charset=utf-8", .text("ü"), .reencodedJSON(.text("ü")), 9),
      ("application/json", .array([]), .reencodedJSON(.array([])), 9),
      ("application/json", .null, .lost, nil),
    ] as [(String, PlainValue, ResponseDocument.Body, Int?)])
  func `a decoded body is what its type makes of it`(
    type: String, decoded: PlainValue, body: ResponseDocument.Body, size: Int?
  ) throws {
    let members = [
      Self.headers([("content-type", type), ("CONTENT-LENGTH", "9")]),
      .init("_decoded_content", decoded),
    ]
    #expect(try Self.document(members)?.body == body)
    let facts = try #require(try Self.facts(members))
    #expect(facts.bodySize == size)
    #expect(facts.isReencoded)
    #expect(facts.bodyRange == nil)
  }

  @Test func `a plain body beside a decoded null is the body`() throws {
    let members: [PlainMap.Member] = [
      .init("url", .text("http://a/")), .init("_content", .bytes(Data("abc".utf8))),
      .init("_decoded_content", .null),
    ]
    #expect(try Self.document(members)?.body == .bytes(Data("abc".utf8)))
    #expect(try Self.facts(members)?.bodySize == 3)
  }

  @Test func `header values that are bytes stay as they are`() throws {
    let members: [PlainMap.Member] = [
      .init("headers", .map(PlainMap([.init("X-Name", .bytes(Data([0xFC])))])))
    ]
    let document = try #require(try Self.document(members))
    #expect(document.header("x-name") == .init("X-Name", [0xFC]))
    #expect(document.header("x-name")?.value == "\u{FFFD}")
  }

  @Test func `facts know headers in whatever case`() throws {
    let facts = try #require(
      try Self.facts([
        Self.headers([
          ("ETAG", "x"), ("last-Modified", "x"), ("VARY", "Accept"),
          ("Content-type", " text/plain ; a=b"),
        ])
      ]))
    #expect(facts.hasETag && facts.hasLastModified)
    #expect(facts.vary == "Accept")
    #expect(facts.mediaType == "text/plain")
  }

  @Test func `the URL of the request stands in for a missing one`() throws {
    let request = PlainValue.map(
      PlainMap([.init("method", .text("GET")), .init("url", .text("http://a/"))]))
    let facts = try #require(try Self.facts([.init("request", request)]))
    #expect(facts.url == "http://a/")
    #expect(facts.method == "GET")
  }

  @Test func `an entry of 0.5 is a store and when it was stored`() throws {
    let pickle = """
      crequests_cache.backends.base\\n_Store\\n)\\x81}(\\x8c\\x03url\\x8c\\x01a\\x8c\\x08_contentC\\x01b\
      ubcdatetime\\ndatetime\\nC\\x0a\\x07\\xe4\\x01\\x02\\x03\\x04\\x05\\x00\\x00\\x06\\x85R\\x86.
      """
    let bytes = Pickle.bytes("\\x80\\x03" + pickle)
    let document = try #require(try Pickle.tree(bytes) { try ResponseDocument($0) })
    #expect(document.url == "a")
    #expect(document.created?.text == "2020-01-02T03:04:05.000006+00:00")
    #expect(document.created?.isNaive == true)
    #expect(try Pickle.tree(bytes) { try EntryFacts($0) }?.created == document.created)
  }

  @Test func `headers of one name become one, and bytes become Latin-1`() {
    var document = ResponseDocument()
    document.headers = [.init("A", [0x78]), .init("B", [0xFC]), .init("A", [0x79])]
    let headers = PlainMap([.init("A", .text("x, y")), .init("B", .text("ü"))])
    #expect(
      document.plainValue()
        == .map(PlainMap([.init("headers", .map(headers)), .init("request", .map(PlainMap()))])))
  }

  @Test func `dates are dates where the format has them, to the millisecond below`() {
    var document = ResponseDocument()
    document.created = ISODate(microseconds: -1)
    guard case .map(let map) = document.plainValue(dates: .date) else { return }
    #expect(map["created_at"] == .date(-1))
  }

  /// Lists that stand in a jar many times, each of which has many cookies: a million million of
  /// them.
  @Test(.timeLimit(.minutes(30)), arguments: ["_cookies", "_store"])
  func `what stands in many places is not visited in all of them`(member: String) throws {
    let count = 10_000
    let keys = String(repeating: "Nh\\x01", count: count)
    let type =
      member == "_store"
      ? "crequests.structures\\nCaseInsensitiveDict\\n" : "crequests.cookies\\nRequestsCookieJar\\n"
    let inner =
      member == "_store"
      ? "](" + String(repeating: "\\x8c\\x04Etag", count: count) + "e"
      : "}(" + String(repeating: "Nh\\x00", count: count) + "u"
    let pickle =
      "}\\x940" + inner + "\\x940}(\\x8c\\x07\(member == "_store" ? "headers" : "cookies")"
      + type + ")\\x81}\\x8c" + (member == "_store" ? "\\x06" : "\\x08") + member
      + "}(" + keys + "usb\\x8c\\x03urlNu."
    let bytes = Pickle.bytes("\\x80\\x04" + pickle)
    let facts = try #require(try Pickle.tree(bytes) { try EntryFacts($0) })
    #expect(facts.hasETag == (member == "_store"))
    _ = try? Pickle.tree(bytes) { try ResponseDocument($0) }
  }
}
