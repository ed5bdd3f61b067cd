import CacheStore
import FoundationEssentials
import HTTPCaching
import SQLite

extension ListReader {
  func activity(after sequence: Int64?, limit: Int) throws -> ActivitySnapshot {
    try connection.snapshot {
      let last = try connection.integer("SELECT max(sequence) FROM event") ?? 0
      let events = try events(after: sequence, last: last, limit: max(0, limit))
      let first = max(1, try connection.integer("SELECT min(sequence) FROM event") ?? 1)
      return ActivitySnapshot(
        counters: try counters(), hosts: try hosts(), sessions: try sessions(), events: events,
        lastSequence: last, missedEvents: sequence.map { max(0, first - 1 - max(0, $0)) } ?? 0)
    }
  }

  private func counters() throws -> ActivityCounters {
    var counters = ActivityCounters()
    let statement = try connection.statement("SELECT name, value FROM counter")
    defer { statement.reset() }
    while try statement.step() { counters.set(statement.text(0), statement.double(1)) }
    return counters
  }

  private func hosts() throws -> [String: HostActivity] {
    let statement = try connection.statement(
      "SELECT name, hits, lookups FROM host ORDER BY lookups DESC, name LIMIT 50")
    defer { statement.reset() }
    var hosts: [String: HostActivity] = [:]
    while try statement.step() {
      hosts[statement.text(0)] = HostActivity(
        hits: ActivityCounters.sound(statement.int(1)),
        lookups: ActivityCounters.sound(statement.int(2)))
    }
    return hosts
  }

  private func sessions() throws -> [SessionRecord] {
    let statement = try connection.statement(
      """
      SELECT id, pid, name, started, beat, ended, settings FROM session \
      ORDER BY beat DESC, id LIMIT 20
      """)
    defer { statement.reset() }
    var sessions: [SessionRecord] = []
    while try statement.step() {
      sessions.append(
        SessionRecord(
          id: statement.text(0), pid: Int32(clamping: statement.int(1)), name: statement.text(2),
          started: statement.date(3), lastBeat: statement.date(4),
          ended: statement.optionalDate(5), settings: statement.text(6)))
    }
    return sessions
  }

  /// Those after a number, or the last ones.
  private func events(after sequence: Int64?, last: Int64, limit: Int) throws -> [ActivityEvent] {
    let (low, overflow) = last.subtractingReportingOverflow(Int64(limit))
    let statement = try connection.statement(
      """
      SELECT sequence, time, method, url, outcome, duration, bytes, entry, hit, forward, \
      forward_status, ttl, stored, collapsed, detail \
      FROM event WHERE sequence > ? ORDER BY sequence LIMIT ?
      """)
    defer { statement.reset() }
    statement.bind(1, sequence ?? (overflow ? 0 : low))
    statement.bind(2, Int64(limit))
    var events: [ActivityEvent] = []
    while try statement.step() { events.append(ActivityEvent(statement)) }
    return events
  }
}

extension ActivityEvent {
  fileprivate init(_ row: Statement) {
    let status = CacheStatus(
      isHit: row.int(8) != 0, forward: .init(rawValue: row.text(9)),
      forwardStatus: row.optionalInt(10).map { Int(clamping: $0) },
      timeToLive: row.optionalDouble(11), isStored: row.int(12) != 0,
      isCollapsed: row.int(13) != 0, detail: row.isNull(14) ? nil : row.text(14))
    self.init(
      sequence: row.int(0), time: row.date(1), method: row.text(2), url: row.text(3),
      status: status, outcome: Outcome(rawValue: row.text(4)) ?? .error, duration: row.double(5),
      bytes: ActivityCounters.sound(row.int(6)), entry: row.isNull(7) ? nil : EntryID(row.text(7)))
  }
}
