package import Canvas
package import FoundationEssentials

/// What every pane needs beside its subject. Panes are pure: the same values give the same lines.
package struct PaneContext: Sendable, Hashable {
  /// The columns that lines may fill.
  package var width: Int
  /// The moment shown.
  package var now: Date
  /// The time zone of clock times.
  package var clock: ClockTimes
  /// What charts are drawn with.
  package var glyphs: Glyphs

  /// A context; Unicode and UTC by default.
  package init(
    width: Int, now: Date, clock: ClockTimes = ClockTimes(), glyphs: Glyphs = .unicode
  ) {
    self.width = max(1, width)
    self.now = now
    self.clock = clock
    self.glyphs = glyphs
  }
}

/// Pieces that the panes are made of.
enum PaneLine {
  /// ` name      value`, broken over several lines where it is too long.
  static func fact(
    _ name: VisibleText, _ value: VisibleText, _ style: Style = .normal, in context: PaneContext,
    labelWidth: Int = 10
  ) -> [StyledText] {
    var line = StyledText(" " + name.padded(to: labelWidth), Style(.label))
    line.append(value, style)
    return line.wrapped(to: context.width, indent: labelWidth + 1)
  }

  /// A heading above facts.
  static func heading(_ text: VisibleText) -> StyledText {
    StyledText(" " + text, Style(.heading, .bold))
  }

  /// A remark.
  static func note(_ text: VisibleText, in context: PaneContext) -> [StyledText] {
    StyledText(" " + text, Style(.muted)).wrapped(to: context.width, indent: 1)
  }

  static let blank = StyledText()
}
