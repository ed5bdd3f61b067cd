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

  mutating func toggleHosts() -> [Effect] {
    if layout.kind == .columns, choices.zoomed == nil {
      choices.showsHosts.toggle()
      focus = layout.hosts == nil ? .list : .hosts
    } else {
      choices.zoomed = choices.zoomed == .hosts ? nil : .hosts
      focus = choices.zoomed == nil ? .list : .hosts
    }
    return relayout() + requestHosts()
  }

  mutating func cycleLive() -> [Effect] {
    let form = (choices.live ?? Layout.defaultLive(size)).next
    choices.live = form
    choices.zoomed = nil
    if form == .screen { focus = .live }
    return relayout()
  }

  /// The host under the cursor becomes the filter; the first line stands for all hosts.
  mutating func filterByHost() -> [Effect] {
    let names = totals?.topHosts.map(\.name) ?? []
    let text = hosts.cursor == 0 ? "" : "host:" + (names.dropFirst(hosts.cursor - 1).first ?? "*")
    guard let filter = try? Filter(text) else { return [] }
    if choices.zoomed == .hosts { choices.zoomed = nil }
    focus = .list
    let effects = relayout() + apply(filter, around: list.focused?.id)
    filterBar.remember()
    return effects
  }
}
