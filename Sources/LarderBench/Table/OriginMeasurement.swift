import FoundationEssentials
import Synchronization

/// Requests that need the origin, beside bare libcurl.
///
/// Both ask in turn, request by request. An origin that is asked in a tight loop never goes to sleep, and answers
/// in a fifth of the time that it takes when it was asleep: what does nothing between two requests can't be
/// compared with what does anything.
struct OriginMeasurement {
  let bench: Bench
  private let count = 400

  @concurrent
  func rows() async throws -> [TableRow] {
    [try await missRow(), try await revalidationRow()]
  }

  private func missRow() async throws -> TableRow {
    let client = Client(cache: bench.path("miss.larder"))
    let curl = try CurlFloor()
    let table = try SQLiteFloor(path: bench.path("miss.sqlite"), journal: .wal)
    let pairs = try await PairedRounds(bench.rounds) { round in
      try await turns(round, "b", client) { url in
        try table.write(url, try curl.get(url), expires: 1_800_000_000)
      }
    }
    await client.close()
    return pairs.row("miss, 10 KB, stored", floor: "libcurl and one WAL write", limit: 2.5)
  }

  private func revalidationRow() async throws -> TableRow {
    let clock = SteppedClock()
    let client = Client(cache: bench.path("stale.larder"), now: { clock.now })
    let curl = try CurlFloor()
    let pairs = try await PairedRounds(bench.rounds) { round in
      _ = try await Fetched.each(of: urls("r", "larder\(round)"), through: client)
      clock.step(by: 60)
      return try await turns(round, "r", client) { url in _ = try curl.get(url) }
    }
    await client.close()
    return pairs.row("stale, answered after a 304", floor: "libcurl's GET of 10 KB", limit: 2.5)
  }

  /// The times of both, each with URLs of its own, and each request behind one of the other's.
  private func turns(
    _ round: Int, _ kind: String, _ client: Client, floor: (String) throws -> Void
  ) async throws -> (floor: Latencies, larder: Latencies) {
    var times: (floor: [Int64], larder: [Int64]) = ([], [])
    for (floorURL, larderURL) in zip(urls(kind, "floor\(round)"), urls(kind, "larder\(round)")) {
      let start = monotonicNanoseconds()
      try floor(floorURL)
      let middle = monotonicNanoseconds()
      _ = try await client.get(larderURL)
      times.floor.append(middle - start)
      times.larder.append(monotonicNanoseconds() - middle)
    }
    return (Latencies(times.floor), Latencies(times.larder))
  }

  private func urls(_ kind: String, _ name: String) -> [String] {
    (0..<count).map { "\(bench.origin.url)/\(kind)/10k/\(name)-\($0)" }
  }
}

/// The wall clock, moved forward by hand.
private final class SteppedClock: Sendable {
  private let offset = Mutex(0.0)

  var now: Date { Date() + offset.withLock { $0 } }

  func step(by seconds: Double) { offset.withLock { $0 += seconds } }
}
