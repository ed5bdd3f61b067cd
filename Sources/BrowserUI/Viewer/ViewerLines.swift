import CacheStore
import Canvas
import HTTPCaching

extension Model {
  /// The lines of the tab that is shown, less those of a body, which are made as they are drawn.
  func viewerLines(width: Int) -> [StyledText] {
    let context = paneContext(width: width)
    if let failure = viewer.failure {
      return StyledText(" " + VisibleText(untrusted: failure), Style(.error))
        .wrapped(to: context.width, indent: 1)
    }
    guard let entry = viewer.entry else {
      let isEmpty = list.isLoaded && list.total == 0
      return [StyledText(isEmpty ? " no entry" : " loading", Style(.muted))]
    }
    switch viewer.tab {
    case .headers: return HeadersPane.lines(entry, in: context)
    case .body: return [StyledText(" loading", Style(.muted))]
    case .explain:
      guard let report else { return [] }
      return ExplainPane.lines(report, of: entry, whatIf: viewer.whatIf, in: context)
        + (viewer.whatIf == nil ? [StyledText(), ExplainPane.invitation(keys, in: context)] : [])
    case .request: return RequestPane.lines(entry, in: context)
    case .history: return HistoryPane.lines(entry, history: viewer.history, in: context)
    case .raw: return RawPane.lines(entry, in: context)
    }
  }

  func paneContext(width: Int) -> PaneContext {
    PaneContext(
      width: width, now: now, clock: clock, glyphs: preferences.glyphs)
  }
}
