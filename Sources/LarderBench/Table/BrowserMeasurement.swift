import CacheStore
import FoundationEssentials
import SQLiteStore

/// The browser as a person meets it: a terminal, keys, and what the screen then shows.
struct BrowserMeasurement {
  let bench: Bench
  /// Parts of a list on the screen: the title of a column, and of a row's URL.
  private let title = Array("EXPIRES".utf8)
  private let row = Array("/item/".utf8)
  /// A part of the dialog that asks whether to expire entries.
  private let confirmation = Array("[ Expire y ]".utf8)

  func rows() async throws -> [TableRow] {
    let store = try await bench.openLargeCache()
    let rows = [try firstPaintRow()] + (try idleRows())
    let (times, seconds) = try keyTimes()
    let expired = try await store.totals(.flag(.stale), now: Date()).count
    return rows + [
      keyRow(Latencies(times), seconds: seconds, expired: expired), try await bodyRow(),
    ]
  }

  private func firstPaintRow() throws -> TableRow {
    let times = try (0..<bench.rounds).map { _ in
      let (browser, painted) = try open()
      defer { browser.end() }
      return painted - browser.started
    }
    let milliseconds = Latencies(times).median / 1e3
    return TableRow(
      "first paint of the browser, 100,000 entries", budget: "under 150 ms",
      measured: "\(tenths(milliseconds)) ms", isKept: milliseconds < 150)
  }

  private func idleRows() throws -> [TableRow] {
    let (browser, _) = try open()
    defer { browser.end() }
    browser.type("GgG")
    browser.drainUntilQuiet(for: 1)
    let memory = browser.facts.residentMemory
    let before = browser.facts.processorSeconds
    let seconds = 10.0
    let bytes = browser.drain(for: seconds)
    let share = (browser.facts.processorSeconds - before) / seconds * 100
    return [
      TableRow(
        "memory of the browser, 100,000 entries", budget: "under 60 MB",
        measured: "\(tenths(memory)) MB", isKept: memory < 60),
      TableRow(
        "idle browser", budget: "under 0.5 % of a core", measured: "\(hundredths(share)) %",
        comparison: "\(bytes) bytes drawn in \(Int(seconds)) s", isKept: share < 0.5),
    ]
  }

  /// Moves the cursor up and down while all entries are being expired; returns the time from each key
  /// to the frame with the moved cursor, and how many seconds that took in all.
  private func keyTimes() throws -> ([Int64], Double) {
    let (browser, _) = try open()
    defer { browser.end() }
    browser.drainUntilQuiet(for: 0.5)
    browser.type("*")
    browser.drainUntilQuiet(for: 0.5)
    browser.type("e")
    guard browser.read(within: 10, until: { $0.contains(confirmation) }) != nil else {
      throw BenchmarkError("the browser did not ask whether to expire all entries")
    }
    browser.drainUntilQuiet(for: 0.2)
    browser.type("y")
    browser.drain(for: 0.1)
    let watch = Stopwatch()
    let times = (0..<60).map { step in
      let start = monotonicNanoseconds()
      browser.type(step.isMultiple(of: 2) ? "j" : "k")
      let end = browser.read(within: 1) { $0.contains(UInt8(ascii: ">")) }
      let time = (end ?? monotonicNanoseconds()) - start
      browser.drain(for: 0.01)
      return time
    }
    return (times, watch.wallSeconds)
  }

  private func keyRow(_ times: Latencies, seconds: Double, expired: Int) -> TableRow {
    let tail = times.percentile(95) / 1e3
    return TableRow(
      "key to frame while 100,000 entries are expired", budget: "p95 under 33 ms",
      measured: "p50 \(tenths(times.median / 1e3)) ms, p95 \(tenths(tail)) ms",
      comparison: "\(times.count) keys in \(tenths(seconds)) s, \(expired) entries expired by then",
      isKept: tail < 33)
  }

  /// From the keys that open a body of 200 MB to its first page.
  private func bodyRow() async throws -> TableRow {
    let marker = Array("its-first-line".utf8)
    let path = bench.path("body.larder")
    let store = try SQLiteStore.open(path: path)
    var body = Data(marker + Array("\n".utf8))
    let line = Data((String(repeating: "a line of it ", count: 6) + "\n").utf8)
    while body.count < 200_000_000 { body.append(line) }
    _ = try await store.put(SyntheticEntries(now: Date()).entry(2).entry, body: body)
    await store.close()
    let times = try (0..<bench.rounds).map { _ in
      let (browser, _) = try open(path)
      defer { browser.end() }
      browser.drainUntilQuiet(for: 0.5)
      let start = monotonicNanoseconds()
      browser.type("2\r")
      guard let end = browser.read(within: 10, until: { $0.contains(marker) }) else {
        throw BenchmarkError("the browser showed no body within 10 s")
      }
      return end - start
    }
    let milliseconds = Latencies(times).median / 1e3
    return TableRow(
      "first page of a body of 200 MB", budget: "under 300 ms",
      measured: "\(tenths(milliseconds)) ms", isKept: milliseconds < 300)
  }

  private func open() throws -> (browser: TerminalProcess, painted: Int64) {
    try open(bench.largeCache)
  }

  private func open(_ cache: String) throws -> (browser: TerminalProcess, painted: Int64) {
    let browser = try TerminalProcess(
      bench.larder, [cache], home: bench.folder.path)
    let painted = browser.read(within: 10) { output in
      output.contains(title) && output.contains(row)
    }
    guard let painted else { throw BenchmarkError("the browser showed no list within 10 s") }
    return (browser, painted)
  }
}
