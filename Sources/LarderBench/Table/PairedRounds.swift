/// Rounds of two contestants, taken in turn so that both see the same moods of the machine.
struct PairedRounds {
  private(set) var floor: [Latencies] = []
  private(set) var larder: [Latencies] = []

  /// Runs both so many times; who goes first changes with every round.
  init(
    _ rounds: Int, floor runFloor: (_ round: Int) async throws -> Latencies,
    larder runLarder: (_ round: Int) async throws -> Latencies
  ) async throws {
    for round in 0..<rounds {
      if round.isMultiple(of: 2) { floor.append(try await runFloor(round)) }
      larder.append(try await runLarder(round))
      if !round.isMultiple(of: 2) { floor.append(try await runFloor(round)) }
    }
  }

  /// Runs so many rounds that have both in them.
  init(
    _ rounds: Int, both: (_ round: Int) async throws -> (floor: Latencies, larder: Latencies)
  ) async throws {
    for round in 0..<rounds {
      let times = try await both(round)
      floor.append(times.floor)
      larder.append(times.larder)
    }
  }

  /// How many times its floor larder takes: the median over the rounds.
  var ratio: Double { median(zip(larder, floor).map { $0.median / $1.median }) }
  /// The median over the rounds of larder's median, in microseconds.
  var larderMedian: Double { median(larder.map(\.median)) }
  /// The same for the floor.
  var floorMedian: Double { median(floor.map(\.median)) }

  /// A row of the table.
  func row(_ what: String, floor name: String, limit: Double?) -> TableRow {
    let tail = median(larder.map { $0.percentile(99) })
    return TableRow(
      what, budget: limit.map { "p50 within \($0) times" } ?? "",
      measured: "p50 \(microseconds(larderMedian)), p99 \(microseconds(tail))",
      comparison: "\(hundredths(ratio)) times \(name) (\(microseconds(floorMedian)))",
      isKept: limit.map { ratio <= $0 })
  }

  /// A row whose budget is a time.
  func row(_ what: String, floor name: String, mostMicroseconds limit: Double) -> TableRow {
    let tail = median(larder.map { $0.percentile(99) })
    return TableRow(
      what, budget: "p50 under \(Int(limit)) us",
      measured: "p50 \(microseconds(larderMedian)), p99 \(microseconds(tail))",
      comparison: "\(hundredths(ratio)) times \(name) (\(microseconds(floorMedian)))",
      isKept: larderMedian < limit)
  }
}
