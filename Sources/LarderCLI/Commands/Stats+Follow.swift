import BrowserUI
import CacheStore
import FoundationEssentials
import HTTPCaching

/// The rates of `larder stats --follow`: what was counted between two looks.
struct StatsRate {
  var before: ActivityCounters
  var after: ActivityCounters
  var seconds: Double
  var time: Date

  private func counted(_ outcome: CacheOutcome) -> Int64 {
    (after.outcomes[outcome] ?? 0) - (before.outcomes[outcome] ?? 0)
  }

  private var lookups: Int64 { after.lookups - before.lookups }

  private var perSecond: Double { seconds > 0 ? Double(lookups) / seconds : 0 }

  /// `10:00:04  14.2/s  hit 82.4%  hit:12 miss:2`
  var line: String {
    let outcomes = CacheOutcome.allCases.filter { counted($0) > 0 }
      .map { "\($0.rawValue):\(counted($0))" }.joined(separator: " ")
    let clock = ClockTimes(utcOffset: LocalTime.utcOffset).time(time)
    let share = lookups > 0 ? "  hit \(Numbers.percent(counted(.hit), of: lookups))%  " : ""
    return "\(clock)  \(Numbers.fixed(perSecond, places: 1))/s\(share)\(outcomes)"
  }

  var json: JSONText {
    .object([
      ("time", JSONText(time)), ("seconds", .number(seconds)), ("lookups", .integer(lookups)),
      (
        "outcomes",
        .object(CacheOutcome.allCases.map { ($0.rawValue, .integer(counted($0))) })
      ),
      ("bytes_from_store", .integer(after.bytesFromStore - before.bytesFromStore)),
      ("bytes_from_origin", .integer(after.bytesFromOrigin - before.bytesFromOrigin)),
      ("seconds_saved", .number(after.secondsSaved - before.secondsSaved)),
    ])
  }
}

extension Stats {
  /// Prints what is counted in each interval, until it has done so often enough.
  func follow(_ store: any CacheStore) async throws {
    var before = try await store.activity(after: nil, limit: 0).counters
    var began = ContinuousClock.now
    for _ in 0..<max(0, count) {
      try await Task.sleep(for: .seconds(max(0.05, min(86_400, interval))))
      let after = try await store.activity(after: nil, limit: 0).counters
      let rate = StatsRate(
        before: before, after: after, seconds: (ContinuousClock.now - began) / .seconds(1),
        time: Clock.now())
      if json { Output.rawLine(rate.json.text) } else { Output.line(rate.line) }
      Output.flush()
      (before, began) = (after, .now)
    }
  }
}
