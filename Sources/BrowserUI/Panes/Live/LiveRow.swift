import CacheStore
package import Canvas
package import FoundationEssentials
import HTTPCaching

/// The statistics in three boxes side by side: numbers, latency and misses, events.
package enum LiveRow {
  /// Draws the three boxes.
  package static func draw(
    _ reading: LiveReading, in rect: Rect, on frame: inout Frame, clock: ClockTimes,
    interval: TimeInterval = 1, isFocused: Bool = false, chosen: Int64? = nil,
    expired: Int? = nil, keys: KeyMap = .standard
  ) {
    if reading.isDerived {
      return LivePane.draw(
        reading, in: rect, on: &frame, clock: clock, interval: interval, isFocused: isFocused,
        expired: expired, keys: keys)
    }
    let border = isFocused ? Style(.focus) : Style(.border)
    let first = rect.split(left: rect.columns * 2 / 5)
    let second = first.rest.split(left: first.rest.columns * 11 / 24)
    let numbers = frame.box(
      first.left, title: LiveTitle.title(reading),
      trailing: LiveTitle.settings(reading, interval, keys)
        + StyledText("  " + keys.hint(.liveReset, does: "reset"), Style(.muted)), border
    ).inset(columns: 1, rows: 0)
    LiveNumbers.draw(reading, in: numbers, on: &frame)
    frame.write(
      HostTable.lines(reading.hosts, width: min(70, numbers.columns)),
      in: numbers.split(top: 14).rest)
    let latency = frame.box(
      second.left, title: StyledText("Latency and misses", Style(.title)),
      trailing: StyledText("log scale", Style(.muted)), border
    ).inset(columns: 1, rows: 0)
    drawLatency(reading, in: latency, on: &frame)
    let hint =
      (chosen == nil ? "follow on  " : "follow off  ") + keys.hint(.follow, does: "toggles")
    let events = frame.box(
      second.rest, title: StyledText("Events", Style(.title)),
      trailing: StyledText(hint, Style(.muted)), border
    ).inset(columns: 1, rows: 0)
    EventRows(reading: reading, chosen: chosen).draw(in: events, on: &frame) { event, isChosen in
      EventLines.narrow(event, isChosen: isChosen, width: events.columns, clock: clock)
    }
  }

  private static func drawLatency(
    _ reading: LiveReading, in rect: Rect, on frame: inout Frame
  ) {
    let parts = rect.split(top: min(7, rect.rows))
    LatencyChart.draw(reading.totals, in: parts.top, on: &frame)
    let table = parts.rest.split(top: 1).rest
    frame.write(
      MissTable.linesWithBytes(reading.topMisses(max(0, table.rows - 1)), width: table.columns),
      in: table)
  }
}
