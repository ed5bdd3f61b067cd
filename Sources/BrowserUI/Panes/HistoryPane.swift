package import CacheStore
package import Canvas
import FoundationEssentials

/// What happened to an entry, the latest first.
package enum HistoryPane {
  /// The lines of an entry's history; nil items mean that they aren't here yet.
  package static func lines(
    _ entry: CacheEntry, history: [HistoryItem]?, in context: PaneContext
  ) -> [StyledText] {
    var lines = uses(entry.summary, in: context) + [PaneLine.blank]
    guard let history else { return lines + PaneLine.note("loading", in: context) }
    let items = history.sorted { $0.time > $1.time }
    let times = items.map { context.clock.relative($0.time, to: context.now) }
    let width = times.map(\.count).max() ?? 0
    for (item, time) in zip(items, times) {
      lines += line(item, time: VisibleText("\(time)").padded(to: width), in: context)
    }
    if history.isEmpty { lines += PaneLine.note("this store keeps no history", in: context) }
    return lines
  }

  private static func uses(_ summary: EntrySummary, in context: PaneContext) -> [StyledText] {
    let created = context.clock.dayAndTime(summary.created)
    let used = summary.lastUsed.map { context.clock.relative($0, to: context.now) } ?? "never"
    let ago = Durations.spoken(context.now.timeIntervalSince(summary.created))
    return PaneLine.fact("first", "\(created), \(ago) ago", in: context)
      + PaneLine.fact("used", "\(count(summary.hits)), last \(used)", in: context)
      + PaneLine.fact("fetched", "in \(Durations.latency(summary.fetchDuration))", in: context)
  }

  private static func count(_ hits: Int) -> String { Numbers.count(hits, "hit", "hits") }

  private static func line(
    _ item: HistoryItem, time: VisibleText, in context: PaneContext
  ) -> [StyledText] {
    var line = StyledText(" " + time + "  ", Style(.muted))
    line.append(VisibleText("\(word(item))").padded(to: 18), style(item.event))
    line.append(VisibleText("\(Sizes.short(item.size))").padded(to: 7, .trailing), Style(.number))
    line.append("  v\(item.version)", Style(.muted))
    if !item.detail.isEmpty { line.append("  \(item.detail)") }
    return line.wrapped(to: context.width, indent: 4)
  }

  private static func word(_ item: HistoryItem) -> String {
    switch item.event {
    case .stored: "\(item.status) stored"
    case .replaced: "\(item.status) replaced"
    case .notModified: "304 not modified"
    case .expired: "expired by hand"
    case .expirationSet: "expiry set"
    case .restored: "restored"
    }
  }

  private static func style(_ event: HistoryItem.Event) -> Style {
    switch event {
    case .stored, .restored: Style(.added)
    case .replaced: Style(.changed)
    case .notModified: Style(.fresh)
    case .expired, .expirationSet: Style(.warning)
    }
  }
}
