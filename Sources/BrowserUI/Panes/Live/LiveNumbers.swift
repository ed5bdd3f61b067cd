import CacheStore
import Canvas
import HTTPCaching

/// Ratios, rates and outcomes, one a line.
enum LiveNumbers {
  static func draw(_ reading: LiveReading, in rect: Rect, on frame: inout Frame) {
    frame.write(rates(reading, width: rect.columns, frame.glyphs), in: rect)
    let table = rect.split(top: 5).rest
    frame.write(heading, in: table.row(0))
    let outcomes = LiveOutcomes.lookups(reading.totals)
    for (index, row) in outcomes.enumerated() {
      drawOutcome(row.outcome, row.name, reading, in: table.row(index + 1), on: &frame)
    }
    frame.write(summary(reading), in: table.row(outcomes.count + 1))
  }

  private static var heading: StyledText {
    StyledText(
      VisibleText("outcome").padded(to: 22) + VisibleText("n").padded(to: 6, .trailing)
        + VisibleText("%").padded(to: 7, .trailing), Style(.label))
  }

  private static func rates(
    _ reading: LiveReading, width: Int, _ glyphs: Glyphs
  ) -> [StyledText] {
    let cells = max(0, min(36, width - 48))
    let groups = reading.groups(cells)
    func line(
      _ name: VisibleText, _ value: VisibleText, _ values: [Double?], _ maximum: Double?,
      _ rest: VisibleText
    ) -> StyledText {
      var line = StyledText(name.padded(to: 11), Style(.label))
      line.append(value.padded(to: 7))
      line.append(Sparkline.text(values, maximum: maximum, glyphs), Style(.chart))
      line.append("   " + rest)
      return line
    }
    func ratio(_ seconds: Int) -> VisibleText { LiveText.percent(reading.window(seconds).hitRatio) }
    let longest = reading.window(reading.span)
    return [
      line(
        "hit ratio", LiveText.percent(reading.overall.hitRatio), groups.map(\.hitRatio), 1,
        "10s " + ratio(10) + "  1m " + ratio(60)),
      line(
        "bytes", LiveText.percent(reading.overall.byteRatio), groups.map(\.byteRatio), 1,
        "\(reading.span / 60)m " + LiveText.percent(longest.hitRatio) + "  bytes "
          + LiveText.percent(longest.byteRatio)),
      line(
        "requests", LiveText.rate(reading.requestRate), groups.map { Double($0.requests) }, nil,
        "peak \(reading.peak)/s"),
      StyledText(VisibleText("saved").padded(to: 11), Style(.label))
        + StyledText(
          LiveText.saved(reading) + "     store writes " + LiveText.rate(reading.writeRate)),
    ]
  }

  private static func drawOutcome(
    _ outcome: ActivityEvent.Outcome, _ name: VisibleText, _ reading: LiveReading, in row: Rect,
    on frame: inout Frame
  ) {
    let totals = reading.totals
    let count = totals.outcomes[outcome] ?? 0
    let text =
      (VisibleText("  ") + name).padded(to: 22)
      + VisibleText("\(count)").padded(to: 6, .trailing)
      + VisibleText("\(Numbers.percent(count, of: totals.lookups))").padded(to: 7, .trailing)
    let used = frame.write(text, in: row)
    let room = row.split(left: used + 1).rest
    let share = totals.lookups > 0 ? Double(count) / Double(totals.lookups) : 0
    let filled = Int((Double(min(20, room.columns)) * share).rounded())
    frame.bar(1, in: room.split(left: filled).left, Style(outcome == .hit ? .hit : .miss))
  }

  private static func summary(_ reading: LiveReading) -> StyledText {
    let bypassed = reading.totals.outcomes[.bypass] ?? 0
    return StyledText(
      """
      lookups \(Numbers.grouped(reading.totals.lookups)); \
      bypassed besides: \(Numbers.grouped(bypassed))
      """, Style(.muted))
  }
}
