import FoundationEssentials
import HTTPCaching
import HTTPTypes
import Testing

@Suite struct ValidationTests {
  static let modified = dateLine(-100, name: "last-modified")

  func condition(_ candidates: [StoredResponse], selected: Int = 0) -> HTTPFields? {
    Validation.conditionalRequest(for: request(), selected: selected, among: candidates)?
      .headerFields
  }

  @Test func `both validators go out, the date as it came`() {
    let odd = "Sunday, 01-Mar-26 09:00:00 GMT"
    let sent = condition([stored(["etag: \"a\"", "last-modified: \(odd)"])])
    #expect(sent?[.ifNoneMatch] == "\"a\"")
    #expect(sent?[.ifModifiedSince] == odd)
    #expect(condition([stored([])]) == nil)
    #expect(condition([stored(["last-modified: soon"])]) == nil)
    #expect(condition([stored(["etag: "])]) == nil)
  }

  @Test func `the tags of all variants go out, the selected one first`() {
    let variants = [
      stored(["etag: \"a\""]), stored(["etag: W/\"b\""]), stored(["etag: \"a\""]),
      stored(["etag: unquoted"]), stored([]),
    ]
    #expect(condition(variants, selected: 1)?[.ifNoneMatch] == "W/\"b\", \"a\"")
    #expect(condition(variants, selected: 3)?[.ifNoneMatch] == "unquoted")
  }

  @Test func `a thousand variants do not make a huge request`() {
    let variants = (0..<1000).map { stored(["etag: \"\($0)\""]) }
    let tags = condition(variants)?[.ifNoneMatch]?.split(separator: ",")
    #expect(tags?.count == 16)
  }

  struct Case: Row {
    let id: String
    let section = "4.3.4"
    let notModified: [String]
    let selected: Int?
    let candidates: [StoredResponse]
    let updated: [Int]

    init(
      _ id: String, _ notModified: [String], _ selected: Int?, _ candidates: [[String]],
      _ updated: [Int]
    ) {
      (self.id, self.notModified, self.selected) = (id, notModified, selected)
      (self.candidates, self.updated) = (candidates.map { stored($0) }, updated)
    }
  }

  static let cases = [
    Case(
      "strong tag: all that carry it", ["etag: \"a\""], 0,
      [["etag: \"a\""], ["etag: \"b\""], ["etag: \"a\""]], [0, 2]),
    Case(
      "strong tag: the selected one first", ["etag: \"a\""], 2,
      [["etag: \"a\""], ["etag: \"b\""], ["etag: \"a\""]], [2, 0]),
    Case("another variant", ["etag: \"b\""], 0, [["etag: \"a\""], ["etag: \"b\""]], [1]),
    Case("a tag nobody has", ["etag: \"c\""], 0, [["etag: \"a\""], ["etag: \"b\""]], []),
    Case(
      "weak tag: the selected one", ["etag: W/\"a\""], 0, [["etag: W/\"a\""], ["etag: W/\"a\""]],
      [0]),
    Case(
      "weak tag: the most recent", ["etag: W/\"a\""], nil,
      [["etag: W/\"a\""], ["etag: W/\"a\"", dateLine(5)]], [1]),
    Case("strong now, weak when stored", ["etag: \"a\""], 0, [["etag: W/\"a\""]], [0]),
    Case("weak now, strong when stored", ["etag: W/\"a\""], 0, [["etag: \"a\""]], [0]),
    Case("by date", [modified], 0, [[modified]], [0]),
    Case("by another date", [dateLine(-5, name: "last-modified")], 0, [[modified]], []),
    Case("no validator, own condition", [], 1, [["etag: \"a\""], ["etag: \"b\""]], [1]),
    Case("no validator, the client's condition", [], nil, [["etag: \"a\""]], []),
    Case("no validator anywhere, one stored", [], nil, [[]], [0]),
    Case("no validator anywhere, two stored", [], nil, [[], []], []),
  ]

  @Test(arguments: cases)
  func `a 304 freshens what its validators name`(row: Case) {
    let head = response(304, row.notModified)
    #expect(
      Validation.updated(
        by: head, to: request(), selected: row.selected, among: row.candidates) == row.updated)
  }

  @Test func `a 304 replaces fields, except those that describe the stored content`() {
    let old = stored([
      "x-a: 1", "cache-control: max-age=1", "X-Two: a", "x-two: b", "content-length: 5",
      "content-encoding: gzip", "content-type: text/plain", "age: 7", "x-keep: k",
    ])
    let news = response(
      304,
      [
        dateLine(50), "x-two: c", "cache-control: max-age=9", "content-length: 0", "x-new: n",
        "content-encoding: br", "content-type: text/html", "connection: x-hop", "x-hop: 1",
        "transfer-encoding: chunked", "content-range: bytes 0-1/2",
      ])
    let fresh = Validation.freshened(
      old, by: news, requestTime: later(50), responseTime: later(51), settings: old.settings)
    let lines = fresh.response.headerFields.map { "\($0.name.canonicalName): \($0.value)" }
    #expect(
      lines == [
        dateLine(50), "x-a: 1", "cache-control: max-age=9", "x-two: c", "content-length: 5",
        "content-encoding: gzip", "content-type: text/html", "x-keep: k", "x-new: n",
      ])
    #expect(fresh.response.status == .ok)
    #expect(fresh.responseTime == later(51))
  }

  @Test(arguments: [
    ("\"a\"", "\"a\"", true, true), ("W/\"a\"", "\"a\"", true, false),
    ("W/\"a\"", "W/\"a\"", true, false), ("\"a\"", "\"b\"", false, false),
    ("w/\"a\"", "W/\"a\"", false, false), ("a", "a", true, true),
  ])
  func `tags compare strongly and weakly`(
    left: String, right: String, weakly: Bool, strongly: Bool
  ) throws {
    let (left, right) = (try #require(EntityTag(left)), try #require(EntityTag(right)))
    #expect(left.weaklyMatches(right) == weakly)
    #expect(left.stronglyMatches(right) == strongly)
  }
}
