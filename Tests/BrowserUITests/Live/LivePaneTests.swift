import BrowserUI
import CacheStore
import Canvas
import FoundationEssentials
import HTTPCaching
import Testing

@Suite struct LivePaneTests {
  let reading = LiveFixture.statistics().reading(at: LiveFixture.now)

  @Test(arguments: [80, 60, 40])
  func `the strip keeps the most telling numbers`(columns: Int) throws {
    var frame = Frame(Size(columns: columns, rows: 1))
    LiveStrip.draw(reading, in: frame.bounds, on: &frame)
    try expectGolden(frame.text, "live-strip-\(columns)")
  }

  @Test(arguments: [(120, 10), (100, 10), (80, 14)])
  func `the pane shows ratios, rates, outcomes, hosts, misses, events`(
    columns: Int, rows: Int
  ) throws {
    var frame = Frame(Size(columns: columns, rows: rows))
    LivePane.draw(reading, in: frame.bounds, on: &frame, clock: ClockTimes())
    try expectGolden(frame.text, "live-pane-\(columns)x\(rows)")
  }

  @Test(arguments: [Glyphs.unicode, .ascii])
  func `three boxes show latency too`(glyphs: Glyphs) throws {
    var frame = Frame(Size(columns: 200, rows: 14), glyphs: glyphs)
    LiveRow.draw(reading, in: frame.bounds, on: &frame, clock: ClockTimes())
    try expectGolden(frame.text, "live-row-200x14\(glyphs.isASCII ? "-ascii" : "")")
  }

  @Test func `every size can be drawn`() {
    for columns in [0, 1, 2, 5, 20, 39, 77, 121] {
      for rows in [0, 1, 2, 3, 7, 12] {
        var frame = Frame(Size(columns: columns, rows: rows))
        LiveStrip.draw(reading, in: frame.bounds, on: &frame)
        LivePane.draw(reading, in: frame.bounds, on: &frame, clock: ClockTimes())
        LiveRow.draw(reading, in: frame.bounds, on: &frame, clock: ClockTimes())
        #expect(frame.cells.count == columns * rows)
      }
    }
  }

  @Test func `a store without statistics says so`() {
    var frame = Frame(Size(columns: 80, rows: 1))
    LiveStrip.draw(
      LiveStatistics().reading(at: LiveFixture.now), in: frame.bounds, on: &frame)
    #expect(frame.text.contains("no session has written statistics"))
  }

  @Test func `hostile events are harmless`() {
    var statistics = LiveStatistics()
    let evil = Hostile.text
    let event = ActivityEvent(
      sequence: 1, time: LiveFixture.now, method: evil, url: "https://\(evil)/\(evil)?\(evil)=1",
      status: CacheStatus(forward: .uriMiss, detail: evil), outcome: .miss, duration: .nan,
      bytes: .min)
    statistics.absorb(
      ActivitySnapshot(
        hosts: [evil: HostActivity(hits: .max, lookups: .max)], sessions: [LiveFixture.session],
        events: [event], lastSequence: 1), at: LiveFixture.now)
    let reading = statistics.reading(at: LiveFixture.now)
    var frame = Frame(Size(columns: 200, rows: 14))
    LiveRow.draw(reading, in: frame.bounds, on: &frame, clock: ClockTimes())
    #expect(isHarmless(frame.text))
    LivePane.draw(reading, in: frame.bounds, on: &frame, clock: ClockTimes())
    #expect(isHarmless(frame.text))
  }
}
