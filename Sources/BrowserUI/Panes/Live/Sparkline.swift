import CacheStore
import Canvas

/// Values as a row of columns of text, for a place in the middle of a line.
enum Sparkline {
  /// Each value against the largest, or a given one; a blank where there is none.
  static func text(_ values: [Double?], maximum: Double? = nil, _ glyphs: Glyphs) -> VisibleText {
    let largest = maximum ?? values.compactMap(\.self).max() ?? 0
    return VisibleText(
      untrusted: String(values.map { $0.map { glyphs.level($0, of: largest) } ?? " " }), .body)
  }
}

/// Numbers of the live panes as text.
enum LiveText {
  /// `82.4%`, or `-` without anything to divide.
  static func percent(_ ratio: Double?) -> VisibleText {
    ratio.map { "\(Numbers.fixed($0 * 100, places: 1))%" } ?? "-"
  }

  /// `14.2/s`, without decimals from 100 on.
  static func rate(_ perSecond: Double) -> VisibleText {
    "\(Numbers.fixed(perSecond, places: perSecond < 100 ? 1 : 0))/s"
  }

  /// `3.1 MB and 42.0 s`.
  static func saved(_ reading: LiveReading, and separator: VisibleText = " and ") -> VisibleText {
    let totals = reading.totals
    return "\(Sizes.long(totals.bytesFromStore))" + separator
      + "\(Durations.latency(totals.secondsSaved))"
  }
}
