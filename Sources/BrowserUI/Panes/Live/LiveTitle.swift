import Canvas
import FoundationEssentials

/// What stands on the upper edge of the live panes.
enum LiveTitle {
  /// `Live`, and what is to be known before the numbers are believed.
  static func title(_ reading: LiveReading) -> StyledText {
    var title = StyledText("Live", Style(.title))
    if reading.isPaused { title.append("  paused", Style(.warning)) }
    if reading.isDerived {
      title.append("  seen from outside: no session writes statistics here", Style(.muted))
      return title
    }
    switch reading.state {
    case .live: break
    case .noHeartbeat: title.append("  \(reading.state.text)", Style(.warning))
    default: title.append("  \(reading.state.text)", Style(.muted))
    }
    if reading.missedEvents > 0 {
      title.append(
        "  \(Numbers.grouped(reading.missedEvents)) events missed", Style(.warning))
    }
    return title
  }

  /// `window 5 min   refresh 1.0 s   p pause`
  static func settings(
    _ reading: LiveReading, _ interval: TimeInterval, _ keys: KeyMap
  ) -> StyledText {
    let pause = keys.hint(.livePause, does: reading.isPaused ? "goes on" : "pause")
    return StyledText(
      "window \(reading.span / 60) min   refresh \(Numbers.fixed(interval, places: interval < 0.5 ? 2 : 1)) s   "
        + pause, Style(.muted))
  }
}
