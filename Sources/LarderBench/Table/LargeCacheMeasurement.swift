import CacheStore
import FoundationEssentials
import SQLiteStore

/// Orders and filters over 100,000 entries.
struct LargeCacheMeasurement {
  private let bench: Bench
  private let store: SQLiteStore
  private let now = Date()

  /// Makes the cache.
  init(_ bench: Bench) async throws {
    self.bench = bench
    store = try await bench.openLargeCache()
  }

  func rows() async throws -> [TableRow] {
    [
      try await row("first page of 100,000, slowest order", of: orders, milliseconds: 100),
      try await row(
        "filter over 100,000, slowest of \(filters.count)", of: filters, milliseconds: 60),
      try memoryRow(),
    ]
  }

  private typealias NamedQuery = (name: String, query: EntryQuery)

  private var orders: [NamedQuery] {
    EntrySort.Column.allCases.flatMap { column in
      [false, true].map { descending in
        (
          "\(column.rawValue)\(descending ? ", descending" : "")",
          EntryQuery(sort: EntrySort(column, descending: descending), now: now)
        )
      }
    }
  }

  private var filters: [NamedQuery] {
    let filters: [(String, EntryFilter)] = [
      ("bare word", .urlContains("item/777")), ("host", .glob(.host, "host0*")),
      ("status", .number(.status, .greaterOrEqual, 400)),
      ("size", .number(.size, .greater, 1400)), ("ttl", .number(.timeToLive, .less, 0)),
      ("is:stale", .flag(.stale)), ("is:fresh", .flag(.fresh)),
      ("type", .glob(.mediaType, "image/*")),
      ("two words", .and([.urlContains("api"), .not(.flag(.stale))])),
    ]
    return filters.map { ($0.0, EntryQuery(filter: $0.1, now: now)) }
  }

  /// The slowest of some queries, by the median over the rounds.
  private func row(
    _ what: String, of queries: [NamedQuery], milliseconds limit: Double
  ) async throws -> TableRow {
    var times: [String: [Double]] = [:]
    for _ in 0..<bench.rounds {
      for (name, query) in queries {
        let watch = Stopwatch()
        _ = try await store.browse(query)
        times[name, default: []].append(watch.wallSeconds * 1e3)
      }
    }
    let medians = times.mapValues(median).sorted { $0.value > $1.value }
    let slowest = medians.first?.value ?? 0
    let names = medians.prefix(3).map { "\($0.key) \(tenths($0.value))" }
    return TableRow(
      what, budget: "under \(Int(limit)) ms", measured: "\(tenths(slowest)) ms",
      comparison: "slowest: " + names.joined(separator: "; "), isKept: slowest < limit)
  }

  private func memoryRow() throws -> TableRow {
    let child = try ChildProcess(bench.program, ["browse", "--cache", bench.largeCache])
    let line = child.output().split(separator: "\n").last.map(String.init) ?? ""
    let megabytes = try number("rss_mb", in: line)
    return TableRow(
      "memory of a process that pages through them", budget: "under 60 MB",
      measured: "\(tenths(megabytes)) MB at most", isKept: megabytes < 60)
  }
}
