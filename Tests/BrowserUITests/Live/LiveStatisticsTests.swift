import BrowserUI
import CacheStore
import FoundationEssentials
import HTTPCaching
import Testing

@Suite struct LiveStatisticsTests {
  @Test func `a burst after a quiet minute belongs to its second`() {
    var statistics = LiveStatistics()
    let start = LiveFixture.now
    statistics.absorb(ActivitySnapshot(sessions: [LiveFixture.session]), at: start)
    for second in 1..<60 {
      statistics.foundNothingNew(at: start.addingTimeInterval(Double(second)))
    }
    var counters = ActivityCounters()
    counters.outcomes[.hit] = 50
    let now = start.addingTimeInterval(60)
    statistics.absorb(ActivitySnapshot(counters: counters), at: now)
    #expect(statistics.reading(at: now).window(10).requests == 50)
  }

  let now = LiveFixture.now

  /// A snapshot with so many hits, misses and bypasses counted.
  func snapshot(
    hits: Int64, misses: Int64, bypasses: Int64 = 0, session: SessionRecord? = LiveFixture.session
  ) -> ActivitySnapshot {
    var counters = ActivityCounters()
    counters.outcomes = [.hit: hits, .miss: misses, .bypass: bypasses]
    return ActivitySnapshot(
      counters: counters, sessions: session.map { [$0] } ?? [],
      lastSequence: hits + misses + bypasses)
  }

  @Test func `the ratio is of lookups, and bypasses are none`() {
    var statistics = LiveStatistics()
    statistics.absorb(snapshot(hits: 80, misses: 20, bypasses: 500), at: now)
    #expect(statistics.reading(at: now).overall.hitRatio == 0.8)
  }

  @Test func `304s and stale answers are no hits`() {
    var counters = ActivityCounters()
    counters.outcomes = [.hit: 1, .revalidated: 1, .staleServed: 1, .changed: 1]
    #expect(LiveTally(counters).hitRatio == 0.25)
  }

  @Test func `windows hold what was counted in them`() {
    var statistics = LiveStatistics()
    statistics.absorb(snapshot(hits: 1000, misses: 0), at: now)
    statistics.absorb(snapshot(hits: 1000, misses: 10), at: now.addingTimeInterval(1))
    statistics.absorb(snapshot(hits: 1030, misses: 10), at: now.addingTimeInterval(40))
    let reading = statistics.reading(at: now.addingTimeInterval(40))
    #expect(reading.window(10).hitRatio == 1)
    #expect(reading.window(60).hitRatio == 0.75)
    #expect(statistics.reading(at: now.addingTimeInterval(900)).window(300).hitRatio == nil)
  }

  @Test func `a late poll is spread over the seconds it missed`() {
    var statistics = LiveStatistics()
    statistics.absorb(snapshot(hits: 0, misses: 0), at: now)
    statistics.absorb(snapshot(hits: 100, misses: 0), at: now.addingTimeInterval(10))
    let reading = statistics.reading(at: now.addingTimeInterval(10))
    #expect(reading.peak == 10)
    #expect(reading.requestRate == 10)
    #expect(reading.overall.requests == 100)
  }

  @Test func `the first windows come from the ring`() {
    var statistics = LiveStatistics()
    statistics.absorb(
      ActivitySnapshot(
        counters: LiveFixture.counters(300), sessions: [LiveFixture.session],
        events: LiveFixture.events, lastSequence: 6, missedEvents: 90), at: now)
    let reading = statistics.reading(at: now)
    #expect(reading.window(10).lookups == 5)
    #expect(reading.window(10).hits == 2)
    #expect(reading.missedEvents == 0)
    #expect(reading.events(2).map(\.sequence) == [6, 5])
  }

  @Test func `events that the ring lost are counted`() {
    var statistics = LiveStatistics()
    statistics.absorb(snapshot(hits: 1, misses: 0), at: now)
    var next = snapshot(hits: 400, misses: 0)
    next.missedEvents = 312
    statistics.absorb(next, at: now)
    #expect(statistics.reading(at: now).missedEvents == 312)
  }

  @Test func `a pause stands still and counts on`() {
    var statistics = LiveStatistics()
    statistics.absorb(snapshot(hits: 1, misses: 1), at: now)
    statistics.togglePause(at: now)
    statistics.absorb(snapshot(hits: 3, misses: 1), at: now.addingTimeInterval(1))
    #expect(statistics.reading(at: now.addingTimeInterval(1)).overall.hitRatio == 0.5)
    #expect(statistics.reading(at: now.addingTimeInterval(1)).now == now)
    statistics.togglePause(at: now.addingTimeInterval(2))
    #expect(statistics.reading(at: now.addingTimeInterval(2)).overall.hitRatio == 0.75)
  }

  @Test func `right after a reset the rate is no higher than the peak`() {
    var statistics = LiveStatistics()
    let start = now.addingTimeInterval(0.75)
    statistics.absorb(snapshot(hits: 0, misses: 0), at: start)
    statistics.reset()
    statistics.absorb(snapshot(hits: 200, misses: 0), at: now.addingTimeInterval(0.95))
    statistics.absorb(snapshot(hits: 600, misses: 0), at: now.addingTimeInterval(1.5))
    statistics.absorb(snapshot(hits: 850, misses: 0), at: now.addingTimeInterval(2.1))
    let reading = statistics.reading(at: now.addingTimeInterval(2.1))
    #expect(reading.peak > 0 && reading.requestRate <= Double(reading.peak))
  }

  @Test func `a reset counts from there on`() {
    var statistics = LiveStatistics()
    statistics.absorb(snapshot(hits: 10, misses: 90), at: now)
    statistics.reset()
    statistics.absorb(snapshot(hits: 13, misses: 91), at: now.addingTimeInterval(1))
    let reading = statistics.reading(at: now.addingTimeInterval(1))
    #expect(reading.overall.hitRatio == 0.75)
    #expect(reading.window(60).requests == 4)
    #expect(reading.requestRate == 4)
    #expect(statistics.reading(at: now.addingTimeInterval(4)).requestRate == 1)
  }

  @Test func `counters that went back begin anew`() {
    var statistics = LiveStatistics()
    statistics.absorb(snapshot(hits: 100, misses: 0), at: now)
    statistics.absorb(snapshot(hits: 1, misses: 1), at: now.addingTimeInterval(1))
    #expect(statistics.reading(at: now.addingTimeInterval(1)).overall.hitRatio == 0.5)
    #expect(statistics.lastSequence == 2)
  }

  @Test(arguments: [
    (0.0, 0.0, "live"), (0.0, 12.0, "idle 12 s"), (3.5, 0.0, "no heartbeat 3 s"),
    (100.0, 100.0, "no heartbeat 1m 40s"),
  ])
  func `the session's state is told`(silence: Double, rest: Double, text: String) {
    var statistics = LiveStatistics()
    var session = LiveFixture.session
    session.lastBeat = now.addingTimeInterval(-silence)
    statistics.absorb(
      snapshot(hits: 1, misses: 0, session: session), at: now.addingTimeInterval(-rest - 1))
    statistics.absorb(
      snapshot(hits: 2, misses: 0, session: session), at: now.addingTimeInterval(-rest))
    #expect(statistics.reading(at: now).state.text == text)
  }

  @Test func `a session that ended in order says so`() {
    var session = LiveFixture.session
    session.ended = now
    var statistics = LiveStatistics()
    statistics.absorb(snapshot(hits: 1, misses: 0, session: session), at: now)
    #expect(statistics.reading(at: now.addingTimeInterval(60)).state.text == "ended")
  }

  @Test func `misses are grouped by what varies`() {
    var statistics = LiveStatistics()
    let urls = [
      "https://a.example/users/1?page=1", "https://a.example/users/22?page=7",
      "https://a.example/users/me", "https://a.example/blob/550e8400-e29b-41d4-a716-446655440000",
    ]
    let events = urls.enumerated().map { index, url in
      ActivityEvent(
        sequence: Int64(index + 1), time: now, method: "GET", url: url,
        status: CacheStatus(forward: .uriMiss), outcome: .miss, duration: 1, bytes: 10)
    }
    statistics.absorb(ActivitySnapshot(events: events, lastSequence: 4), at: now)
    let top = statistics.reading(at: now).topMisses(5)
    #expect(top.map(\.path) == ["/users/*?page=*", "/blob/*", "/users/me"])
    #expect(top.map(\.count) == [2, 1, 1])
    #expect(top[0].reason == "uri-miss")
  }

  @Test func `any number of patterns stays bounded`() {
    var statistics = LiveStatistics()
    for round in 0..<20 {
      let events = (0..<100).map { index in
        ActivityEvent(
          sequence: Int64(round * 100 + index + 1), time: now, method: "GET",
          url: "https://h/p\(round)x\(index)y", status: CacheStatus(forward: .uriMiss),
          outcome: .miss, duration: 1, bytes: 1)
      }
      statistics.absorb(ActivitySnapshot(events: events, lastSequence: 1), at: now)
    }
    #expect(statistics.reading(at: now).topMisses(.max).count <= 512)
  }

  @Test func `the median is found in its bucket`() {
    var counts = [Int64](repeating: 0, count: ActivityCounters.bucketCount)
    counts[ActivityCounters.bucket(for: 0.0004)] = 10
    counts[ActivityCounters.bucket(for: 5)] = 9
    let median = DurationHistogram(counts).median ?? 0
    #expect(median > 0.0003 && median < 0.0006)
    #expect(DurationHistogram([]).median == nil)
  }

  @Test func `no event is passed over when they come in parts`() {
    var statistics = LiveStatistics()
    statistics.absorb(ActivitySnapshot(sessions: [LiveFixture.session]), at: now)
    let events = LiveFixture.events
    statistics.absorb(ActivitySnapshot(events: Array(events[..<4]), lastSequence: 6), at: now)
    #expect(statistics.lastSequence == 4)
    statistics.absorb(ActivitySnapshot(events: Array(events[4...]), lastSequence: 6), at: now)
    #expect(statistics.lastSequence == 6)
    #expect(statistics.reading(at: now).events(9).map(\.sequence) == [6, 5, 4, 3, 2, 1])
  }

  @Test func `the first reading is shown at once, also where nothing was shown a moment before`() {
    var statistics = LiveStatistics()
    statistics.refresh(at: now)
    statistics.absorb(ActivitySnapshot(sessions: [LiveFixture.session]), at: now)
    statistics.refresh(at: now)
    #expect(statistics.reading(at: now).session == LiveFixture.session)
  }

  @Test func `readings are shown anew when the interval is over, and all is counted`() {
    var statistics = LiveStatistics()
    statistics.absorb(snapshot(hits: 1, misses: 0), at: now)
    statistics.refresh(at: now)
    for quarter in 1...7 {
      let time = now.addingTimeInterval(Double(quarter) / 4)
      statistics.absorb(snapshot(hits: 1 + Int64(quarter), misses: 0), at: time)
      statistics.refresh(at: time)
      #expect(statistics.reading(at: time).overall.hits == (quarter < 4 ? 1 : 5))
    }
    statistics.stepInterval(-9)
    #expect(statistics.interval == 0.25)
    #expect(statistics.reading(at: now.addingTimeInterval(2)).overall.hits == 8)
    statistics.stepInterval(1)
    #expect(statistics.interval == 0.5)
  }
}
