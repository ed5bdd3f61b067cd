import CacheStore
import FoundationEssentials
import HTTPCaching

extension StoreCase {
  static let activityCases = [
    StoreCase("what sessions count adds up") { store in
      var counters = ActivityCounters()
      counters.outcomes = [.hit: 3, .miss: 1]
      counters.bytesFromStore = 1000
      counters.bytesFromOrigin = 7
      counters.secondsSaved = 0.5
      counters.storeWrites = 1
      counters.storeFaults = 2
      counters.collapsed = 4
      counters.hitDurations[3] = 3
      counters.missDurations[27] = 1
      for round in 1...3 {
        let beat = Samples.now + Double(round)
        try await store.record(
          ActivityDelta(
            session: session("a", beat: beat), counters: counters,
            hosts: ["example.com": HostActivity(hits: 3, lookups: 4)]))
      }
      let found = try await store.activity(after: nil, limit: 10)
      var wanted = ActivityCounters()
      for _ in 1...3 { wanted.add(counters) }
      try expect(found.counters, is: wanted)
      try expect(found.hosts, is: ["example.com": HostActivity(hits: 9, lookups: 12)])
      try expect(found.sessions, is: [session("a", beat: Samples.now + 3)])
      try expect(found.lastSequence, is: 0)
    },
    StoreCase("events come back as they were, numbered without gaps") { store in
      let events = (0..<5).map { event($0) }
      try await store.record(
        ActivityDelta(session: session("a"), events: Array(events.prefix(3))))
      try await store.record(
        ActivityDelta(session: session("b"), events: Array(events.suffix(2))))
      let all = try await store.activity(after: 0, limit: 100)
      try expect(all.events, is: numbered(events, from: 1))
      try expect(all.lastSequence, is: 5)
      try expect(all.missedEvents, is: 0)
      let tail = try await store.activity(after: nil, limit: 2)
      try expect(tail.events.map(\.sequence), is: [4, 5])
      let rest = try await store.activity(after: 3, limit: 100)
      try expect(rest.events.map(\.sequence), is: [4, 5])
      let none = try await store.activity(after: 5, limit: 100)
      try expect(none.events.isEmpty && none.missedEvents == 0)
    },
    StoreCase("a reader that falls behind learns how many events it missed") { store in
      for batch in 0..<5 {
        let events = (0..<2000).map { event(batch * 2000 + $0) }
        try await store.record(ActivityDelta(session: session("a"), events: events))
      }
      let found = try await store.activity(after: 100, limit: 10)
      try expect(found.lastSequence, is: 10_000)
      let first = try require(found.events.first?.sequence)
      try expect(found.missedEvents, is: first - 101)
      try expect(first > 101)
      let kept = try await store.activity(after: 0, limit: 100_000).events.count
      try expect(kept >= 1000 && kept < 10_000, "\(kept) events kept")
    },
    StoreCase("sessions come latest first, twenty at most") { store in
      for number in 0..<30 {
        let beat = Samples.now + Double(number * 7 % 30)
        try await store.record(ActivityDelta(session: session("s\(number)", beat: beat)))
      }
      let sessions = try await store.activity(after: nil, limit: 0).sessions
      try expect(sessions.count, is: 20)
      try expect(sessions.map(\.lastBeat), is: sessions.map(\.lastBeat).sorted(by: >))
      try expect(sessions.first?.lastBeat, is: Samples.now + 29)
    },
  ]

  static func session(_ id: String, beat: Date = Samples.now) -> SessionRecord {
    SessionRecord(
      id: id, pid: 4711, name: "crawler", started: Samples.now, lastBeat: beat,
      settings: "expire after 1 h")
  }

  static func event(_ number: Int) -> ActivityEvent {
    let isHit = number % 2 == 0
    return ActivityEvent(
      time: Samples.now + Double(number) / 8, method: "GET",
      url: "https://example.com/\(number)\u{1B}[31m",
      status: CacheStatus(
        isHit: isHit, forward: isHit ? nil : .stale, forwardStatus: isHit ? nil : 304,
        timeToLive: -1.5, isStored: !isHit, isCollapsed: number % 3 == 0,
        detail: number % 5 == 0 ? "x" : nil),
      outcome: isHit ? .hit : .revalidated, duration: 0.25, bytes: Int64(number),
      entry: isHit ? EntryID("\(number)") : nil)
  }

  private static func numbered(_ events: [ActivityEvent], from first: Int64) -> [ActivityEvent] {
    zip(events, first...).map { event, number in
      var event = event
      event.sequence = number
      return event
    }
  }
}
