/// What a person chose about the layout.
package struct LayoutChoices: Sendable, Hashable {
  /// The pane that has the whole room.
  package var zoomed: PaneName?
  /// How live statistics are shown; nil for what the size suggests.
  package var live: LiveForm?
  /// Whether hosts have a pane where there is room for one.
  package var showsHosts = true
  /// Percent by which the list is larger than it would be.
  package var listGrowth = 0

  package init() {}

  /// The list's share of a length, within bounds that leave the other pane usable.
  func share(of length: Int, normally: Int) -> Int {
    let wanted = normally + length * listGrowth / 100
    return max(length / 4, min(length * 3 / 4, wanted))
  }
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
