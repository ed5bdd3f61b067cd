import CacheStore
import Canvas

/// What can be told of a store whose sessions write no statistics: how often entries were seen to be
/// stored, refreshed and removed, and how many went stale.
enum DerivedLines {
  /// One line.
  static func strip(_ reading: LiveReading, width: Int, glyphs: Glyphs) -> StyledText {
    let seen = reading.observed
    let minute = reading.window(60)
    var line = StyledText("no statistics; changes seen ", Style(.muted))
    let spark = Sparkline.text(reading.groups(8).map { Double($0.changes) }, glyphs)
    line.append(spark, Style(.chart))
    line.append("  \(rate(minute.changes))/s")
    line.append("  stored:\(seen.stored) refreshed:\(seen.refreshed) removed:\(seen.removed)")
    if reading.isPaused { line.append("  paused", Style(.warning)) }
    return line.prefix(columns: width)
  }

  /// A table of what was seen.
  static func lines(
    _ reading: LiveReading, expired: Int?, width: Int, glyphs: Glyphs
  ) -> [StyledText] {
    let groups = reading.groups(max(0, min(36, width - 48)))
    func row(
      _ name: VisibleText, _ count: KeyPath<LiveTally, Int64>, _ role: Role
    ) -> StyledText {
      var line = StyledText(name.padded(to: 11), Style(.label))
      let total = Numbers.grouped(reading.observed[keyPath: count])
      line.append(VisibleText(untrusted: total).padded(to: 8, .trailing))
      let perSecond = rate(reading.window(10)[keyPath: count], seconds: 10)
      line.append("  " + VisibleText(untrusted: perSecond + "/s").padded(to: 9))
      line.append(
        Sparkline.text(groups.map { Double($0[keyPath: count]) }, glyphs), Style(role))
      let minute = Numbers.grouped(reading.window(60)[keyPath: count])
      line.append("  1m \(minute)", Style(.muted))
      return line
    }
    var stale = StyledText(VisibleText("expired").padded(to: 11), Style(.label))
    let pace = expired.map { "  \(rate(Int64($0)))/s over the last minute" } ?? ""
    let count = expired.map { Numbers.grouped($0) } ?? "-"
    stale.append(VisibleText(untrusted: count).padded(to: 8, .trailing) + "\(pace)")
    return [
      row("stored", \.stored, .fresh), row("refreshed", \.refreshed, .validate),
      row("removed", \.removed, .stale), stale,
      StyledText(
        "derived from changes of the cache, since it was opened here or reset; who asks, and what",
        Style(.muted)),
      StyledText(
        "was answered from it, only a session of larder can tell", Style(.muted)),
    ]
  }

  private static func rate(_ count: Int64, seconds: Double = 60) -> String {
    Numbers.fixed(Double(count) / seconds, places: 1)
  }
}
