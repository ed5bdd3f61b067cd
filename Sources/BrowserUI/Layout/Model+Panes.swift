import CacheStore
import Canvas

extension Model {
  func isVisible(_ pane: PaneName) -> Bool {
    let layout = layout
    if choices.live == .screen { return pane == .live }
    switch pane {
    case .list: return !layout.list.outer.isEmpty
    case .viewer: return layout.viewer != nil
    case .hosts: return layout.hosts != nil
    case .live: return layout.live.map { $0.rows > 1 } ?? false
    }
  }

  mutating func moveFocus(by step: Int) -> [Effect] {
    let panes = PaneName.allCases.filter(isVisible)
    guard let place = panes.firstIndex(of: focus) else {
      focus = panes.first ?? .list
      return []
    }
    focus = panes[(place + step + panes.count) % panes.count]
    return []
  }

  mutating func toggleZoom() -> [Effect] {
    if choices.zoomed == nil, focus != .live {
      choices.zoomed = focus
    } else {
      choices.zoomed = nil
    }
    return relayout()
  }

  /// The next form of live statistics. A pane or screen that opens has the focus, so that its keys work;
  /// one that closes gives it back.
  mutating func cycleLive() -> [Effect] {
    let form = (choices.live ?? Layout.defaultLive(size)).next
    choices.live = form
    choices.zoomed = nil
    if isVisible(.live) { focus = .live } else if focus == .live { focus = .list }
    return relayout()
  }
}
