import CacheStore
package import Canvas
import HTTPCaching

/// The statistics on one line: ` hit 82.4% ▂▃▅▆▇▇▆▅  14.2/s  304:12 miss:87 ...`.
package enum LiveStrip {
  /// Draws the line over the first row of a rectangle, as a rule with the numbers in it.
  package static func draw(_ reading: LiveReading, in rect: Rect, on frame: inout Frame) {
    frame.rule(rect, title: line(reading, width: rect.columns - 4, glyphs: frame.glyphs))
  }

  /// The numbers, as many as fit; the most telling first.
  package static func line(_ reading: LiveReading, width: Int, glyphs: Glyphs) -> StyledText {
    if reading.isDerived { return DerivedLines.strip(reading, width: width, glyphs: glyphs) }
    if case .none = reading.state { return StyledText("\(reading.state.text)", Style(.muted)) }
    var line = StyledText()
    for part in parts(reading, glyphs) {
      let gap: VisibleText = line.isEmpty ? "" : part.gap
      guard line.width + gap.width + part.text.width <= width else { break }
      line.append(gap)
      line += part.text
    }
    return line
  }

  private static func parts(
    _ reading: LiveReading, _ glyphs: Glyphs
  ) -> [(gap: VisibleText, text: StyledText)] {
    let ratios = reading.groups(8).map(\.hitRatio)
    let outcomes = reading.totals.outcomes
    func count(_ name: VisibleText, _ outcome: ActivityEvent.Outcome) -> StyledText {
      StyledText(name + ":\(outcomes[outcome] ?? 0)")
    }
    return [
      ("", StyledText("hit " + LiveText.percent(reading.overall.hitRatio), Style(.hit))),
      (" ", StyledText(Sparkline.text(ratios, maximum: 1, glyphs), Style(.chart))),
      ("  ", StyledText(LiveText.rate(reading.requestRate))),
      ("  ", state(reading)),
      ("  ", count("304", .revalidated)), (" ", count("miss", .miss)),
      (" ", count("stale", .staleServed)),
      ("  ", StyledText("saved " + LiveText.saved(reading, and: " "))),
      ("  ", missed(reading)),
    ].filter { !$0.1.isEmpty }
  }

  /// What the numbers can't tell: paused, idle, lost, ended.
  private static func state(_ reading: LiveReading) -> StyledText {
    if reading.isPaused { return StyledText("paused", Style(.warning)) }
    switch reading.state {
    case .live, .none: return StyledText()
    case .idle, .ended: return StyledText("\(reading.state.text)", Style(.muted))
    case .noHeartbeat: return StyledText("\(reading.state.text)", Style(.warning))
    }
  }

  private static func missed(_ reading: LiveReading) -> StyledText {
    reading.missedEvents > 0
      ? StyledText("\(Numbers.grouped(reading.missedEvents)) events missed", Style(.warning))
      : StyledText()
  }
}
