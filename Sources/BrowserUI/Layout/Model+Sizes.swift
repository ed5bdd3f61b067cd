import Canvas

/// A direction in which panes have a size.
enum PaneSide: Sendable, Hashable {
  case width, height
}

extension Model {
  private static let shareStep = 5
  private static let columnStep = 2

  mutating func openResize() -> [Effect] {
    guard choices.zoomed == nil else {
      return say("one pane has the room" + said(": ", .zoom, does: "shows all of them"))
    }
    return open(ResizeDialog())
  }

  /// Makes the focused pane larger, or smaller for a negative count of steps.
  mutating func resize(_ side: PaneSide, by steps: Int) -> [Effect] {
    switch (side, focus) {
    case (.width, .hosts): return growHosts(by: steps)
    case (.height, .live): return growLive(by: steps)
    case (_, .hosts), (_, .live): return noEdge()
    case (_, .list), (_, .viewer):
      let sign = focus == .list ? 1 : -1
      if side == listSide { return growList(by: sign * steps) }
      return side == .height && layout.kind != .stacked ? growLive(by: -steps) : noEdge()
    }
  }

  /// Moves the edge that the focused pane shares with another one, to the right or down.
  mutating func moveBoundary(_ side: PaneSide, by steps: Int) -> [Effect] {
    if side == .width, focus == .hosts { return growHosts(by: steps) }
    if side == .height, focus == .live || layout.kind != .stacked { return growLive(by: -steps) }
    return side == listSide && focus != .live ? growList(by: steps) : noEdge()
  }

  /// Every pane of this layout as the layout and the settings have it.
  mutating func resetSizes() -> [Effect] {
    var sizes = PaneSizes()
    sizes.list = preferences.listShares[layout.kind]
    choices.sizes[layout.kind] = sizes
    return relayout()
  }

  /// In which direction list and viewer share the room.
  private var listSide: PaneSide? {
    switch layout.kind {
    case .tooSmall, .compact: nil
    case .stacked: .height
    case .sideBySide, .columns: .width
    }
  }

  private mutating func growList(by steps: Int) -> [Effect] {
    let kind = layout.kind
    let share = choices.sizes[kind]?.list ?? LayoutChoices.standardShare(kind)
    let wanted = share + steps * max(Self.shareStep, leastStep)
    choices.sizes[kind, default: PaneSizes()].list = wanted.clamped(to: LayoutChoices.shares)
    return relayout()
  }

  /// The percentage that moves the edge by a row or column at least.
  private var leastStep: Int {
    let parts = [layout.list.outer, layout.viewer?.outer ?? layout.list.outer]
    let length = parts.reduce(0) { $0 + (listSide == .height ? $1.rows : $1.columns) }
    return length > 0 ? (100 + length - 1) / length : Self.shareStep
  }

  private mutating func growHosts(by steps: Int) -> [Effect] {
    guard layout.hosts != nil else { return noEdge() }
    let growth = (choices.sizes[layout.kind]?.hosts ?? 0) + steps * Self.columnStep
    choices.sizes[layout.kind, default: PaneSizes()].hosts =
      growth.clamped(to: LayoutChoices.hostGrowth)
    return relayout()
  }

  private mutating func growLive(by steps: Int) -> [Effect] {
    guard let live = layout.live, live.rows > 1 else { return noEdge() }
    let growth = (choices.sizes[layout.kind]?.live ?? 0) + steps
    choices.sizes[layout.kind, default: PaneSizes()].live =
      growth.clamped(to: LayoutChoices.liveGrowth)
    return relayout()
  }

  private mutating func noEdge() -> [Effect] { say("the \(focus.rawValue) has no edge there") }
}
