import CacheStore
import Canvas

/// Values as a row of columns of text, for a place in the middle of a line.
enum Sparkline {
  /// Each value against the largest, or a given one; a blank where there is none.
  static func text(_ values: [Double?], maximum: Double? = nil, _ glyphs: Glyphs) -> VisibleText {
    let largest = maximum ?? values.compactMap(\.self).max() ?? 0
    return VisibleText(
      untrusted: String(values.map { character($0, of: largest, glyphs.levels) }), .body)
  }

  private static func character(
    _ value: Double?, of largest: Double, _ levels: [Character]
  ) -> Character {
    guard let value, let lowest = levels.first else { return " " }
    guard value > 0, largest > 0, value.isFinite else { return lowest }
    let step = Int((min(1, value / largest) * Double(levels.count - 1)).rounded())
    return levels[min(levels.count - 1, step)]
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
