import CacheStore
import FoundationEssentials
import HTTPCaching

extension StoreCase {
  static let searchCases = [
    StoreCase("a search finds what heads and bodies have") { store in
      let wanted = try await fill(store, searched)
      for (search, names) in try searches() {
        let found = try await SearchRun(store: store, search: search, now: Samples.now)()
        let urls = found.found.compactMap { wanted[$0.id] }
        try expect(Set(urls), is: Set(names), "\(search)")
        try expect(found.unreadable, is: 0)
      }
    },
    StoreCase("a search finds what is at the end and between pieces of a large body") { store in
      var body = Samples.body(200_000)
      body.replaceSubrange(65_530..<65_542, with: Data("between 1 2 ".utf8))
      body.append(contentsOf: Data("the end".utf8))
      let reference = try await store.put(Samples.entry(1), body: body)
      for pattern in ["between 1 2", "the end$"] {
        let search = EntrySearch.content(.body(try TextPattern(pattern)))
        let found = try await SearchRun(store: store, search: search, now: Samples.now)()
        try expect(found.found, is: [reference], pattern)
      }
    },
  ]

  /// `hidden needle`, coded.
  private static let gzip = Data([
    0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xCB, 0xC8, 0x4C, 0x49, 0x49, 0xCD,
    0x53, 0xC8, 0x4B, 0x4D, 0x4D, 0xC9, 0x49, 0x05, 0x00, 0xC0, 0x54, 0xCC, 0x1E, 0x0D, 0x00, 0x00,
    0x00,
  ])

  private static let searched: [(name: String, fields: [(String, String)], body: Data)] = [
    (
      "plain", [("Content-Type", "text/plain"), ("ETag", "W/\"9f1c\"")], Data("a Needle here".utf8)
    ),
    ("json", [("Cache-Control", "public, max-age=60"), ("X-A", "1")], Data("{\"n\": 12}".utf8)),
    ("coded", [("Content-Encoding", "gzip")], gzip),
    ("decoded", [("Content-Encoding", "gzip")], Data("undone needle".utf8)),
    ("moved", [("Location", "https://example.com/new")], Data()),
    ("empty", [("Last-Modified", "Sun, 01 Mar 2026 09:46:02 GMT")], Data()),
  ]

  private static func fill(
    _ store: any CacheStore,
    _ rows: [(name: String, fields: [(String, String)], body: Data)]
  ) async throws -> [EntryID: String] {
    var names: [EntryID: String] = [:]
    for (number, row) in rows.enumerated() {
      let entry = Samples.entry(
        number, url: "https://example.com/" + row.name, stored: Samples.stored(row.fields))
      names[try await store.put(entry, body: row.body).id] = row.name
    }
    return names
  }

  private static func searches() throws -> [(EntrySearch, [String])] {
    let needle = EntrySearch.content(.body(try TextPattern("needle")))
    let endings = EntrySearch.index(.glob(.path, "*e*d"))
    return [
      (needle, ["plain", "decoded", "coded"]),
      (.content(.body(try TextPattern("(?i)needle|^hidden"))), ["plain", "decoded", "coded"]),
      (.content(.body(try TextPattern("Needle"))), ["plain"]),
      (.content(.body(try TextPattern("^$"))), ["moved", "empty"]),
      (.content(.body(try TextPattern("\\d+}"))), ["json"]),
      (.not(needle), ["json", "moved", "empty"]),
      (.and([endings, needle]), ["decoded", "coded"]),
      (.and([endings, .not(needle)]), ["moved"]),
      (.or([.index(.glob(.path, "/j*")), needle]), ["plain", "decoded", "coded", "json"]),
      (.and([.index(.or([])), needle]), []),
      (field("x-a", .exists), ["json"]),
      (field("cache-control", .pattern(try TextPattern("max-age=\\d+$"))), ["json"]),
      (field("cache-control", .glob("max-age=*")), ["json"]),
      (field("cache-control", .glob("PUBLIC")), ["json"]),
      (field("etag", .glob("9f1c")), ["plain"]),
      (field("x-*", .glob("1")), ["json"]),
      (field(nil, .line(try TextPattern("^content-encoding: g"))), ["coded", "decoded"]),
      (field("last-modified", .moment(.greater, 0)), ["empty"]),
      (field("last-modified", .moment(.less, 0)), []),
      (.content(.field(.request, name: "accept", .exists)), searched.map(\.name)),
      (.content(.redirect("*/new")), ["moved"]),
      (.content(.headerBytes(.greater, 40)), ["plain", "json", "empty"]),
    ]
  }

  private static func field(_ name: String?, _ test: FieldTest) -> EntrySearch {
    .content(.field(.response, name: name, test))
  }
}
