import FoundationEssentials
import Synchronization

/// Requests that need the origin, beside bare libcurl.
struct OriginMeasurement {
  let bench: Bench
  private let count = 400

  func rows() async throws -> [TableRow] {
    [try await missRow(), try await revalidationRow()]
  }

  private func missRow() async throws -> TableRow {
    let client = Client(cache: bench.path("miss.larder"))
    let curl = try CurlFloor()
    let table = try SQLiteFloor(path: bench.path("miss.sqlite"), journal: .wal)
    let pairs = try await PairedRounds(bench.rounds) { round in
      try times(of: urls("b", "floor\(round)")) { url in
        try table.write(url, try curl.get(url), expires: 1_800_000_000)
      }
    } larder: { round in
      let fetched = try await Fetched.each(of: urls("b", "larder\(round)"), through: client)
      return Latencies(fetched.nanoseconds)
    }
    await client.close()
    return pairs.row("miss, 10 KB, stored", floor: "libcurl and one WAL write", limit: 2.5)
  }

  private func revalidationRow() async throws -> TableRow {
    let clock = SteppedClock()
    let client = Client(cache: bench.path("stale.larder"), now: { clock.now })
    let curl = try CurlFloor()
    let pairs = try await PairedRounds(bench.rounds) { round in
      try times(of: urls("r", "floor\(round)")) { url in _ = try curl.get(url) }
    } larder: { round in
      let urls = urls("r", "larder\(round)")
      _ = try await Fetched.each(of: urls, through: client)
      clock.step(by: 60)
      return Latencies(try await Fetched.each(of: urls, through: client).nanoseconds)
    }
    await client.close()
    return pairs.row("stale, answered after a 304", floor: "libcurl's GET of 10 KB", limit: 2.5)
  }

  private func urls(_ kind: String, _ name: String) -> [String] {
    (0..<count).map { "\(bench.origin.url)/\(kind)/10k/\(name)-\($0)" }
  }

  private func times(of urls: [String], _ work: (String) throws -> Void) throws -> Latencies {
    Latencies(
      try urls.map { url in
        let start = monotonicNanoseconds()
        try work(url)
        return monotonicNanoseconds() - start
      })
  }
}

/// The wall clock, moved forward by hand.
private final class SteppedClock: Sendable {
  private let offset = Mutex(0.0)

  var now: Date { Date() + offset.withLock { $0 } }

  func step(by seconds: Double) { offset.withLock { $0 += seconds } }
}
