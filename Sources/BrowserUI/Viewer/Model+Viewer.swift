import BodyViews
import CacheStore
import Canvas

extension Model {
  /// Loads the entry under the cursor where it differs from what the viewer has.
  mutating func follow() -> [Effect] {
    if list.isLoaded, list.total == 0 { viewer.clear() }
    guard layout.viewer != nil, let focused = list.focused, viewer.wanted != focused.reference
    else { return [] }
    if viewer.wanted?.id != focused.id {
      viewer.bodyGeneration = nil
      viewer.scroll = 0
      viewer.indent = 0
    }
    viewer.wanted = focused.reference
    viewer.generation = nextGeneration()
    viewer.failure = nil
    return [.loadEntry(focused.id, generation: viewer.generation)]
  }

  mutating func entryLoaded(_ result: Result<CacheEntry?, Failure>, _ generation: Int) -> [Effect] {
    if let effects = copyAwaited(result, generation) { return effects }
    guard generation == viewer.generation else { return [] }
    switch result {
    case .failure(let failure): return failViewer(failure.sentence)
    case .success(nil): return failViewer("This entry is gone.")
    case .success(let entry?):
      let isSameBody = viewer.entry?.body == entry.body
      viewer.entry = entry
      viewer.failure = nil
      viewer.history = nil
      if !isSameBody { viewer.forget() }
      return loadTab()
    }
  }

  private mutating func failViewer(_ sentence: String) -> [Effect] {
    viewer.entry = nil
    viewer.forget()
    viewer.failure = sentence
    return []
  }

  /// Loads what the tab needs beyond the entry's heads.
  mutating func loadTab() -> [Effect] {
    guard let entry = viewer.entry else { return [] }
    switch viewer.tab {
    case .body where viewer.body == nil && viewer.bodyGeneration == nil:
      return loadBody(viewer.range(containing: 0))
    case .history where viewer.history == nil:
      return [.loadHistory(entry.summary.id, generation: viewer.generation)]
    default: return []
    }
  }

  mutating func historyLoaded(
    _ result: Result<[HistoryItem], Failure>, _ generation: Int
  ) -> [Effect] {
    guard generation == viewer.generation else { return [] }
    switch result {
    case .failure(let failure): return say(failure.sentence, .error)
    case .success(let items):
      viewer.history = items
      return []
    }
  }

  mutating func show(_ tab: Viewer.Tab) -> [Effect] {
    viewer.show(tab)
    if layout.viewer == nil { return openViewer() }
    return loadTab()
  }

  /// The viewer alone on the screen.
  mutating func openViewer() -> [Effect] {
    guard list.focused != nil else { return nothingSelected() }
    choices.zoomed = .viewer
    focus = .viewer
    return relayout() + loadTab()
  }

  /// How many lines of the tab there is room for; a body has a line about itself above it.
  var viewerHeight: Int {
    max(1, (layout.viewer?.content.rows ?? 1) - (viewer.tab == .body ? 1 : 0))
  }

  /// How many lines the tab has at the present width.
  var viewerLineCount: Int {
    if viewer.tab == .body, let body = viewer.body { return body.count }
    return viewerLines(width: layout.viewer?.content.columns ?? 80).count
  }

  /// Scrolls by lines; past the end of a page of a large body comes the next page.
  mutating func scrollViewer(by lines: Int) -> [Effect] {
    let end = max(0, viewerLineCount - viewerHeight)
    let isStuck = lines > 0 ? viewer.scroll >= end : viewer.scroll <= 0
    if isStuck, viewer.tab == .body, let page = viewer.neighbor(forward: lines > 0) {
      return viewer.bodyGeneration == nil ? loadBody(page) : []
    }
    viewer.scroll = max(0, min(end, viewer.scroll + lines))
    keepCursorInView()
    return []
  }

  /// To the first or last line of all.
  mutating func scrollViewer(toEnd isEnd: Bool) -> [Effect] {
    if viewer.tab == .body, let size = viewer.entry?.body.size, let shown = viewer.body?.body,
      shown.goesByWindow, !shown.isUnpacked,
      isEnd ? shown.range.upperBound < size : shown.range.lowerBound > 0
    {
      viewer.goal = isEnd ? .end : .start
      return loadBody(viewer.range(containing: isEnd ? size - 1 : 0))
    }
    viewer.scroll = isEnd ? max(0, viewerLineCount - viewerHeight) : 0
    viewer.cursor = isEnd ? viewer.body?.line(atRow: viewerLineCount - 1) ?? 0 : 0
    return []
  }

  /// The columns of the widest line in view.
  private var viewerWidth: Int {
    let lines =
      if viewer.tab == .body, let body = viewer.body {
        body.rows(from: viewer.scroll, count: viewerHeight)
      } else {
        Array(viewerLines(width: layout.viewer?.content.columns ?? 80).dropFirst(viewer.scroll))
      }
    return lines.prefix(viewerHeight).map(\.width).max() ?? 0
  }

  /// Left and right: folds in a tree, sideways elsewhere, as far as there is something.
  mutating func sideways(_ step: Int) -> [Effect] {
    if viewer.tab == .body, focus == .viewer, step > 0 ? unfold() : viewer.indent == 0 && fold() {
      return []
    }
    let isAtEnd = viewerWidth <= viewer.indent + (layout.viewer?.content.columns ?? 80)
    if step < 0 || !isAtEnd { viewer.indent = max(0, viewer.indent + step * 8) }
    return []
  }
}
