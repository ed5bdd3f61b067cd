import Glibc

/// Hits of one session beside point lookups of the same blobs in bare SQLite.
struct HitMeasurement {
  private let bench: Bench
  private let client: Client
  private let floor: SQLiteFloor
  private let entries = 10_000
  /// Hits in a round of one task: few, as the pace of a shared machine can change within a second, and both
  /// contestants are to meet it.
  private let count = 500

  private let format: CacheFormat

  /// Fills both caches.
  init(_ bench: Bench, format: CacheFormat = .larder) async throws {
    self.bench = bench
    self.format = format
    let cache = format == .larder ? bench.sessionCache : bench.path("session.sqlite")
    client = Client(cache: cache, format: format)
    floor = try SQLiteFloor(path: bench.path("floor-\(format).sqlite"), journal: .delete)
    try fillFloor()
    let urls = (0..<entries).map(url)
    _ = try await Fetched.each(of: urls, through: client, tasks: 4)
    try await checkAllStored(urls)
  }

  func rows() async throws -> [TableRow] {
    let pairs = try await PairedRounds(bench.rounds * 8) { round in
      try readFloor(seed: round)
    } larder: { round in
      try await read(seed: round, tasks: 1).latencies
    }
    guard format == .larder else {
      await client.close()
      return [
        pairs.row(
          "hit through a session, 10 KB", floor: "bare SQLite", mostMicroseconds: 60)
      ]
    }
    var rows = [pairs.row("hit, 10 KB of 10,000 entries", floor: "bare SQLite", limit: 2.5)]
    for tasks in [2, 8] { rows.append(try await manyTasksRow(tasks)) }
    await client.close()
    return rows
  }

  private func manyTasksRow(_ tasks: Int) async throws -> TableRow {
    var (rates, ratios) = ([Double](), [Double]())
    for round in 0..<bench.rounds * 4 {
      let alone = try await read(seed: round, tasks: 1, times: 4).rate
      let rate = try await read(seed: round, tasks: tasks, times: 4).rate
      rates.append(rate)
      ratios.append(rate / alone)
    }
    let ratio = median(ratios)
    return TableRow(
      "hits of one session, \(tasks) tasks", budget: tasks == 8 ? "1.5 times the rate of one" : "",
      measured: "\(Int(median(rates))) a second",
      comparison: "\(hundredths(ratio)) times the rate of one",
      isKept: tasks == 8 ? ratio >= 1.5 : nil)
  }

  private func read(
    seed: Int, tasks: Int, times: Int = 1
  ) async throws -> (latencies: Latencies, rate: Double) {
    let urls = (0..<times).flatMap { randomIndexes(seed: seed * times + $0).map(url) }
    let watch = Stopwatch()
    let fetched = try await Fetched.each(of: urls, through: client, tasks: tasks)
    let rate = Double(urls.count) / watch.wallSeconds
    guard fetched.fromCache == urls.count else {
      throw BenchmarkError("\(urls.count - fetched.fromCache) of \(urls.count) were no hits")
    }
    return (Latencies(fetched.nanoseconds), rate)
  }

  private func readFloor(seed: Int) throws -> Latencies {
    var times: [Int64] = []
    for key in randomIndexes(seed: seed).map(key) {
      let start = monotonicNanoseconds()
      _ = try floor.read(key)
      times.append(monotonicNanoseconds() - start)
    }
    return Latencies(times)
  }

  private func fillFloor() throws {
    let blob = [UInt8](repeating: 0x61, count: 10_240)
    try floor.transaction {
      for index in 0..<entries { try floor.write(key(index), blob, expires: 1_800_000_000) }
    }
  }

  private func checkAllStored(_ urls: [String]) async throws {
    let again = try await Fetched.each(of: urls, through: client)
    guard again.fromCache == entries else {
      throw BenchmarkError("only \(again.fromCache) of \(entries) entries were stored")
    }
  }

  private func url(_ index: Int) -> String { "\(bench.origin.url)/b/10k/\(index)" }

  private func key(_ index: Int) -> String {
    var generator = SeededGenerator(seed: index)
    return String(generator.next(), radix: 16)
  }

  private func randomIndexes(seed: Int) -> [Int] {
    var generator = SeededGenerator(seed: seed + 1)
    return (0..<count).map { _ in Int.random(in: 0..<entries, using: &generator) }
  }
}
