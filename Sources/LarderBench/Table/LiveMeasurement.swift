import CacheStore
import FoundationEssentials
import HTTPCaching
import SQLiteStore

/// The live pane while a session writes a thousand events a second: what it takes, and whether each of them
/// is counted.
struct LiveMeasurement {
  let bench: Bench
  private let seconds = 10
  private let eventsPerSecond = 1000
  /// How often a session hands what it counted to the store.
  private let writesPerSecond = 4

  func rows() async throws -> [TableRow] {
    let path = bench.path("live.larder")
    let store = try SQLiteStore.open(path: path)
    try await store.fill(with: SyntheticEntries(now: Date()), count: 1000)
    let browser = try TerminalProcess(bench.larder, [path], home: bench.folder.path)
    defer { browser.end() }
    let title = Array("Live".utf8)
    guard browser.read(within: 10, until: { $0.contains(title) }) != nil else {
      throw BenchmarkError("the browser showed no live pane within 10 s")
    }
    // Three seconds to get going are not measured.
    var next = try await write(to: store, from: 0, seconds: 3, browser)
    let before = browser.facts.processorSeconds
    let watch = Stopwatch()
    next = try await write(to: store, from: next, seconds: seconds, browser)
    let share = (browser.facts.processorSeconds - before) / watch.wallSeconds * 100
    let isCounted = shows(next, browser)
    return [
      TableRow(
        "live pane at \(eventsPerSecond) events a second", budget: "under 5 % of a core, none lost",
        measured: "\(hundredths(share)) %",
        comparison: isCounted
          ? "all \(next) counted" : "**the last number shown is not \(next)**",
        isKept: share < 5 && isCounted)
    ]
  }

  /// Writes as sessions do, and reads away what the browser draws.
  ///
  /// - Returns: how many events there are now.
  private func write(
    to store: SQLiteStore, from start: Int, seconds: Int, _ browser: TerminalProcess
  ) async throws -> Int {
    var next = start
    let began = monotonicNanoseconds()
    for turn in 1...(seconds * writesPerSecond) {
      try await store.record(delta(next..<next + eventsPerSecond / writesPerSecond))
      next += eventsPerSecond / writesPerSecond
      let due = began + Int64(turn) * 1_000_000_000 / Int64(writesPerSecond)
      browser.drain(for: Double(due - monotonicNanoseconds()) / 1e9)
    }
    return next
  }

  private func delta(_ numbers: Range<Int>) -> ActivityDelta {
    let now = Date()
    var delta = ActivityDelta(
      session: SessionRecord(id: "1f", pid: 4711, name: "load", started: now, lastBeat: now))
    delta.events = numbers.map { number in
      ActivityEvent(
        time: now, method: "GET", url: "https://example.com/item/\(number % 5000)",
        status: CacheStatus(isHit: true, timeToLive: 60), outcome: .hit, duration: 0.0003,
        bytes: 10_000)
    }
    delta.counters.outcomes[.hit] = Int64(numbers.count)
    delta.counters.hitDurations[ActivityCounters.bucket(for: 0.0003)] = Int64(numbers.count)
    delta.hosts["example.com"] = HostActivity(
      hits: Int64(numbers.count), lookups: Int64(numbers.count))
    return delta
  }

  /// Whether the pane comes to show that many hits.
  private func shows(_ count: Int, _ browser: TerminalProcess) -> Bool {
    let wanted = Array("hit \(count) |".utf8)
    browser.drain(for: 2)
    // All of the screen is drawn anew: numbers are not in pieces then.
    browser.type("\u{0C}")
    return browser.read(within: 2) { $0.contains(wanted) } != nil
  }
}
