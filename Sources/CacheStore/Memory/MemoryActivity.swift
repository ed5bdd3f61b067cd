/// The statistics of a `MemoryStore`.
struct MemoryActivity: Sendable {
  private var counters = ActivityCounters()
  private var hosts: [String: HostActivity] = [:]
  private var sessions: [String: SessionRecord] = [:]
  private var events: [ActivityEvent] = []
  private var lastSequence: Int64 = 0

  /// Events that the ring holds.
  private static let ringSize = 4096

  mutating func add(_ delta: ActivityDelta) {
    sessions[delta.session.id] = delta.session
    counters.add(delta.counters)
    for (host, counts) in delta.hosts {
      hosts[host, default: HostActivity()].hits += counts.hits
      hosts[host, default: HostActivity()].lookups += counts.lookups
    }
    for var event in delta.events {
      lastSequence += 1
      event.sequence = lastSequence
      events.append(event)
    }
    events.removeFirst(max(0, events.count - Self.ringSize))
  }

  func snapshot(after sequence: Int64?, limit: Int) -> ActivitySnapshot {
    let limit = max(0, limit)
    let top = hosts.sorted { ($1.value.lookups, $0.key) < ($0.value.lookups, $1.key) }.prefix(50)
    let new = sequence.map { after in Array(events.filter { $0.sequence > after }.prefix(limit)) }
    let first = events.first?.sequence ?? 1
    return ActivitySnapshot(
      counters: counters, hosts: Dictionary(uniqueKeysWithValues: top.map { ($0.key, $0.value) }),
      sessions: Array(
        sessions.values.sorted { ($1.lastBeat, $0.id) < ($0.lastBeat, $1.id) }.prefix(20)),
      events: new ?? events.suffix(limit), lastSequence: lastSequence,
      missedEvents: sequence.map { max(0, first - 1 - max(0, $0)) } ?? 0)
  }
}
