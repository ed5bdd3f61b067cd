import CacheStore
import FoundationEssentials
import HTTPCaching
import RequestsCache
import SQLiteStore

/// A search through bodies: 100,000 of some 4 KB, one of which has what is looked for.
struct SearchMeasurement {
  private let bench: Bench
  private let cache: String

  private static let count = 100_000

  /// Makes the cache.
  init(_ bench: Bench) async throws {
    self.bench = bench
    cache = bench.path("search.larder")
    let store = try SQLiteStore.open(path: cache)
    let entries = SyntheticEntries(now: Date(), bodySize: 4096)
    try await store.fill(with: entries, count: Self.count)
    let (entry, body) = entries.entry(Self.count)
    _ = try await store.put(entry, body: body + Data("needle".utf8))
    await store.close()
  }

  func rows() async throws -> [TableRow] {
    let store = try SQLiteStore.open(path: cache)
    let row = try await Self.row("body~needle, 100,000 entries of 4 KB", store, bench, finds: 1)
    await store.close()
    return [row]
  }

  /// The median over the rounds.
  static func row(
    _ what: String, _ store: any CacheStore, _ bench: Bench, finds: Int, limit: Double = 3
  ) async throws -> TableRow {
    let search = EntrySearch.content(.body(try TextPattern("needle")))
    var times: [Double] = []
    var processor: [Double] = []
    for _ in 0..<bench.rounds {
      let watch = Stopwatch()
      let found = try await SearchRun(store: store, search: search, now: Date())()
      times.append(watch.wallSeconds)
      processor.append(watch.processorSeconds)
      guard found.found.count == finds, found.unreadable == 0 else {
        throw BenchmarkError("found \(found.found.count) of \(finds), \(found.unreadable) unread")
      }
    }
    let seconds = median(times)
    return TableRow(
      what, budget: "under \(Int(limit)) s", measured: "\(hundredths(seconds)) s",
      comparison: "\(hundredths(median(processor))) s of processor time",
      isKept: seconds < limit)
  }
}
