import CacheStore
import FoundationEssentials

/// What polling has gathered so far.
struct LiveCounts: Sendable, Equatable {
  /// The counters as last read.
  private(set) var latest = ActivityCounters()
  /// The counters from which totals count: zero, or those at the last reset.
  private(set) var base = ActivityCounters()
  private(set) var hosts: [String: HostActivity] = [:]
  private var baseHosts: [String: HostActivity] = [:]
  private(set) var sessions: [SessionRecord] = []
  /// The latest events, oldest first.
  private(set) var tail: [ActivityEvent] = []
  private(set) var seconds = LiveSeconds()
  private(set) var misses = TopMisses()
  /// The highest sequence number read.
  private(set) var lastSequence: Int64 = 0
  /// Events that the ring overwrote before they could be read.
  private(set) var missedEvents: Int64 = 0
  /// The most requests in one second since the start or the last reset.
  private(set) var peak: Int64 = 0
  /// What was seen to happen to entries, in a store without statistics of its own; else nil.
  private(set) var observed: ObservedChanges?
  private var baseObserved = ObservedChanges()
  /// When something was last counted.
  private(set) var lastActivity: Date?
  private var lastPoll: Date?
  /// When counting began anew; nil without a reset.
  private(set) var start: Date?

  static let tailLimit = 200

  /// Whether there was a snapshot.
  var hasPolled: Bool { lastPoll != nil }

  /// Counts since the start or the last reset.
  var totals: ActivityCounters { latest.subtracting(base) }

  mutating func absorb(_ snapshot: ActivitySnapshot, at now: Date) {
    let isFirst = !hasPolled
    if isRestart(snapshot) { startOver() }
    if isFirst {
      seed(from: snapshot.events, now: now)
      baseObserved = snapshot.observed ?? ObservedChanges()
    } else {
      var tally = LiveTally(snapshot.counters.subtracting(latest))
      tally.add(LiveTally(snapshot.observed, since: observed))
      count(tally, until: now)
      // What the first poll finds in the ring is history: its gaps are no news.
      missedEvents = missedEvents.addingClamped(snapshot.missedEvents)
    }
    take(snapshot.events)
    latest = snapshot.counters
    hosts = snapshot.hosts
    sessions = snapshot.sessions
    // Where not all events came at once, the rest is asked for next.
    lastSequence = max(lastSequence, snapshot.events.last?.sequence ?? snapshot.lastSequence)
    observed = snapshot.observed
    peak = max(peak, seconds.busiest)
    lastPoll = now
  }

  /// What comes next was not counted before this moment.
  mutating func foundNothingNew(at now: Date) {
    if hasPolled { lastPoll = now }
  }

  /// What happened to entries since the start or the last reset.
  var observedTotals: LiveTally { LiveTally(observed, since: baseObserved) }

  mutating func reset() {
    start = lastPoll
    base = latest
    baseObserved = observed ?? ObservedChanges()
    baseHosts = hosts
    seconds = LiveSeconds()
    misses = TopMisses()
    peak = 0
    missedEvents = 0
  }

  /// A host's counts since the start or the last reset.
  func hostTotals() -> [(host: String, activity: HostActivity)] {
    hosts.map { host, activity in
      let before = baseHosts[host] ?? HostActivity()
      return (
        host,
        HostActivity(
          hits: max(0, activity.hits.subtractingClamped(before.hits)),
          lookups: max(0, activity.lookups.subtractingClamped(before.lookups)))
      )
    }
    .filter { $0.activity.lookups > 0 }
    .sorted { ($1.activity.lookups, $0.host) < ($0.activity.lookups, $1.host) }
  }

  /// Whether the counters went back: the store was cleared, or its statistics were.
  private func isRestart(_ snapshot: ActivitySnapshot) -> Bool {
    snapshot.lastSequence < lastSequence || snapshot.counters.requests < latest.requests
  }

  private mutating func startOver() {
    latest = ActivityCounters()
    base = ActivityCounters()
    baseHosts = [:]
    tail = []
    lastSequence = 0
    reset()
  }

  /// At first open the windows are filled from the events that the ring still has.
  private mutating func seed(from events: [ActivityEvent], now: Date) {
    for event in events where event.time <= now {
      seconds.add(LiveTally(event), at: event.time.wholeSecond)
    }
    lastActivity = events.last?.time
  }

  /// Spreads what was counted since the last poll over the seconds that passed.
  private mutating func count(_ tally: LiveTally, until now: Date) {
    guard tally != LiveTally() else { return }
    let last = now.wholeSecond
    let first = max((lastPoll ?? now).wholeSecond + 1, last - LiveSeconds.span + 1)
    let parts = max(1, last - first + 1)
    for part in 0..<parts {
      seconds.add(tally.part(part, of: parts), at: last - part)
    }
    lastActivity = now
  }

  private mutating func take(_ events: [ActivityEvent]) {
    let new = events.filter { $0.sequence > lastSequence || $0.sequence == 0 }
    tail = Array((tail + new.suffix(Self.tailLimit)).suffix(Self.tailLimit))
    for event in new { misses.count(event) }
  }
}

extension Date {
  /// The second that it lies in, since 1970; saturating.
  var wholeSecond: Int {
    Int(max(-1e15, min(1e15, timeIntervalSince1970.rounded(.down))))
  }
}

extension Int64 {
  func addingClamped(_ other: Int64) -> Int64 {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? (other > 0 ? .max : .min) : sum
  }

  func subtractingClamped(_ other: Int64) -> Int64 {
    let (difference, overflow) = subtractingReportingOverflow(other)
    return overflow ? (other < 0 ? .max : .min) : difference
  }
}
