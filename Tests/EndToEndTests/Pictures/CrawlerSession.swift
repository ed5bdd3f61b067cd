import CacheStore
import FoundationEssentials
import HTTPCaching
import SQLiteStore

/// A session that used the fixture for five minutes: what the pictures show as live.
enum CrawlerSession {
  /// Writes down what it counted.
  static func record(in path: String) async throws {
    let store = try SQLiteStore.open(path: path)
    try await store.record(
      ActivityDelta(session: session, counters: counters, hosts: hosts, events: events))
  }

  private static let session = SessionRecord(
    id: "5e", pid: 4711, name: "crawler", started: Moment.ago(8049), lastBeat: Moment.now)

  /// Two requests in three seconds, more of them hits as time goes on.
  private static let events: [ActivityEvent] = (0..<200).map { number in
    let kind = kinds[choice(number)]
    return ActivityEvent(
      time: Moment.ago(299.6 - Double(number) * 1.5), method: kind.method,
      url: "https://" + kind.address.replacing("#", with: String(number % 40)), status: kind.status,
      outcome: kind.outcome, duration: kind.duration * (1 + Double(number % 7) / 10),
      bytes: kind.bytes)
  }

  private struct Kind {
    var method = "GET"
    var address: String
    var outcome: CacheOutcome
    var status: CacheStatus
    var duration: TimeInterval
    var bytes: Int64
  }

  private static let kinds = [
    Kind(
      address: "api.example.com/v1/rates", outcome: .hit,
      status: CacheStatus(isHit: true, timeToLive: 22), duration: 0.0003, bytes: 640),
    Kind(
      address: "cdn.example.net/app.3f9c.js", outcome: .hit,
      status: CacheStatus(isHit: true, timeToLive: 31_536_000), duration: 0.0002, bytes: 410_000),
    Kind(
      address: "api.example.com/v1/search?q=term#", outcome: .miss,
      status: CacheStatus(forward: .uriMiss, forwardStatus: 200, isStored: true), duration: 0.301,
      bytes: 39_000),
    Kind(
      address: "api.example.com/v1/users?page=#", outcome: .revalidated,
      status: CacheStatus(forward: .stale, forwardStatus: 304), duration: 0.208, bytes: 12_400),
    Kind(
      method: "POST", address: "api.example.com/v1/login", outcome: .bypass,
      status: CacheStatus(forward: .method, forwardStatus: 200), duration: 0.120, bytes: 300),
  ]

  /// Which kind the request with that number is; an arbitrary mix that is always the same.
  private static func choice(_ number: Int) -> Int {
    let draw = (number &* 7919 &+ number / 3 &* 104_729) % 100
    if draw < number / 6 + 48 { return draw % 3 == 0 ? 1 : 0 }
    return draw < 88 ? 2 : draw < 97 ? 3 : 4
  }

  private static var counters: ActivityCounters {
    var counters = ActivityCounters()
    for event in events {
      counters.outcomes[event.outcome, default: 0] += 1
      let bucket = ActivityCounters.bucket(for: event.duration)
      if event.outcome == .hit {
        counters.hitDurations[bucket] += 1
      } else {
        counters.missDurations[bucket] += 1
      }
      let isFromStore = event.outcome == .hit || event.outcome == .revalidated
      counters.bytesFromStore += isFromStore ? event.bytes : 0
      counters.bytesFromOrigin += isFromStore ? 0 : event.bytes
      counters.secondsSaved += event.outcome == .hit ? 0.208 : 0
      counters.storeWrites += event.outcome == .miss ? 1 : 0
    }
    return counters
  }

  private static var hosts: [String: HostActivity] {
    events.filter { $0.outcome != .bypass }.reduce(into: [:]) { hosts, event in
      let host = event.url.dropFirst("https://".count).prefix { $0 != "/" }
      hosts[String(host), default: HostActivity()].lookups += 1
      if event.outcome == .hit { hosts[String(host), default: HostActivity()].hits += 1 }
    }
  }
}
