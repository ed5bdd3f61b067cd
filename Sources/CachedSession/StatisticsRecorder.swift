import CacheStore
import FoundationEssentials
import Glibc
import HTTPCaching
import Synchronization

/// Counts what a session does, in memory; the session hands the counts to its store a few times a
/// second, so that a hit costs no write.
final class StatisticsRecorder: Sendable {
  /// Of the events that wait for the next write at least so many are kept, at most twice as many;
  /// beyond it the oldest are dropped. Counts are exact.
  private static let eventLimit = 2_048

  /// Seconds between two heartbeats of a session that has nothing to report.
  private static let beat: TimeInterval = 1

  /// How long uses of entries are gathered, each of which changes a row of its own.
  private static let useInterval = Duration.seconds(1)

  private struct State {
    var delta: ActivityDelta
    var hasNews = true
    var isSilent = false
    var lastDrain = Date.distantPast
    var lastUses: ContinuousClock.Instant?

    /// Drops many at a time, as each time moves all that stay.
    mutating func trimEvents() {
      let limit = StatisticsRecorder.eventLimit
      if delta.events.count > 2 * limit { delta.events.removeFirst(limit) }
    }
  }

  private let state: Mutex<State>

  init(name: String, settings: String, now: Date) {
    let id = String(UInt64.random(in: .min ... .max), radix: 16)
    let session = SessionRecord(
      id: id, pid: getpid(), name: name, started: now, lastBeat: now, settings: settings)
    state = Mutex(State(delta: ActivityDelta(session: session)))
  }

  /// Whether nothing is counted, nor handed out to be written; a session that only reads has it so.
  var isSilent: Bool {
    get { state.withLock { $0.isSilent } }
    set { state.withLock { $0.isSilent = newValue } }
  }

  /// Counts one request.
  ///
  /// - Parameters:
  ///   - fetchDuration: seconds the origin took when the response was stored; a hit saves the difference.
  ///   - isStoreFault: whether the store failed and the origin answered alone.
  func record(_ event: ActivityEvent, fetchDuration: TimeInterval, isStoreFault: Bool) {
    state.withLock { state in
      guard !state.isSilent else { return }
      state.hasNews = true
      state.delta.counters.add(event, fetchDuration: fetchDuration)
      if isStoreFault { state.delta.counters.storeFaults += 1 }
      state.delta.hosts[event.host, default: HostActivity()].add(event.outcome)
      if let entry = event.entry, event.outcome.isServedFromStore {
        state.delta.uses[entry, default: .init(hits: 0, lastUsed: event.time)].add(at: event.time)
      }
      state.delta.events.append(event)
      state.trimEvents()
    }
  }

  /// Puts back what could not be written, to be written with the next.
  func takeBack(_ delta: ActivityDelta) {
    state.withLock { state in
      state.hasNews = true
      state.delta.merge(earlier: delta)
      state.trimEvents()
    }
  }

  /// What has come since the last call, uses of entries once a second; nil when there is nothing and no heartbeat
  /// is due.
  func drain(now: Date) -> ActivityDelta? {
    state.withLock { state in
      guard !state.isSilent,
        state.hasNews || now.timeIntervalSince(state.lastDrain) >= StatisticsRecorder.beat
      else {
        return nil
      }
      state.delta.session.lastBeat = now
      var delta = state.delta
      state.delta = ActivityDelta(session: delta.session)
      if let last = state.lastUses, last.duration(to: .now) < StatisticsRecorder.useInterval {
        swap(&state.delta.uses, &delta.uses)
      } else {
        state.lastUses = .now
      }
      state.hasNews = !state.delta.uses.isEmpty
      state.lastDrain = now
      return delta
    }
  }

  /// The last delta of the session, with its end; nil when nothing may be written.
  func close(now: Date) -> ActivityDelta? {
    state.withLock { state in
      guard !state.isSilent else { return nil }
      state.delta.session.lastBeat = now
      state.delta.session.ended = now
      let delta = state.delta
      state.delta = ActivityDelta(session: delta.session)
      return delta
    }
  }
}

extension CacheOutcome {
  /// Whether the body came from the store.
  var isServedFromStore: Bool {
    switch self {
    case .hit, .revalidated, .staleServed: true
    case .changed, .miss, .bypass, .error: false
    }
  }
}

extension ActivityEvent {
  /// The host of the URL, with its port.
  fileprivate var host: String {
    var url = url
    return url.withUTF8 { bytes in
      guard let slash = bytes.firstIndex(of: UInt8(ascii: "/")) else { return "" }
      let host = bytes[slash...].dropFirst(2).prefix {
        $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?")
      }
      return String(decoding: UnsafeBufferPointer(rebasing: host), as: UTF8.self)
    }
  }
}

extension ActivityCounters {
  fileprivate mutating func add(_ event: ActivityEvent, fetchDuration: TimeInterval) {
    outcomes[event.outcome, default: 0] += 1
    if event.outcome.isServedFromStore {
      bytesFromStore += event.bytes
      secondsSaved += max(0, fetchDuration - event.duration)
    } else {
      bytesFromOrigin += event.bytes
    }
    let bucket = ActivityCounters.bucket(for: event.duration)
    if event.status.forward == nil { hitDurations[bucket] += 1 } else { missDurations[bucket] += 1 }
    if event.status.isStored { storeWrites += 1 }
    if event.status.isCollapsed { collapsed += 1 }
  }
}

extension HostActivity {
  fileprivate mutating func add(_ outcome: CacheOutcome) {
    guard outcome != .bypass else { return }
    lookups += 1
    if outcome == .hit { hits += 1 }
  }
}

extension ActivityDelta.EntryUse {
  fileprivate mutating func add(at time: Date) {
    hits += 1
    lastUsed = max(lastUsed, time)
  }
}

extension ActivityDelta {
  /// Adds what was counted before and not written.
  fileprivate mutating func merge(earlier: ActivityDelta) {
    counters.add(earlier.counters)
    hosts.merge(earlier.hosts) { .init(hits: $0.hits + $1.hits, lookups: $0.lookups + $1.lookups) }
    events.insert(contentsOf: earlier.events, at: 0)
    uses.merge(earlier.uses) { use, old in
      EntryUse(hits: use.hits + old.hits, lastUsed: max(use.lastUsed, old.lastUsed))
    }
  }
}
