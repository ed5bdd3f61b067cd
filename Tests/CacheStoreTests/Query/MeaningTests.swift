import CacheStore
import FoundationEssentials
import HTTPCaching
import Testing

private let now = Date(timeIntervalSinceReferenceDate: 800_000_000)

/// An entry that differs from a plain fresh one in what a test is about.
private func entry(
  _ id: Int = 1, status: Int = 200, until: TimeInterval? = 60, swr: TimeInterval? = nil,
  sie: TimeInterval? = nil, mustValidate: Bool = false, immutable: Bool = false,
  corrupt: Bool = false, used: Date? = nil
) -> EntrySummary {
  EntrySummary(
    reference: EntryReference(id: EntryID("\(id)"), version: 1), key: "00", method: "GET",
    url: "https://example.com/\(id)", status: status, size: 10, stored: now - 100,
    generated: now - 120, created: now - 100,
    timeline: FreshnessTimeline(
      freshUntil: until.map { now + $0 }, staleWhileRevalidateUntil: swr.map { now + $0 },
      staleIfErrorUntil: sie.map { now + $0 }, mustValidate: mustValidate,
      isImmutable: immutable, rule: .maxAge),
    lastUsed: used, isCorrupt: corrupt)
}

private func flags(_ entry: EntrySummary) -> Set<EntryFilter.Flag> {
  Set(EntryFilter.Flag.allCases.filter { EntryFilter.flag($0).matches(entry, now: now) })
}

@Test func `flags of state follow the timeline`() {
  #expect(flags(entry()) == [.fresh])
  #expect(flags(entry(until: 0)) == [.stale])
  #expect(flags(entry(until: -1, swr: 5)) == [.stale, .swr])
  #expect(flags(entry(until: -1, sie: 5)) == [.stale, .sie])
  #expect(flags(entry(until: -1, swr: 0, sie: 0)) == [.stale])
  #expect(flags(entry(until: nil)) == [.fresh, .never])
  #expect(flags(entry(immutable: true)) == [.fresh, .never, .immutable])
  #expect(flags(entry(until: -1, immutable: true)) == [.stale, .immutable])
  #expect(flags(entry(mustValidate: true)) == [.validate])
  #expect(flags(entry(status: 0, corrupt: true)) == [.corrupt])
  #expect(flags(entry(status: 301)) == [.fresh, .redirect])
  #expect(flags(entry(status: 304)) == [.fresh])
  #expect(flags(entry(status: 404)) == [.fresh, .error])
}

@Test(arguments: [
  (EntryFilter.NumberColumn.timeToLive, 60.0), (.age, 120), (.idle, 100), (.status, 200),
  (.size, 10), (.hits, 0),
])
func `numbers are seconds and counts`(column: EntryFilter.NumberColumn, value: Double) {
  #expect(EntryFilter.number(column, .equal, value).matches(entry(), now: now))
  #expect(!EntryFilter.number(column, .less, value).matches(entry(), now: now))
  #expect(EntryFilter.number(column, .lessOrEqual, value).matches(entry(), now: now))
  #expect(EntryFilter.number(column, .greater, value - 1).matches(entry(), now: now))
}

@Test func `a time to live is infinite without an end and none when corrupt`() {
  let filter = EntryFilter.number(.timeToLive, .greater, 1e300)
  #expect(filter.matches(entry(until: nil), now: now))
  #expect(!filter.matches(entry(corrupt: true), now: now))
  #expect(EntryFilter.number(.idle, .equal, 7).matches(entry(used: now - 7), now: now))
}

private func order(_ entries: [EntrySummary], _ sort: EntrySort) -> [String] {
  MemoryList(EntryQuery(sort: sort, now: now), entries).page.rows.map(\.id.rawValue)
}

@Test func `what never expires comes last, what is corrupt after it`() {
  let entries = [
    entry(1, corrupt: true), entry(2, until: nil), entry(3, until: 60), entry(4, until: -5),
  ]
  #expect(order(entries, EntrySort(.timeToLive)) == ["4", "3", "2", "1"])
  #expect(order(entries, EntrySort(.timeToLive, descending: true)) == ["1", "2", "3", "4"])
}

@Test func `states come from fresh to corrupt`() {
  let entries = [
    entry(1, corrupt: true), entry(2, mustValidate: true), entry(3, until: -1),
    entry(4, until: -1, swr: 9), entry(5, until: nil), entry(6),
  ]
  #expect(order(entries, EntrySort(.state)) == ["6", "5", "4", "3", "2", "1"])
}

@Test func `equal rows follow their place in the store, and descending is the reverse`() {
  let entries = [entry(10), entry(9), entry(2)]
  #expect(order(entries, EntrySort(.size)) == ["2", "9", "10"])
  #expect(order(entries, EntrySort(.size, descending: true)) == ["10", "9", "2"])
}
