import BrowserUI
import CacheStore
import Testing

@Suite struct FilterTests {
  struct Reading: Sendable, CustomTestStringConvertible {
    var text: String
    var filter: EntryFilter
    var testDescription: String { text }

    init(_ text: String, _ filter: EntryFilter) {
      self.text = text
      self.filter = filter
    }
  }

  static let readings: [Reading] = [
    Reading("", .all),
    Reading("   ", .all),
    Reading("users", .urlContains("users")),
    Reading("\"two words\"", .urlContains("two words")),
    Reading("'it \\' s'", .urlContains("it ' s")),
    Reading("https://a.example/x?b=1&c=2", .urlContains("https://a.example/x?b=1&c=2")),
    Reading("localhost:8080", .urlContains("localhost:8080")),
    Reading("page=2", .urlContains("page=2")),
    Reading("a b", .and([.urlContains("a"), .urlContains("b")])),
    Reading("a and b & c", .and(["a", "b", "c"].map { .urlContains($0) })),
    Reading("a or b c", .or([.urlContains("a"), .and([.urlContains("b"), .urlContains("c")])])),
    Reading("(a | b) c", .and([.or([.urlContains("a"), .urlContains("b")]), .urlContains("c")])),
    Reading("not a", .not(.urlContains("a"))),
    Reading("-a !b", .and([.not(.urlContains("a")), .not(.urlContains("b"))])),
    Reading("not (a or b)", .not(.or([.urlContains("a"), .urlContains("b")]))),
    Reading("not not a", .not(.not(.urlContains("a")))),
    Reading("host:api.*", .glob(.host, "api.*")),
    Reading("HOST:api.*", .glob(.host, "api.*")),
    Reading("host!=api.example.com", .not(.glob(.host, "api.example.com"))),
    Reading("path:\"/a b/*\"", .glob(.path, "/a b/*")),
    Reading("method:GET,HEAD", .or([.glob(.method, "GET"), .glob(.method, "HEAD")])),
    Reading(
      "status:404,5xx",
      .or([
        .number(.status, .equal, 404),
        .and([.number(.status, .greaterOrEqual, 500), .number(.status, .lessOrEqual, 599)]),
      ])),
    Reading("status>=500", .number(.status, .greaterOrEqual, 500)),
    Reading("size>1M", .number(.size, .greater, 1_000_000)),
    Reading("size<=1Mi", .number(.size, .lessOrEqual, 1_048_576)),
    Reading(
      "size:10k..50k",
      .and([.number(.size, .greaterOrEqual, 10_000), .number(.size, .lessOrEqual, 50_000)])),
    Reading("size:1.5k", .number(.size, .equal, 1500)),
    Reading("ttl<5m", .number(.timeToLive, .less, 300)),
    Reading("ttl<-30s", .number(.timeToLive, .less, -30)),
    Reading("expired>2d", .number(.timeToLive, .less, -172_800)),
    Reading("age>1w", .number(.age, .greater, 604_800)),
    Reading("age>1h30m", .number(.age, .greater, 5400)),
    Reading("used>30d", .number(.idle, .greater, 2_592_000)),
    Reading("hits:0", .number(.hits, .equal, 0)),
    Reading("is:stale", .flag(.stale)),
    Reading("is:stale,swr", .or([.flag(.stale), .flag(.swr)])),
    Reading("has:etag", .flag(.entityTag)),
    Reading("why:max-age", .glob(.rule, "max-age")),
    Reading(
      "type:json",
      .or([
        .glob(.mediaType, "*/json"), .glob(.mediaType, "*+json"), .glob(.mediaType, "json/*"),
      ])),
    Reading("type:text/*", .glob(.mediaType, "text/*")),
    Reading("sort:-size is:fresh", .flag(.fresh)),
  ]

  @Test(arguments: readings)
  func `a text means a filter`(reading: Reading) throws {
    #expect(try EntryFilter.parse(reading.text) == reading.filter)
  }

  @Test(arguments: readings)
  func `the normal form means the same and is its own normal form`(reading: Reading) throws {
    let normal = try Filter(reading.text)
    #expect(try Filter(normal.text) == normal)
    #expect(try Filter(normal.text).text == normal.text)
  }

  @Test(arguments: [
    ("size>abc", 5, "size needs a number: 1M, 10k"),
    ("a size>", 7, "size needs a value: 1M, 10k"),
    ("ttl<soon", 4, "ttl needs a time: 5m, 1h, -30s"),
    ("status:4x", 7, "status needs a number: 404, 4xx, 500..599"),
    ("status:404,x", 11, "status needs a number: 404, 4xx, 500..599"),
    ("size:10k..x", 10, "size needs a number: 1M, 10k"),
    ("hots:api", 0, "there is no field hots: did you mean host?"),
    ("zzz:api", 0, "there is no field zzz: try url, host, path"),
    ("(a or b", 0, "this parenthesis is not closed"),
    ("a)", 1, "this parenthesis was never opened"),
    ("a or", 4, "something is missing here: host:api.* or is:stale"),
    ("or a", 0, "a word or a field is missing before this"),
    ("host>a", 4, "host takes : = !=, not >: host:api.*"),
    ("size~1", 4, "size takes < <= = != >= > :, not ~: 1M, 10k"),
    ("\"open", 0, "the quote is not closed: \"two words\""),
    ("(sort:size)", 1, "sort: stands outside parentheses"),
  ])
  func `what can't be read is told with its column`(
    text: String, column: Int, sentence: String
  ) {
    #expect(throws: FilterError(column: column, sentence)) { try EntryFilter.parse(text) }
  }

  @Test func `flags that don't exist are told with those that do`() {
    let error = #expect(throws: FilterError.self) { try EntryFilter.parse("is:old") }
    #expect(error?.column == 3)
    #expect(error?.sentence.contains("fresh stale swr") == true)
  }

  @Test func `deep nesting is refused, not followed`() {
    let text = String(repeating: "(", count: 10_000) + "a" + String(repeating: ")", count: 10_000)
    #expect(throws: FilterError.self) { try EntryFilter.parse(text) }
    #expect(throws: FilterError.self) { try EntryFilter.parse(String(repeating: "!", count: 9999)) }
  }

  @Test func `sort is part of the text`() throws {
    let filter = try Filter("size>1M   sort:-size")
    #expect(filter.sort == EntrySort(.size, descending: true))
    #expect(filter.text == "size>1M sort:-size")
  }

  @Test func `marked entries are those of the moment`() throws {
    let marked: Set<EntryID> = [EntryID("7")]
    let filter = try Filter("is:marked").entries(FilterContext(marked: marked))
    #expect(filter == .ids(marked))
  }

  @Test(arguments: [
    "\u{0}", "((((", "a:", "!!", "- -", "\u{202E}x", "e\u{301}:x", "host:\n", "..", "🐟:🐟",
  ])
  func `no text does harm`(text: String) {
    _ = try? EntryFilter.parse(text)
  }
}
