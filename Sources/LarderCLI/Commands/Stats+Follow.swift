import BrowserUI
import CacheStore
import FoundationEssentials
import HTTPCaching

/// The rates of `larder stats --follow`: what was counted between two looks.
struct StatsRate {
  var counted: ActivityCounters
  var seconds: Double
  var time: Date

  private func count(_ outcome: CacheOutcome) -> Int64 { counted.outcomes[outcome] ?? 0 }
  private var perSecond: Double { seconds > 0 ? Double(counted.lookups) / seconds : 0 }

  /// `10:00:04  14.2/s  hit 82.4%  hit:12 miss:2`
  var line: String {
    let outcomes = CacheOutcome.allCases.filter { count($0) > 0 }
      .map { "\($0.rawValue):\(count($0))" }.joined(separator: " ")
    let lookups = counted.lookups
    let share = lookups > 0 ? "  hit \(Numbers.percent(count(.hit), of: lookups))%  " : ""
    return
      "\(LocalTime.clock.time(time))  \(Numbers.fixed(perSecond, places: 1))/s\(share)\(outcomes)"
  }

  var json: JSONText {
    .object([
      ("time", JSONText(time)), ("seconds", .number(seconds)),
      ("lookups", .integer(counted.lookups)),
      ("outcomes", .object(CacheOutcome.allCases.map { ($0.rawValue, .integer(count($0))) })),
      ("bytes_from_store", .integer(counted.bytesFromStore)),
      ("bytes_from_origin", .integer(counted.bytesFromOrigin)),
      ("seconds_saved", .number(counted.secondsSaved)),
    ])
  }
}

extension Stats {
  /// Prints what is counted in each interval, until it has done so often enough.
  func follow(_ store: any CacheStore) async throws {
    var before = try await store.activity(after: nil, limit: 0).counters
    var began = ContinuousClock.now
    for _ in 0..<(count ?? .max) {
      try await Task.sleep(for: .seconds(max(0.05, min(86_400, interval ?? 1))))
      let after = try await store.activity(after: nil, limit: 0).counters
      let rate = StatsRate(
        counted: after.subtracting(before), seconds: (ContinuousClock.now - began) / .seconds(1),
        time: Clock.now())
      if json { Output.rawLine(rate.json.text) } else { Output.line(rate.line) }
      Output.flush()
      (before, began) = (after, .now)
    }
  }
}
