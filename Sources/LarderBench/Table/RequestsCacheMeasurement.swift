import CacheStore
import FoundationEssentials
import Glibc
import RequestsCache

/// A cache in Python's layout: 100,000 pickles of some 4 KB in a SQLite file, or as many as `--pickles` says.
struct RequestsCacheMeasurement {
  private let bench: Bench
  private let count: Int
  /// A Python with requests-cache, to list the same cache; nil to leave that out.
  private let python: String?

  private var cache: String { bench.path("python.sqlite") }

  /// Makes the cache.
  init(_ bench: Bench, _ arguments: Arguments) async throws {
    self.bench = bench
    count = max(1000, arguments.number("pickles", default: 100_000))
    let named = arguments.text("python", default: "")
    python = named.isEmpty ? nil : named
    let store = try RequestsCacheStore.open(path: cache, mode: .create)
    try await store.fill(with: SyntheticEntries(now: Date(), bodySize: 4096), count: count)
    await store.close()
  }

  func rows() async throws -> [TableRow] {
    [try firstPaintRow(), try indexRow(), try await searchRow(), try listingRow(), try purgeRow()]
      + (try await HitMeasurement(bench, format: .requestsCache).rows())
  }

  private var isLarge: Bool { count > 100_000 }
  private var entries: String { "\(grouped(count)) pickles" }

  private func firstPaintRow() throws -> TableRow {
    let times = try (0..<bench.rounds).map { _ in
      let browser = try TerminalProcess(bench.larder, [cache], home: bench.folder.path)
      defer { browser.end() }
      let painted = browser.read(within: 10) { $0.contains(Array("/item/".utf8)) }
      guard let painted else { throw BenchmarkError("the browser showed no list within 10 s") }
      return painted - browser.started
    }
    let (milliseconds, limit) = (Latencies(times).median / 1e3, isLarge ? 300.0 : 200)
    return TableRow(
      "first paint of the browser, \(entries)", budget: "under \(Int(limit)) ms",
      measured: "\(tenths(milliseconds)) ms", isKept: milliseconds < limit)
  }

  /// URL, status, size and expiry of all. Those of a million go by: to keep them all takes memory of the caller's.
  private func indexRow() throws -> TableRow {
    let operation = isLarge ? "list_stream" : "list"
    let runs = try (0..<bench.rounds).map { _ in try manage(operation, cache) }
    let seconds = median(try runs.map { try number("wall_s", in: $0) })
    let memory = try runs.map { try number("rss_mb", in: $0) }.max() ?? 0
    let beside = try python.map { try listing(by: $0) }
    let limit = isLarge ? 10.0 : 1
    let ratio = beside.map { "\(tenths($0 / seconds)) times as fast as Python (\(tenths($0)) s); " }
    return TableRow(
      "whole index of \(entries)",
      budget: "under \(Int(limit)) s" + (isLarge ? ", under 400 MB" : ", 20 times Python's rate"),
      measured: "\(hundredths(seconds)) s",
      comparison: (ratio ?? "") + "\(tenths(memory)) MB",
      isKept: seconds < limit
        && (isLarge ? memory < 400 : beside.map { $0 / seconds >= 20 } ?? true))
  }

  /// In a program whose index is there.
  private func searchRow() async throws -> TableRow {
    let store = try RequestsCacheStore.open(path: cache, mode: .readOnly)
    _ = try await store.browse(EntryQuery(limit: 1, now: Date()))
    let row = try await SearchMeasurement.row(
      "body~needle, \(entries)", store, bench, finds: 0, limit: isLarge ? 30 : 3)
    await store.close()
    return row
  }

  private func listing(by python: String) throws -> Double {
    let script = """
      sys, time, library = map(__import__, ("sys", "time", "requests_cache"))
      session = library.CachedSession(sys.argv[1])
      start = time.time()
      rows = [(r.url, r.status_code, r.size, r.expires) for r in session.cache.filter(expired=True)]
      print('{"wall_s":%f}' % (time.time() - start))
      """
    let output = try ChildProcess(python, ["-c", script, cache]).output()
    return try number("wall_s", in: String(output.split(separator: "\n").last ?? ""))
  }

  private func listingRow() throws -> TableRow {
    let child = try ChildProcess(bench.larder, ["ls", cache])
    _ = child.output()
    let memory = child.peakMemory
    return TableRow(
      "peak memory of larder ls, \(entries)", budget: isLarge ? "under 400 MB" : "under 60 MB",
      measured: "\(tenths(memory)) MB", isKept: memory < (isLarge ? 400 : 60))
  }

  private func purgeRow() throws -> TableRow {
    let lines = try (0..<(isLarge ? 1 : bench.rounds)).map { round in
      let copy = bench.path("purged\(round).sqlite")
      try FileManager.default.copyItem(atPath: cache, toPath: copy)
      try writeToDisk(copy)
      defer {
        for end in ["", ".larder"] { try? FileManager.default.removeItem(atPath: copy + end) }
      }
      return try manage("delete_expired_undoable", copy)
    }
    let seconds = median(try lines.map { try number("wall_s", in: $0) })
    let purged = Int(try number("n", in: lines.first ?? ""))
    return TableRow(
      "purge of the expired fifth, undo possible", budget: isLarge ? "" : "under 1.5 s",
      measured: "\(hundredths(seconds)) s, \(purged) entries",
      isKept: isLarge ? nil : seconds < 1.5)
  }

  /// A cache is rarely purged while the disk is busy with all of it.
  private func writeToDisk(_ path: String) throws {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    defer { close(file) }
    guard fsync(file) == 0 else { throw BenchmarkError("\(path) could not be written to the disk") }
  }

  private func manage(_ operation: String, _ cache: String) throws -> String {
    let child = try ChildProcess(
      bench.program, [operation, "--cache", cache, "--format", "requests-cache"])
    return child.output().split(separator: "\n").last.map(String.init) ?? ""
  }
}
