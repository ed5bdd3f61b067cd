import BrowserUI
import CacheStore
import FoundationEssentials
import HTTPCaching

/// A session that was watched for five minutes.
enum LiveFixture {
  /// 10:00:04 on 1 March 2026, UTC.
  static let now = Date(timeIntervalSince1970: 1_772_359_204)

  static let session = SessionRecord(
    id: "5e", pid: 4711, name: "crawler", started: now.addingTimeInterval(-8049), lastBeat: now)

  /// Counters after so many of the five minutes' seconds.
  static func counters(_ second: Int) -> ActivityCounters {
    var counters = ActivityCounters()
    let share = Double(second) / 300
    let outcomes: [(ActivityEvent.Outcome, Double)] = [
      (.hit, 512), (.revalidated, 12), (.changed, 6), (.staleServed, 4), (.miss, 87),
      (.bypass, 56),
    ]
    for (outcome, count) in outcomes {
      // More of it towards the end, so that the sparklines have a shape.
      let part = outcome == .miss ? share : share * (0.6 + 0.4 * share)
      counters.outcomes[outcome] = Int64((count * part).rounded())
    }
    counters.bytesFromStore = Int64(3_100_000 * share)
    counters.bytesFromOrigin = Int64(299_000 * share)
    counters.secondsSaved = 42 * share
    counters.storeWrites = Int64(105 * share)
    counters.hitDurations[5] = Int64(100 * share)
    counters.hitDurations[6] = Int64(400 * share)
    counters.hitDurations[7] = Int64(12 * share)
    counters.missDurations[16] = Int64(20 * share)
    counters.missDurations[17] = Int64(60 * share)
    counters.missDurations[19] = Int64(25 * share)
    return counters
  }

  static let events: [ActivityEvent] = [
    event(1, -3.0, "GET", "docs.example.org/index.html", .revalidated, .stale, 304, 0.095, 0),
    event(2, -2.3, "POST", "api.example.com/v1/login", .bypass, .method, 200, 0.120, 300),
    event(3, -1.9, "GET", "cdn.example.net/app.3f9c.js", .hit, nil, nil, 0.0002, 410_000),
    event(4, -1.2, "GET", "api.example.com/v1/search?q=tea", .miss, .uriMiss, 200, 0.301, 39_000),
    event(5, -0.6, "GET", "api.example.com/v1/users?page=4", .revalidated, .stale, 304, 0.208, 0),
    event(6, -0.1, "GET", "api.example.com/v1/rates", .hit, nil, nil, 0.0003, 640, left: 22),
  ]

  static func event(
    _ sequence: Int64, _ offset: TimeInterval, _ method: String, _ address: String,
    _ outcome: ActivityEvent.Outcome, _ forward: CacheStatus.ForwardReason?, _ status: Int?,
    _ duration: TimeInterval, _ bytes: Int64, left: TimeInterval? = nil
  ) -> ActivityEvent {
    ActivityEvent(
      sequence: sequence, time: now.addingTimeInterval(offset), method: method,
      url: "https://" + address,
      status: CacheStatus(
        isHit: outcome == .hit, forward: forward, forwardStatus: status, timeToLive: left,
        isStored: outcome == .miss),
      outcome: outcome, duration: duration, bytes: bytes)
  }

  /// The statistics after five minutes of polling once a second.
  static func statistics() -> LiveStatistics {
    var statistics = LiveStatistics()
    for second in 0...300 {
      let isLast = second == 300
      statistics.absorb(
        ActivitySnapshot(
          counters: counters(second),
          hosts: isLast
            ? [
              "api.example.com": HostActivity(hits: 321, lookups: 412),
              "cdn.example.net": HostActivity(hits: 95, lookups: 96),
              "docs.example.org": HostActivity(hits: 0, lookups: 9),
            ] : [:],
          sessions: [session], events: isLast ? events : [], lastSequence: isLast ? 6 : 0),
        at: now.addingTimeInterval(Double(second - 300)))
    }
    return statistics
  }
}
