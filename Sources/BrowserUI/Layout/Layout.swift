package import Canvas

/// Where everything is on a screen of a given size.
package struct Layout: Sendable, Hashable {
  /// Which arrangement.
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    /// Below the floor: a message.
    case tooSmall
    /// The list alone.
    case compact
    /// The list above the viewer.
    case stacked
    /// The list beside the viewer.
    case sideBySide
    /// Hosts, list and viewer.
    case columns
  }

  package var kind: Kind
  package var header = Rect(Size(columns: 0, rows: 0))
  package var filter = Rect(Size(columns: 0, rows: 0))
  /// The list with its titles, and its border where it has one.
  package var list = Pane()
  /// The viewer with its tabs.
  package var viewer: Pane?
  /// The hosts.
  package var hosts: Pane?
  /// The live strip, pane or row.
  package var live: Rect?
  /// Toasts, tasks, hints.
  package var status = Rect(Size(columns: 0, rows: 0))
  /// The row of function keys.
  package var keys = Rect(Size(columns: 0, rows: 0))

  /// A part of the screen with a title line of its own.
  package struct Pane: Sendable, Hashable {
    /// All of it, with its border or rule.
    package var outer = Rect(Size(columns: 0, rows: 0))
    /// Whether a border goes round it.
    package var isBoxed = false
    /// Column titles or tabs; empty where there is no room for them.
    package var titles = Rect(Size(columns: 0, rows: 0))
    /// What is left for rows or lines.
    package var content = Rect(Size(columns: 0, rows: 0))
  }

  /// The least size with more than a message.
  package static let floor = Size(columns: 40, rows: 10)

  /// A live pane has its title, its numbers and a few events.
  private static let leastLiveRows = 6
  private static let leastHostColumns = 16

  package init(_ size: Size, choices: LayoutChoices = LayoutChoices()) {
    kind = Self.kind(of: size)
    guard kind != .tooSmall else { return }
    var rest = Rect(size)
    (header, rest) = rest.split(top: 1)
    (filter, rest) = rest.split(top: 1)
    (rest, keys) = rest.split(bottom: 1)
    (rest, status) = rest.split(bottom: 1)
    rest = takeLive(from: rest, size, choices)
    arrange(rest, choices)
  }

  package static func kind(of size: Size) -> Kind {
    switch (size.columns, size.rows) {
    case (..<floor.columns, _), (_, ..<floor.rows): .tooSmall
    case (160..., 45...): .columns
    case (100..., 20...): .sideBySide
    case (80..., 24...): .stacked
    default: .compact
    }
  }

  /// How the live statistics are shown unless someone chose otherwise.
  package static func defaultLive(_ size: Size) -> LiveForm {
    switch kind(of: size) {
    case .columns: .pane
    case .sideBySide: size.rows >= 36 ? .pane : .strip
    default: .strip
    }
  }

  private mutating func takeLive(
    from rest: Rect, _ size: Size, _ choices: LayoutChoices
  ) -> Rect {
    let form = choices.live ?? Self.defaultLive(size)
    let growth = choices.sizes[kind]?.live ?? 0
    let rows: Int
    switch form {
    case .off, .screen: rows = 0
    // A low screen shows the numbers on the status line instead.
    case .strip: rows = kind == .compact && size.rows < 14 ? 0 : 1
    case .pane:
      let wanted = (kind == .columns ? 14 : 10) + growth
      rows = min(max(Self.leastLiveRows, wanted), rest.rows / 2)
    }
    guard rows > 0 else { return rest }
    let parts = rest.split(bottom: rows)
    live = parts.bottom
    return parts.rest
  }

  private mutating func arrange(_ rest: Rect, _ choices: LayoutChoices) {
    if let pane = choices.zoomed {
      zoom(pane, rest)
      return
    }
    switch kind {
    case .tooSmall: break
    case .compact: list = Self.plain(rest, hasTitles: rest.rows >= 10)
    case .stacked:
      let rows = choices.share(of: rest.rows, normally: rest.rows / 2 + 1, kind)
      let parts = rest.split(top: rows)
      list = Self.plain(parts.top, hasTitles: true)
      viewer = Self.ruled(parts.rest)
    case .sideBySide:
      split(rest, left: choices.share(of: rest.columns, normally: rest.columns * 8 / 15, kind))
    case .columns:
      var middle = rest
      if choices.showsHosts {
        let wanted = rest.columns * 17 / 100 + (choices.sizes[kind]?.hosts ?? 0)
        let parts = rest.split(left: max(Self.leastHostColumns, min(rest.columns / 3, wanted)))
        hosts = Self.boxed(parts.left)
        middle = parts.rest
      }
      split(
        middle,
        left: choices.share(of: middle.columns, normally: middle.columns * 79 / 166, kind))
    }
  }

  private mutating func split(_ rect: Rect, left columns: Int) {
    let parts = rect.split(left: columns)
    list = Self.boxed(parts.left)
    viewer = Self.boxed(parts.rest)
  }

  private mutating func zoom(_ pane: PaneName, _ rest: Rect) {
    switch pane {
    case .viewer: viewer = kind == .compact ? Self.ruled(rest) : Self.boxed(rest)
    case .hosts: hosts = Self.boxed(rest)
    case .list, .live:
      list =
        kind == .compact || kind == .stacked
        ? Self.plain(rest, hasTitles: true) : Self.boxed(rest)
    }
  }

  private static func plain(_ rect: Rect, hasTitles: Bool) -> Pane {
    let parts = rect.split(top: hasTitles ? 1 : 0)
    return Pane(outer: rect, isBoxed: false, titles: parts.top, content: parts.rest)
  }

  private static func ruled(_ rect: Rect) -> Pane {
    let parts = rect.split(top: 1)
    return Pane(
      outer: rect, isBoxed: false, titles: parts.top,
      content: parts.rest.split(left: 1).rest)
  }

  private static func boxed(_ rect: Rect) -> Pane {
    let parts = rect.inset().split(top: 1)
    return Pane(outer: rect, isBoxed: true, titles: parts.top, content: parts.rest)
  }
}
