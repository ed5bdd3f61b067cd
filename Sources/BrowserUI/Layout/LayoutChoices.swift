/// What a person chose about the layout.
package struct LayoutChoices: Sendable, Hashable {
  /// The pane that has the whole room.
  package var zoomed: PaneName?
  /// How live statistics are shown; nil for what the size suggests.
  package var live: LiveForm?
  /// Whether hosts have a pane where there is room for one.
  package var showsHosts = true
  /// Sizes of panes, for each layout its own.
  package var sizes: [Layout.Kind: PaneSizes] = [:]

  package init() {}

  /// What percentages of the room the list may have: the other pane stays usable.
  package static let shares = 25...75
  /// Columns by which hosts, and rows by which the live pane may be larger than the layout has them.
  static let hostGrowth = -40...40
  static let liveGrowth = -20...40

  /// The list's share in percent where nobody chose.
  static func standardShare(_ kind: Layout.Kind) -> Int {
    switch kind {
    case .sideBySide: 53
    case .columns: 48
    case .tooSmall, .compact, .stacked: 52
    }
  }

  /// The list's part of a length, within bounds that leave the other pane usable.
  func share(of length: Int, normally: Int, _ kind: Layout.Kind) -> Int {
    let standard = Self.standardShare(kind)
    let growth = (sizes[kind]?.list ?? standard) - standard
    return max(length / 4, min(length * 3 / 4, normally + length * growth / 100))
  }
}

/// What a person chose about the sizes of panes in one layout.
package struct PaneSizes: Sendable, Hashable {
  /// The list's share of the room that it has with the viewer, in percent; nil for the layout's own.
  package var list: Int?
  /// Columns by which the hosts are wider than the layout has them.
  package var hosts = 0
  /// Rows by which the live pane is taller than the layout has it.
  package var live = 0

  package init() {}
}

/// A pane of the home screen.
package enum PaneName: String, Sendable, Hashable, CaseIterable {
  case hosts, list, viewer, live
}

/// How live statistics are shown.
package enum LiveForm: String, Sendable, Hashable, CaseIterable {
  case strip, pane, screen, off

  /// The form behind this one.
  package var next: LiveForm {
    switch self {
    case .strip: .pane
    case .pane: .screen
    case .screen: .off
    case .off: .strip
    }
  }
}

extension Int {
  func clamped(to bounds: ClosedRange<Int>) -> Int {
    Swift.max(bounds.lowerBound, Swift.min(bounds.upperBound, self))
  }
}
