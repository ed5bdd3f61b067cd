import BrowserUI
import CacheStore
import Canvas
import FoundationEssentials
import Testing

@Suite struct DerivedTests {
  /// A store without statistics of its own, watched for half a minute.
  private var statistics: LiveStatistics {
    var statistics = LiveStatistics()
    for second in 0...30 {
      let count = Int64(second)
      statistics.absorb(
        ActivitySnapshot(
          observed: ObservedChanges(stored: 5 + 2 * count, refreshed: count, removed: count / 10)),
        at: LiveFixture.now.addingTimeInterval(Double(second) - 30))
    }
    return statistics
  }

  @Test func `what was seen to happen is counted from the first look`() {
    let reading = statistics.reading(at: LiveFixture.now)
    #expect(reading.isDerived)
    #expect(reading.observed.stored == 60)
    #expect(reading.window(10).stored == 20)
    #expect(reading.window(10).refreshed == 10)
  }

  @Test func `a reset counts from there on`() {
    var statistics = statistics
    statistics.reset()
    #expect(statistics.reading(at: LiveFixture.now).observed.changes == 0)
  }

  @Test func `where sessions write statistics, those are shown`() {
    var statistics = statistics
    statistics.absorb(
      ActivitySnapshot(sessions: [LiveFixture.session], observed: ObservedChanges(stored: 99)),
      at: LiveFixture.now)
    #expect(!statistics.reading(at: LiveFixture.now).isDerived)
  }

  @Test(arguments: [(80, 1), (120, 10), (200, 14)])
  func `the panes say where the numbers come from`(columns: Int, rows: Int) throws {
    var frame = Frame(Size(columns: columns, rows: rows))
    let reading = statistics.reading(at: LiveFixture.now)
    if rows == 1 {
      LiveStrip.draw(reading, in: frame.bounds, on: &frame)
    } else {
      LiveRow.draw(reading, in: frame.bounds, on: &frame, clock: ClockTimes(), expired: 12)
    }
    try expectGolden(frame.text, "derived-\(columns)x\(rows)")
  }
}
