import BrowserUI
import CacheStore
import FoundationEssentials
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
    Reading(
      "host:example.com", .or([.glob(.host, "example.com"), .glob(.host, "example.com:*")])),
    Reading("host:[::1]", .or([.glob(.host, "[::1]"), .glob(.host, "[::1]:*")])),
    Reading("host:[::1]:8080", .glob(.host, "[::1]:8080")),
    Reading("host:example.com:8080", .glob(.host, "example.com:8080")),
    Reading("host=example.com", .glob(.host, "example.com")),
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
    Reading(
      "expired<=1h",
      .and([.number(.timeToLive, .lessOrEqual, 0), .number(.timeToLive, .greaterOrEqual, -3600)])),
    Reading(
      "expired:1h..2h",
      .and([
        .number(.timeToLive, .lessOrEqual, -3600), .number(.timeToLive, .greaterOrEqual, -7200),
      ])),
    Reading(
      "expired:..1h",
      .and([.number(.timeToLive, .lessOrEqual, 0), .number(.timeToLive, .greaterOrEqual, -3600)])),
    Reading("expired:1h..", .number(.timeToLive, .lessOrEqual, -3600)),
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
        .glob(.mediaType, "json"),
      ])),
    Reading("type:*", .glob(.mediaType, "?*")),
    Reading("vary:*", .flag(.vary)),
    Reading("type:text/*", .glob(.mediaType, "text/*")),
    Reading("sort:-size is:fresh", .flag(.fresh)),
    Reading("limit:5 is:fresh", .flag(.fresh)),
    Reading("((a b) c)", .and(["a", "b", "c"].map { .urlContains($0) })),
    Reading("path:\"a,b\"", .glob(.path, "a,b")),
    Reading("body.size>1k", .number(.size, .greater, 1000)),
    Reading("size:10k..", .number(.size, .greaterOrEqual, 10_000)),
    Reading("size:..1k", .number(.size, .lessOrEqual, 1000)),
    Reading("port:8080", .number(.port, .equal, 8080)),
    Reading("saved>1m", .number(.saved, .greater, 60)),
    Reading("stored<1h", .number(.sinceStored, .less, 3600)),
    Reading("revalidated>1d", .number(.sinceRevalidated, .greater, 86_400)),
    Reading("used:never", .not(.flag(.used))),
    Reading("ttl:never", .number(.timeToLive, .equal, .infinity)),
    Reading("expires:never", .number(.timeToLive, .equal, .infinity)),
    Reading(
      "expires<1h",
      .and([.number(.timeToLive, .greater, 0), .number(.timeToLive, .less, 3600)])),
    Reading(
      "expires:..1h",
      .and([.number(.timeToLive, .greater, 0), .number(.timeToLive, .lessOrEqual, 3600)])),
    Reading("expires>1h", .number(.timeToLive, .greater, 3600)),
    Reading("stored>2026-02-01", .moment(.stored, .greaterOrEqual, day(2))),
    Reading("stored>=2026-02-01", .moment(.stored, .greaterOrEqual, day(1))),
    Reading("stored<2026-02-01", .moment(.stored, .less, day(1))),
    Reading("stored<=2026-02-01T00:00", .moment(.stored, .less, day(1) + 60)),
    Reading("used:2026-02-01", during(.used, day(1), day(2))),
    Reading("expires:2026-02", during(.expires, day(1), day(29))),
    Reading("age:2026-02-01..2026-02-03", during(.generated, day(1), day(4))),
    Reading("revalidated=2026-02-01T00:00:05Z", during(.revalidated, day(1) + 5, day(1) + 6)),
    Reading("~d api", .pattern(.host, pattern("api"))),
    Reading(
      "~u \"a b\" ~m get",
      .and([
        .pattern(.url, pattern("a b")), .pattern(.method, pattern("get")),
      ])),
    Reading("~c 404", .number(.status, .equal, 404)),
    Reading("~t json", .pattern(.mediaType, pattern("json"))),
    Reading("~all", .glob(.url, "*")),
    Reading("url~page=[12]$ x", .and([.pattern(.url, pattern("page=[12]$")), .urlContains("x")])),
    Reading("(host~a(b|c)d)", .pattern(.host, pattern("a(b|c)d"))),
    Reading("host!~\"a b\"", .not(.pattern(.host, pattern("a b")))),
    Reading("url~\"max-age=\\d+\"", .pattern(.url, pattern("max-age=\\d+"))),
    Reading("url~'\"quoted\"'", .pattern(.url, pattern("\"quoted\""))),
    Reading("why~age", .pattern(.rule, pattern("age"))),
    Reading("@user/x", .urlContains("@user/x")),
  ]

  private static func pattern(_ source: String) -> TextPattern {
    guard let pattern = try? TextPattern(source) else { preconditionFailure(source) }
    return pattern
  }

  /// A day of February 2026; the 29th is the first of March.
  private static func day(_ number: Int) -> Date {
    Date(timeIntervalSince1970: 1_769_904_000 + Double(number - 1) * 86_400)
  }

  private static func during(
    _ column: EntryFilter.MomentColumn, _ start: Date, _ end: Date
  ) -> EntryFilter {
    .and([.moment(column, .greaterOrEqual, start), .moment(column, .less, end)])
  }

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
    ("metod:get", 0, "there is no field metod: did you mean method?"),
    ("zzz:api", 0, "there is no field zzz: try url, host, path"),
    ("(a or b", 0, "this parenthesis is not closed"),
    ("a)", 1, "this parenthesis was never opened"),
    ("a or", 4, "something is missing here: host:api.* or is:stale"),
    ("or a", 0, "a word or a field is missing before this"),
    ("host>a", 4, "host takes : = != ~ !~, not >: host:api.*"),
    ("url~a(b", 5, "this parenthesis is not closed"),
    ("body~\"[a\"", 6, "this bracket is not closed"),
    ("url~(?=x)", 4, "patterns can't look around: join two terms with and instead"),
    ("size:..", 5, "a range needs an end: 1M, 10k"),
    ("size:5k..1k", 5, "a range goes from the lower end to the higher"),
    ("ttl:5m..-5m", 4, "a range goes from the lower end to the higher"),
    ("stored:2026-03..2026-01", 7, "a range goes from the lower end to the higher"),
    ("status:\u{664}xx", 7, "status needs a number: 404, 4xx, 500..599"),
    ("method:GET,", 11, "method needs a value on each side of a comma, or quotes"),
    ("path:,", 5, "path needs a value on each side of a comma, or quotes"),
    ("header:x=a,,b", 11, "header needs a value on each side of a comma, or quotes"),
    ("and a", 0, "a word or a field is missing before this"),
    ("a or (& b)", 6, "a word or a field is missing before this"),
    ("size > 1k", 5, "> belongs right behind a field, or in quotes: size>1M"),
    ("size >1k", 5, "> belongs right behind a field, or in quotes: size>1M"),
    ("host : a", 5, ": belongs right behind a field, or in quotes: size>1M"),
    ("size != 5", 6, "= belongs right behind a field, or in quotes: size>1M"),
    ("stored>2026-13-01", 7, "stored needs a time: 1h, 2026-02-01"),
    ("limit:0", 6, "limit needs a count: limit:100"),
    ("misses>1", 0, "misses are counted by host, not by entry: L shows them"),
    ("tag:x", 0, "entries have no tags: mark some, and use is:marked"),
    ("is:trashed", 3, "what was deleted is no entry of the list: T shows the trash"),
    ("a ~bq x", 2, "a cache keeps no bodies of requests: ~bs looks in those of responses"),
    ("@none", 0, "no filter is saved as none: :save NAME saves the filter in the bar"),
    ("a or sort:size", 2, "sort: and limit: are for all of it, not for a branch"),
    ("not limit:3", 4, "limit: stands outside parentheses"),
    (
      "header:\"x\"", 7,
      "header needs the name of a header: header:etag header:server=nginx header:cache-control~max-age"
    ),
    ("\u{301}x", 0, "this mark belongs to no letter"),
    (
      "header:x~", 9,
      "header needs a value: header:etag header:server=nginx header:cache-control~max-age"
    ),
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

  static let searches: [(String, EntrySearch)] = [
    ("body~needle", .content(.body(pattern("needle")))),
    ("body:a.b", .content(.body(pattern("a\\.b")))),
    ("header:etag", .content(.field(.response, name: "etag", .exists))),
    ("req:accept~json", .content(.field(.request, name: "accept", .pattern(pattern("json"))))),
    ("header:Server=nginx", .content(.field(.response, name: "server", .glob("nginx")))),
    (
      "header:server:nginx,apache*",
      .or(
        ["nginx", "apache*"].map { .content(.field(.response, name: "server", .glob($0))) })
    ),
    (
      "req:accept!=a,b",
      .not(.or(["a", "b"].map { .content(.field(.request, name: "accept", .glob($0))) }))
    ),
    ("header:link=\"a, b\"", .content(.field(.response, name: "link", .glob("a, b")))),
    ("header:link=\"a,b\"", .content(.field(.response, name: "link", .glob("a,b")))),
    (
      "header:x!=y", .not(.content(.field(.response, name: "x", .glob("y"))))
    ),
    (
      "header:cache-control~\"max-age=\\d+\"",
      .content(.field(.response, name: "cache-control", .pattern(pattern("max-age=\\d+"))))
    ),
    ("header~nginx", .content(.field(.response, name: nil, .line(pattern("nginx"))))),
    ("etag:9f1c*", .content(.field(.response, name: "etag", .glob("9f1c*")))),
    ("has:set-cookie", .content(.field(.response, name: "set-cookie", .exists))),
    ("redirect:*/login", .content(.redirect("*/login"))),
    ("headers.size>2k", .content(.headerBytes(.greater, 2000))),
    (
      "lm<2026-02-01",
      .content(
        .field(
          .response, name: "last-modified",
          .moment(.less, day(1).timeIntervalSinceReferenceDate)))
    ),
    ("is:stale ~b x", .and([.index(.flag(.stale)), .content(.body(pattern("x")))])),
    (
      "~h x",
      .or([
        .content(.field(.request, name: nil, .line(pattern("x")))),
        .content(.field(.response, name: nil, .line(pattern("x")))),
      ])
    ),
  ]

  @Test(arguments: searches)
  func `what no index has is looked for`(text: String, search: EntrySearch) throws {
    let filter = try Filter(text)
    #expect(filter.search() == search)
    #expect(filter.readsContent)
    #expect(try Filter(filter.text) == filter)
  }

  @Test func `what the index has is asked of it first`() throws {
    let filter = try Filter("is:stale (body~x or host=a) -header:y")
    #expect(
      filter.entries()
        == .and([.flag(.stale), .or([.all, .glob(.host, "a")]), .not(.or([]))]))
  }

  @Test func `saved filters stand for what they are`() throws {
    let saved = SavedFilters(["big": "size>1M sort:-size", "api": "host:api.* or @big", "all": "x"])
    #expect(saved.names == ["api", "big"])
    let filter = try Filter("@big is:fresh", saved: saved)
    #expect(filter.entries() == .and([.number(.size, .greater, 1_000_000), .flag(.fresh)]))
    #expect(filter.sort == EntrySort(.size, descending: true))
    #expect(filter.text == "@big is:fresh sort:-size")
    #expect(try Filter(filter.text, saved: saved) == filter)
    #expect(try Filter("not @api", saved: saved).text == "not @api")
    let circle = SavedFilters(["a": "@b", "b": "x @a"])
    let endless = #expect(throws: FilterError.self) { try Filter("@a", saved: circle) }
    #expect(endless == FilterError(column: 0, "saved filters name each other in a circle"))
    let wrong = SavedFilters(["a": "size>x"])
    let error = #expect(throws: FilterError.self) { try Filter("y @a", saved: wrong) }
    #expect(error == FilterError(column: 2, "in @a, size needs a number: 1M, 10k"))
  }

  @Test func `random texts never do harm, and what can be read has a normal form`() {
    var random = RandomTexts()
    var read = 0
    for _ in 0..<5000 {
      let text = random.next()
      guard let filter = try? Filter(text) else { continue }
      read += 1
      let normal = try? Filter(filter.text)
      #expect(normal == filter, "\(text) became \(filter.text)")
    }
    #expect(read > 500)
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
