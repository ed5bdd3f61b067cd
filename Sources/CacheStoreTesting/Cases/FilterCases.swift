import CacheStore
import FoundationEssentials
import HTTPCaching

extension StoreCase {
  static let filterCases = [
    StoreCase("every filter gives the entries that match it") { store in
      let entries = try await fill(store, 150)
      for filter in filters(entries) {
        let wanted = entries.filter { filter.matches($0, now: Samples.now) }
        let found = try await store.references(matching: filter, now: Samples.now)
        try expect(Set(found), is: Set(wanted.map(\.reference)), "\(filter)")
        let totals = try await store.totals(filter, now: Samples.now)
        try expect(totals, is: EntryTotals(wanted, now: Samples.now), "\(filter)")
      }
    },
    StoreCase("a search that looks at heads means by a filter what the index means") { store in
      let entries = try await fill(store, 60)
      let none = EntrySearch.content(.field(.response, name: "x-none", .exists))
      for (place, filter) in filters(entries).enumerated() where place % 7 == 0 {
        let indexed = try await store.references(matching: filter, now: Samples.now)
        let search = EntrySearch.or([.index(filter), none])
        let found = try await SearchRun(store: store, search: search, now: Samples.now)().found
        try expect(Set(found), is: Set(indexed), "\(filter)")
      }
    },
    StoreCase("entries are counted by the values of each column") { store in
      let entries = try await fill(store, 150)
      for facet in EntryFacet.allCases {
        for filter in [EntryFilter.all, .flag(.stale), .or([])] {
          let wanted = entries.filter { filter.matches($0, now: Samples.now) }
          let found = try await store.values(of: facet, among: filter, limit: 7, now: Samples.now)
          try expect(found, is: FacetValue.all(facet, of: wanted, limit: 7), "\(facet) \(filter)")
        }
      }
    },
    StoreCase("a filter may have thousands of terms") { store in
      let entries = try await fill(store, 20)
      let terms = (0..<5000).map { EntryFilter.equals(.url, "https://example.com/none/\($0)") }
      let filter = EntryFilter.or(terms + [.not(.and([.flag(.corrupt)]))])
      let found = try await store.references(matching: filter, now: Samples.now)
      try expect(found.count, is: entries.count)
    },
  ]

  private static func filters(_ entries: [EntrySummary]) -> [EntryFilter] {
    let flags = EntryFilter.Flag.allCases.map { EntryFilter.flag($0) }
    let simple = flags + texts + numbers(entries) + moments(entries) + globs + patterned
    var random = SplitMix64(state: 7)
    let combined = (0..<60).map { _ in
      let parts = (0..<(1 + random.below(3))).map { _ in
        let part = random.pick(simple)
        return random.chance(3) ? EntryFilter.not(part) : part
      }
      return random.chance(2) ? EntryFilter.and(parts) : .or(parts)
    }
    return simple + combined + [
      .all, .and([]), .or([]), .ids([]),
      .ids(Set(entries.prefix(9).map(\.id) + [EntryID("x'; DROP TABLE entry; --")])),
    ]
  }

  /// Substrings with everything that means something to SQL or to its patterns.
  private static let texts: [EntryFilter] = [
    "", "page=3", "EXAMPLE", "Example", "/A/", "/a/", "%25", "%", "_", "_1", "'", "x'y", "\"", "\\",
    "ß", "ü", "*", "?", "\u{0}", "; --", ":8080",
  ].map { .urlContains($0) }

  private static let expressions: [(EntryFilter.TextColumn, String)] = [
    (.url, "page=[12]$|'"), (.url, "^https://[^/]+/A/"), (.url, "(?i)^HTTP:"), (.host, "^api\\."),
    (.host, "ü"), (.path, "^/(a|v1/items)$"), (.path, "^$"), (.query, "^page=\\d&n=\\d\\b"),
    (.scheme, "^https?$"), (.method, "^G"), (.mediaType, "^(text|image)/"), (.key, "0+1"),
    (.rule, "age|heur"), (.vary, "language"), (.vary, "^$"), (.url, ""), (.url, "x{3,}"),
  ]

  private static var patterned: [EntryFilter] {
    expressions.compactMap { column, source in
      (try? TextPattern(source)).map { .pattern(column, $0) }
    }
  }

  private static func moments(_ entries: [EntrySummary]) -> [EntryFilter] {
    let moments = [
      Samples.now, Samples.now - 600, .distantPast, .distantFuture, entries.first?.stored,
      entries.first?.timeline.freshUntil,
    ].compactMap { $0 }
    return EntryFilter.MomentColumn.allCases.flatMap { column in
      EntryFilter.Comparison.allCases.flatMap { comparison in
        moments.map { EntryFilter.moment(column, comparison, $0) }
      }
    }
  }

  private static let patterns: [(EntryFilter.TextColumn, String)] = [
    (.url, "*page=3*"), (.url, "https://*"), (.url, "*%25*"), (.url, "*_1*"), (.url, "*'*"),
    (.host, "*.example.*"), (.host, "EXAMPLE.com"), (.host, "*:8080"), (.host, "?????????.net"),
    (.host, "ümlaut*"), (.host, "?mlaut.example"), (.path, "/a*"), (.path, "/v1/*"), (.path, ""),
    (.query, "page=?&*"), (.scheme, "http"), (.scheme, "HTTP?"), (.method, "h*"),
    (.mediaType, "text/*"), (.mediaType, "image/png"), (.mediaType, ""), (.key, "000*1"),
    (.rule, "max*"), (.rule, "*"), (.url, "[a-z]*"), (.url, ""), (.url, "**"),
  ]

  private static let words = [
    "GET", "https", "example.com", "/a", "page=0&n=0", "text/html", "max-age", "accept-language",
    "",
  ]

  private static var globs: [EntryFilter] {
    patterns.map { .glob($0, $1) }
      + EntryFilter.TextColumn.allCases.flatMap { column in
        words.map { EntryFilter.equals(column, $0) }
      }
  }

  private static func numbers(_ entries: [EntrySummary]) -> [EntryFilter] {
    let bounds = [
      -.infinity, -600, 0, 1, 80, 404, 443, 8080, 3600.25, .infinity, .nan,
      Double(entries.first?.size ?? 0),
      entries.first?.timeline.freshUntil?.timeIntervalSince(Samples.now) ?? 0,
    ]
    return EntryFilter.NumberColumn.allCases.flatMap { column in
      EntryFilter.Comparison.allCases.flatMap { comparison in
        bounds.map { EntryFilter.number(column, comparison, $0) }
      }
    }
  }
}
