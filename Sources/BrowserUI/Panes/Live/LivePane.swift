import CacheStore
package import Canvas
package import FoundationEssentials
import HTTPCaching

/// The statistics in a box of ten rows or more.
package enum LivePane {
  /// From so many columns on the top misses stand beside the numbers.
  private static let missColumns = 100

  /// Draws box and content.
  package static func draw(
    _ reading: LiveReading, in rect: Rect, on frame: inout Frame, clock: ClockTimes,
    interval: TimeInterval = 1, isFocused: Bool = false, chosen: Int64? = nil,
    expired: Int? = nil, keys: KeyMap = .standard
  ) {
    let border = isFocused ? Style(.focus) : Style(.border)
    let inside = frame.box(
      rect, title: LiveTitle.title(reading),
      trailing: LiveTitle.settings(reading, interval, keys), border
    ).inset(columns: 1, rows: 0)
    if reading.isDerived {
      let lines = DerivedLines.lines(
        reading, expired: expired, width: inside.columns, glyphs: frame.glyphs)
      return frame.write(lines, in: inside)
    }
    let parts =
      inside.columns >= missColumns
      ? inside.split(right: 33) : (rest: inside, right: inside.row(-1))
    frame.write(numbers(reading, width: parts.rest.columns, glyphs: frame.glyphs), in: parts.rest)
    frame.write(
      MissTable.lines(reading.topMisses(3), width: parts.right.columns),
      in: parts.right.split(top: 4).top)
    var below = inside.split(top: 5).rest
    if below.rows >= 13 {
      drawDetails(reading, in: below.split(top: 9).top, on: &frame)
      below = below.split(top: 9).rest
    }
    frame.write(
      label("outcome") + StyledText(LiveOutcomes.line(reading.totals)), in: inside.row(3))
    frame.write(hosts(reading, width: inside.columns), in: inside.row(4))
    EventRows(reading: reading, chosen: chosen).draw(in: below, on: &frame) { event, isChosen in
      EventLines.wide(event, isChosen: isChosen, width: below.columns, clock: clock)
    }
  }

  /// Where there is room: the histogram of durations, and hosts one below the other.
  private static func drawDetails(_ reading: LiveReading, in rect: Rect, on frame: inout Frame) {
    let parts = rect.split(left: rect.columns / 2)
    LatencyChart.draw(
      reading.totals, in: parts.left.split(bottom: 1).rest.split(right: 2).rest, on: &frame)
    var tables = parts.rest.split(bottom: 1).rest
    if rect.columns < missColumns {
      let misses = tables.split(top: 4)
      frame.write(MissTable.lines(reading.topMisses(3), width: tables.columns), in: misses.top)
      tables = misses.rest
    }
    frame.write(HostTable.lines(reading.hosts, width: tables.columns), in: tables)
  }

  /// The first three lines: ratio, requests, saved.
  private static func numbers(
    _ reading: LiveReading, width: Int, glyphs: Glyphs
  ) -> [StyledText] {
    // What stands beside the chart of the first line takes 66 columns at most.
    let groups = reading.groups(max(0, min(24, width - 66)))
    var ratio = head("hit ratio", LiveText.percent(reading.overall.hitRatio), Style(.hit))
    ratio.append(Sparkline.text(groups.map(\.hitRatio), maximum: 1, glyphs), Style(.chart))
    for (name, seconds) in [("10s", 10), ("1m", 60), ("\(reading.span / 60)m", reading.span)] {
      ratio.append("  \(name) ", Style(.muted))
      ratio.append(LiveText.percent(reading.window(seconds).hitRatio))
    }
    ratio.append("  bytes ", Style(.muted))
    ratio.append(LiveText.percent(reading.overall.byteRatio))
    var requests = head("requests", LiveText.rate(reading.requestRate))
    requests.append(Sparkline.text(groups.map { Double($0.requests) }, glyphs), Style(.chart))
    requests.append("  peak \(reading.peak)/s")
    requests += medians(reading)
    return [ratio, requests, label("saved") + StyledText(LiveText.saved(reading))]
  }

  /// Name and value in 17 columns, so that charts begin one below the other.
  private static func head(
    _ name: VisibleText, _ value: VisibleText, _ style: Style = .normal
  ) -> StyledText {
    StyledText(name + " ", Style(.label))
      + StyledText(value.padded(to: max(0, 16 - name.width)), style)
  }

  private static func medians(_ reading: LiveReading) -> StyledText {
    var text = StyledText()
    if let hit = reading.medianHit { text.append("  p50 hit \(Durations.latency(hit))") }
    if let miss = reading.medianMiss { text.append("  miss \(Durations.latency(miss))") }
    return text
  }

  private static func hosts(_ reading: LiveReading, width: Int) -> [StyledText] {
    var line = label("by host")
    for (host, activity) in reading.hosts {
      let share = Numbers.fixed((activity.hitRatio ?? 0) * 100, places: 0)
      let text: VisibleText = "\(host) \(share)% (\(activity.lookups))"
      guard line.width + text.width + 3 <= width else { break }
      line.append(text + "   ")
    }
    return [line]
  }

  private static func label(_ text: VisibleText) -> StyledText {
    StyledText(text.padded(to: 8) + " ", Style(.label))
  }
}
