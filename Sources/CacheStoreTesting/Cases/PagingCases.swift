import CacheStore
import FoundationEssentials

extension StoreCase {
  static let pagingCases = [
    StoreCase("every order, direction and place gives the rows that sorting would") { store in
      let entries = try await fill(store, 60)
      for column in EntrySort.Column.allCases {
        for descending in [false, true] {
          let sort = EntrySort(column, descending: descending)
          try await checkPlaces(store, sort: sort, filter: .all, entries)
        }
      }
    },
    StoreCase("a filtered list pages like a whole one") { store in
      let entries = try await fill(store, 60)
      let filter = EntryFilter.not(.flag(.error))
      try await checkPlaces(
        store, sort: EntrySort(.size, descending: true), filter: filter, entries)
    },
    StoreCase("a page without rows still tells how many there are") { store in
      let entries = try await fill(store, 20)
      for filter in [EntryFilter.all, .not(.flag(.error))] {
        for place in [EntryQuery.Place.start, .end] {
          let query = EntryQuery(filter: filter, place: place, limit: 0, now: Samples.now)
          try expect(try await store.browse(query), is: MemoryList(query, entries).page)
        }
      }
    },
    StoreCase("paging from end to end meets every row once") { store in
      let entries = try await fill(store, 50)
      for column in EntrySort.Column.allCases {
        var query = EntryQuery(sort: EntrySort(column), limit: 7, now: Samples.now)
        var seen: [EntryID] = []
        while true {
          let page = try await store.browse(query)
          try expect(page.firstRow, is: seen.count)
          seen += page.rows.map(\.id)
          guard let last = page.cursors.last else { break }
          query.place = .after(last)
        }
        try expect(seen.count, is: entries.count)
        try expect(Set(seen), is: Set(entries.map(\.id)))
      }
    },
    StoreCase("a list that moved goes on behind the cursor's row, though that is gone") { store in
      _ = try await fill(store, 30)
      var query = EntryQuery(sort: EntrySort(.url), limit: 10, now: Samples.now)
      let first = try await store.browse(query)
      let whole = try await store.browse(EntryQuery(sort: EntrySort(.url), now: Samples.now))
      _ = try await store.delete(
        [first.rows[9].reference], to: .purge, reason: "", now: Samples.now)
      query.place = .after(first.cursors[9])
      let second = try await store.browse(query)
      try expect(second.rows.map(\.id), is: whole.rows[10..<20].map(\.id))
      try expect(second.firstRow, is: 9)
    },
    StoreCase("an empty list has an empty page") { store in
      for place in [EntryQuery.Place.start, .end, .row(5), .around(EntryID("1"))] {
        let page = try await store.browse(EntryQuery(place: place, now: Samples.now))
        try expect(page, is: EntryPage(rows: [], cursors: [], firstRow: 0, total: 0))
      }
    },
  ]

  /// Stores mixed entries, some of them used, and gives what the list shows of all.
  static func fill(_ store: any CacheStore, _ count: Int) async throws -> [EntrySummary] {
    for (number, (entry, body)) in Samples.mixed(count).enumerated() {
      let reference = try await store.put(entry, body: body)
      guard number % 3 == 0 else { continue }
      let time = Samples.now + Double(number % 10)
      try await store.record(.using(reference.id, hits: number % 5 + 1, at: time))
    }
    return try await store.browse(EntryQuery(limit: 10_000, now: Samples.now)).rows
  }

  private static func checkPlaces(
    _ store: any CacheStore, sort: EntrySort, filter: EntryFilter, _ entries: [EntrySummary]
  ) async throws {
    let now = Samples.now
    let all = MemoryList(EntryQuery(filter: filter, sort: sort, limit: 10_000, now: now), entries)
    let cursors = all.page.cursors
    let middle = cursors[cursors.count / 2]
    let places: [EntryQuery.Place] = [
      .start, .end, .after(middle), .before(middle), .after(cursors[cursors.count - 1]),
      .before(cursors[0]), .row(0), .row(cursors.count - 3), .row(20), .row(100_000),
      .around(middle.id), .around(cursors[0].id), .around(cursors[cursors.count - 1].id),
      .around(EntryID("no such")),
    ]
    for place in places {
      for isCounted in [true, false] {
        var query = EntryQuery(filter: filter, sort: sort, place: place, limit: 11, now: now)
        query.isCounted = isCounted
        let found = try await store.browse(query)
        try expect(found, is: MemoryList(query, entries).page, "\(sort) \(place) \(isCounted)")
      }
    }
  }
}
