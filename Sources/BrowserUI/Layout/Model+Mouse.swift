import CacheStore
import Canvas

extension Model {
  static let wheelRows = 3

  /// A click does what the keys would do there.
  mutating func mouseUsed(_ event: MouseEvent) -> [Effect] {
    let layout = layout
    guard layout.kind != .tooSmall else { return [] }
    if layout.keys.contains(event.point), event.isClick, !screens.contains(where: \.isDialog),
      let action = FunctionKeys.action(at: event.point, layout.keys, keys)
    {
      return screens.isEmpty && filterBar.isOpen ? [] : perform(action)
    }
    guard screens.isEmpty else { return screenUsed(event) }
    if filterBar.isOpen, !event.isWheel { return [] }
    if layout.filter.contains(event.point), event.isClick { return openFilter() }
    if choices.live == .screen { return liveUsed(event) }
    if layout.list.outer.contains(event.point) { return listUsed(event, layout) }
    if let pane = layout.viewer, pane.outer.contains(event.point) {
      return viewerUsed(event, pane)
    }
    if let pane = layout.hosts, pane.outer.contains(event.point) { return hostsUsed(event, pane) }
    if let live = layout.live, live.rows > 1, live.contains(event.point) {
      return liveUsed(event)
    }
    return []
  }

  private mutating func liveUsed(_ event: MouseEvent) -> [Effect] {
    switch event.action {
    case .wheelDown: return moveEvents(.lineDown, Self.wheelRows)
    case .wheelUp: return moveEvents(.lineUp, Self.wheelRows)
    case .press where event.button == .left:
      focus = .live
      return []
    case .press, .release, .drag: return []
    }
  }

  /// The wheel is the arrow keys on screens that have a list of their own.
  private mutating func screenUsed(_ event: MouseEvent) -> [Effect] {
    let lines = top?.isDialog == true ? 1 : Self.wheelRows
    switch event.action {
    case .wheelDown, .wheelUp:
      guard top?.takesWheel == true else { return [] }
      let key: Key = event.action == .wheelDown ? .down : .up
      return (0..<lines).flatMap { _ in keyPressed(key) }
    case .press where event.isClick: return tellTop { $0.clicked(event.point, in: &$1) } ?? []
    case .press, .release, .drag: return []
    }
  }

  private mutating func listUsed(_ event: MouseEvent, _ layout: Layout) -> [Effect] {
    switch event.action {
    case .wheelDown: return scroll(by: Self.wheelRows)
    case .wheelUp: return scroll(by: -Self.wheelRows)
    case .press where event.button == .left: break
    case .press, .release, .drag: return []
    }
    let wasFocused = focus == .list
    focus = .list
    let pane = layout.list
    let offset = event.point.column - pane.content.column
    if pane.titles.contains(event.point) {
      let column = ListPane.columns(pane, self).sort(at: offset)
      return column.map { setSort(sort.choosing($0)) } ?? []
    }
    let row = list.shownTop + event.point.row - pane.content.row
    guard pane.content.contains(event.point), let entry = list.row(row) else { return [] }
    if offset == 1 { marks.toggle(entry) }
    // Where there is no viewer beside it, a second click opens what the first one went to.
    let isAgain = wasFocused && row == list.cursor && offset != 1 && layout.viewer == nil
    return isAgain ? perform(.open) : move(to: row)
  }

  private mutating func viewerUsed(_ event: MouseEvent, _ pane: Layout.Pane) -> [Effect] {
    switch event.action {
    case .wheelDown: return scrollViewer(by: Self.wheelRows)
    case .wheelUp: return scrollViewer(by: -Self.wheelRows)
    case .press where event.button == .left: break
    case .press, .release, .drag: return []
    }
    focus = .viewer
    if pane.content.contains(event.point) { clickBody(row: event.point.row - pane.content.row - 1) }
    guard pane.titles.contains(event.point) else { return [] }
    let margin = pane.isBoxed ? 0 : 2
    let offset = event.point.column - pane.titles.column - margin
    let places = ViewerPane.tabPlaces(
      pane.titles.columns - (pane.isBoxed ? 0 : 20), shown: viewer.tab)
    let place = places.first { $0.start <= offset && offset < $0.start + $0.width }
    return place.map { show($0.tab) } ?? []
  }

  /// A click goes to a line, one on its mark opens or closes it, one on the line under the cursor makes it
  /// the filter.
  private mutating func hostsUsed(_ event: MouseEvent, _ pane: Layout.Pane) -> [Effect] {
    switch event.action {
    case .wheelDown: return moveHosts(.lineDown, Self.wheelRows)
    case .wheelUp: return moveHosts(.lineUp, Self.wheelRows)
    case .press where event.button == .left: break
    case .press, .release, .drag: return []
    }
    let row = event.point.row - pane.content.row
    let line = HostTreeView.top(hosts, rows: pane.content.rows) + row
    guard pane.content.contains(event.point), hosts.lines.indices.contains(line) else { return [] }
    let isAgain = focus == .hosts && hosts.cursor == line
    focus = .hosts
    hosts.move(to: line)
    let depth = hosts.lines[line].depth
    if let isOpen = hosts.lines[line].isOpen,
      event.point.column - pane.content.column - 1 == depth
    {
      return foldHosts(open: !isOpen)
    }
    return isAgain ? filterByHost() : []
  }
}

extension MouseEvent {
  fileprivate var isClick: Bool { action == .press && button == .left }
  fileprivate var isWheel: Bool { action == .wheelUp || action == .wheelDown }
}
