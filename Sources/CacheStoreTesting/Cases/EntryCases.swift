import CacheStore
import FoundationEssentials
import HTTPCaching
import HTTPTypes

extension StoreCase {
  static let entryCases = [
    StoreCase("an entry comes back as it was stored") { store in
      var settings = FreshnessSettings()
      settings.session = .after(86_400)
      settings.urlRule = .init(pattern: "*.example.com/*", index: 3, expiration: .never)
      settings.staleIfError = 30
      settings.isShared = true
      settings.targetedFields = ["cdn-cache-control"]
      var entry = Samples.entry(1, stored: Samples.stored(settings: settings))
      entry.keyParts.bodyDigest = "beef"
      entry.keyParts.matchedFields = [.init(name: "accept", value: "*/*")]
      entry.keyParts.ignoredParameters = ["token"]
      entry.redirects = ["https://example.com/old", "https://example.com/older"]
      entry.encodedSize = 7
      entry.fetchDuration = 0.5
      let reference = try await store.put(entry, body: Data("hello, body".utf8))
      let found = try require(try await store.entry(reference.id))
      try expect(found.stored, is: entry.stored)
      try expect(found.keyParts, is: entry.keyParts)
      try expect(found.redirects, is: entry.redirects)
      try expect(found.body.size, is: 11)
      try expect(found.body.encodedSize, is: 7)
      try expect(found.summary.reference, is: reference)
      try expect(found.summary.fetchDuration, is: 0.5)
      try expect(found.summary.created, is: entry.stored.responseTime)
    },
    StoreCase("a lookup gives all that an answer needs") { store in
      let entry = Samples.entry(1)
      let reference = try await store.put(entry, body: Samples.body(10_000))
      let found = try await store.candidates(for: entry.key)
      try expect(found.count, is: 1)
      try expect(found[0].reference, is: reference)
      try expect(found[0].stored, is: entry.stored)
      try expect(found[0].method, is: "GET")
      try expect(found[0].url, is: "https://example.com/1")
      try expect(found[0].inlineBody, is: Samples.body(10_000))
    },
    StoreCase("a key that isn't there has no candidates") { store in
      try await store.put(Samples.entry(1), body: Data())
      let found = try await store.candidates(for: Samples.key(2))
      try expect(found.isEmpty)
      let entry = try await store.entry(EntryID("999999"))
      try expect(entry == nil)
      let nonsense = try await store.entry(EntryID("nonsense"))
      try expect(nonsense == nil)
    },
    StoreCase("a list shows times and flags that follow from the head") { store in
      let fields = [
        ("Cache-Control", "max-age=60, stale-while-revalidate=30"), ("ETag", "\"1\""),
        ("Content-Type", "Text/HTML; charset=x"), ("Vary", "accept"),
      ]
      let stored = Samples.stored(fields)
      try await store.put(Samples.entry(1, stored: stored), body: Samples.body(5))
      let row = try require(try await store.browse(EntryQuery(now: Samples.now)).rows.first)
      try expect(row.timeline, is: FreshnessTimeline(stored))
      try expect(row.generated, is: Freshness(stored).generated)
      try expect(row.mediaType, is: "text/html")
      try expect(row.hasEntityTag && !row.hasLastModified && !row.isCorrupt)
      try expect(row.vary, is: "accept")
      try expect(row.size, is: 5)
      try expect(row.hits, is: 0)
    },
    StoreCase("a change moves the change counter") { store in
      let before = try await store.changeCounter()
      try await store.put(Samples.entry(1), body: Data())
      let after = try await store.changeCounter()
      try expect(before != after)
    },
    StoreCase("totals add up") { store in
      for (entry, body) in Samples.mixed(200) { try await store.put(entry, body: body) }
      let page = try await store.browse(EntryQuery(limit: 10_000, now: Samples.now))
      let totals = try await store.totals(.all, now: Samples.now)
      try expect(totals, is: EntryTotals(page.rows, now: Samples.now))
      try expect(
        totals.fresh + totals.neverExpires + totals.staleWhileRevalidate + totals.stale
          + totals.mustValidate + totals.corrupt, is: totals.count)
    },
  ]

  static let variantCases = [
    StoreCase("an entry replaces only the same variant") { store in
      let english = [CacheKeyParts.Field(name: "accept-language", value: "en")]
      let french = [CacheKeyParts.Field(name: "accept-language", value: "fr")]
      let first = try await store.put(Samples.entry(1, vary: english), body: Data("en".utf8))
      let second = try await store.put(Samples.entry(1, vary: french), body: Data("fr".utf8))
      try expect(first.id != second.id)
      let third = try await store.put(Samples.entry(1, vary: english), body: Data("EN".utf8))
      try expect(third.id, is: first.id)
      try expect(third.version > first.version)
      let bodies = try await store.candidates(for: Samples.key(1)).map(\.inlineBody)
      try expect(Set(bodies), is: [Data("EN".utf8), Data("fr".utf8)])
    },
    StoreCase("values that run together are different variants") { store in
      let one = [CacheKeyParts.Field(name: "a", value: "bc")]
      let other = [CacheKeyParts.Field(name: "ab", value: "c")]
      try await store.put(Samples.entry(1, vary: one), body: Data())
      try await store.put(Samples.entry(1, vary: other), body: Data())
      let count = try await store.candidates(for: Samples.key(1)).count
      try expect(count, is: 2)
    },
    StoreCase("candidates come most recent first") { store in
      for (number, offset) in [0.0, 20, 10].enumerated() {
        let vary = [CacheKeyParts.Field(name: "accept", value: "\(number)")]
        let stored = Samples.stored(at: Samples.now + offset)
        try await store.put(Samples.entry(1, vary: vary, stored: stored), body: Data())
      }
      let times = try await store.candidates(for: Samples.key(1)).map(\.stored.responseTime)
      try expect(times, is: [Samples.now + 20, Samples.now + 10, Samples.now])
    },
    StoreCase("a replaced entry keeps its id, its birth and its use") { store in
      let first = try await store.put(Samples.entry(1), body: Data())
      try await store.record(.using(first.id, hits: 3, at: Samples.now + 1))
      let later = Samples.stored(at: Samples.now + 100)
      let second = try await store.put(Samples.entry(1, stored: later), body: Data())
      let row = try require(try await store.entry(second.id)).summary
      try expect(row.created, is: Samples.now)
      try expect(row.stored, is: Samples.now + 100)
      try expect(row.hits, is: 3)
      let events = try await store.history(of: second.id).map(\.event)
      try expect(events, is: [.replaced, .stored])
    },
  ]
}

extension ActivityDelta {
  /// A session that used one entry.
  static func using(_ id: EntryID, hits: Int, at time: Date) -> ActivityDelta {
    ActivityDelta(
      session: SessionRecord(
        id: "s", pid: 1, name: "test", started: Samples.now, lastBeat: Samples.now),
      uses: [id: EntryUse(hits: hits, lastUsed: time)])
  }
}
