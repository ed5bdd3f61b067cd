import CacheStore
import FoundationEssentials
import HTTPCaching
import SQLite

extension WriterConnection {
  /// Events that the ring holds.
  static let ringSize: Int64 = 4096

  func record(_ activity: ActivityDelta) throws {
    try connection.write {
      try beat(activity.session)
      for (name, value) in activity.counters.named { try add(value, to: name) }
      for (host, counts) in activity.hosts { try add(counts, to: host) }
      try append(activity.events)
      let uses = activity.uses.compactMap { id, use in id.number.map { (id: $0, use: use) }
      }
      // In the order of the rows, as many share a page.
      for (id, use) in uses.sorted(by: { $0.id < $1.id }) { try note(use, of: id) }
    }
  }

  private func beat(_ session: SessionRecord) throws {
    try connection.run(
      "INSERT OR REPLACE INTO session VALUES (?, ?, ?, ?, ?, ?, ?)", .text(session.id),
      .integer(Int64(session.pid)), .text(session.name),
      .real(session.started.timeIntervalSinceReferenceDate),
      .real(session.lastBeat.timeIntervalSinceReferenceDate),
      session.ended.map { .real($0.timeIntervalSinceReferenceDate) } ?? .null,
      .text(session.settings))
  }

  private func add(_ value: Double, to counter: String) throws {
    try connection.run(
      "INSERT INTO counter VALUES (?, ?) "
        + "ON CONFLICT (name) DO UPDATE SET value = value + excluded.value",
      .text(counter), .real(value))
  }

  private func add(_ counts: HostActivity, to host: String) throws {
    try connection.run(
      "INSERT INTO host VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE SET "
        + "hits = hits + excluded.hits, lookups = lookups + excluded.lookups",
      .text(host), .integer(counts.hits), .integer(counts.lookups))
  }

  /// Use is not a change: the version stays.
  private func note(_ use: ActivityDelta.EntryUse, of id: Int64) throws {
    try connection.run(
      "UPDATE entry SET hits = hits + ?, used = max(coalesce(used, ?2), ?2) WHERE id = ?",
      .integer(Int64(use.hits)), .real(use.lastUsed.timeIntervalSinceReferenceDate),
      .integer(id))
  }

  private func append(_ events: [ActivityEvent]) throws {
    guard !events.isEmpty else { return }
    let last = ActivityCounters.sound(
      try connection.integer("SELECT max(sequence) FROM event") ?? 0)
    let skipped = max(0, events.count - Int(Self.ringSize))
    var sequence = last + Int64(skipped)
    for event in events.dropFirst(skipped) {
      sequence += 1
      try insert(event, as: sequence)
    }
    try connection.run("DELETE FROM event WHERE sequence <= ?", .integer(sequence - Self.ringSize))
  }

  private func insert(_ event: ActivityEvent, as sequence: Int64) throws {
    let status = event.status
    try connection.run(
      "INSERT OR REPLACE INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      .integer(sequence), .real(event.time.timeIntervalSinceReferenceDate), .text(event.method),
      .text(event.url), .text(event.outcome.rawValue), .real(event.duration),
      .integer(event.bytes), event.entry.map { .text($0.rawValue) } ?? .null,
      .integer(status.isHit ? 1 : 0), status.forward.map { .text($0.rawValue) } ?? .null,
      status.forwardStatus.map { .integer(Int64($0)) } ?? .null,
      status.timeToLive.map { .real($0) } ?? .null, .integer(status.isStored ? 1 : 0),
      .integer(status.isCollapsed ? 1 : 0), status.detail.map { .text($0) } ?? .null)
  }
}
