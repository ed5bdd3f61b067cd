package import CacheStore
package import Canvas
import FoundationEssentials
import HTTPCaching

/// The row as the store has it.
package enum RawPane {
  /// The lines of an entry's row.
  package static func lines(_ entry: CacheEntry, in context: PaneContext) -> [StyledText] {
    identity(entry, in: context) + sizes(entry, in: context) + times(entry, in: context)
      + facts(entry, in: context)
  }

  private static func identity(_ entry: CacheEntry, in context: PaneContext) -> [StyledText] {
    let reference = entry.summary.reference
    return fact("identity", reference.id.rawValue, in: context)
      + fact("version", String(reference.version), in: context)
      + fact("key", entry.summary.key, in: context)
      + (entry.summary.isCorrupt
        ? PaneLine.fact("row", "can't be decoded", Style(.corrupt), in: context, labelWidth: 12)
        : [])
  }

  private static func sizes(_ entry: CacheEntry, in context: PaneContext) -> [StyledText] {
    let type = entry.summary.mediaType
    return fact("type", type.isEmpty ? "unknown" : type, in: context)
      + fact("body", Sizes.exact(entry.body.size), in: context)
      + (entry.body.encodedSize.map { fact("as sent", Sizes.exact($0), in: context) } ?? [])
  }

  private static func times(_ entry: CacheEntry, in context: PaneContext) -> [StyledText] {
    let summary = entry.summary
    let moments: [(VisibleText, Date?)] = [
      ("requested", entry.stored.requestTime), ("arrived", entry.stored.responseTime),
      ("generated", summary.generated), ("created", summary.created),
      ("validated", summary.revalidated), ("last used", summary.lastUsed),
      ("stale from", summary.timeline.freshUntil),
    ]
    return moments.flatMap { name, date in
      date.map { fact(name, context.clock.dayAndTime($0), in: context) } ?? []
    }
  }

  private static func facts(_ entry: CacheEntry, in context: PaneContext) -> [StyledText] {
    guard !entry.rawFacts.isEmpty else { return [] }
    return [PaneLine.blank, PaneLine.heading("In the store")]
      + entry.rawFacts.flatMap { fact(VisibleText(untrusted: $0.name), $0.value, in: context) }
  }

  private static func fact(
    _ name: VisibleText, _ value: String, in context: PaneContext
  ) -> [StyledText] {
    PaneLine.fact(
      name, VisibleText(untrusted: value, .header), in: context, labelWidth: max(12, name.width + 1)
    )
  }
}
