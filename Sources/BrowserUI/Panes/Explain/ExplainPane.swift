package import CacheStore
package import Canvas
package import HTTPCaching

/// Why an entry is what it is: verdict, timeline, and the seven parts of the reasoning. Every number is
/// the report's; this only lays it out. The same lines go to the screen, to `larder explain` and into
/// the clipboard.
package enum ExplainPane {
  /// The lines about an entry.
  ///
  /// - Parameter whatIf: what the report assumes; nil for the stored request again, now.
  package static func lines(
    _ report: FreshnessReport, of entry: CacheEntry, whatIf: WhatIf? = nil, in context: PaneContext
  ) -> [StyledText] {
    var page = ExplainPage(context: context)
    if let whatIf {
      WhatIfPart.write(whatIf, report, to: &page)
      page.blank()
    }
    VerdictPart.write(report, to: &page)
    page.blank()
    page.lines += TimelineBar(report).lines(report, in: context)
    page.blank()
    StorablePart.write(report, to: &page)
    LifetimePart.write(report, to: &page)
    AgePart.write(report, to: &page)
    ComparisonPart.write(report, to: &page)
    NextRequestPart.write(report, to: &page)
    MatchPart.write(report, entry, to: &page)
    LintPart.write(report, to: &page)
    return page.lines
  }

  /// The shortest form, for under another view: verdict, next request and bar.
  package static func summary(
    _ report: FreshnessReport, in context: PaneContext
  ) -> [StyledText] {
    var line = VerdictPart.verdict(report)
    line.append("   rule " + VerdictPart.rule(report, in: context), Style(.muted))
    line.append("   next request: " + NextRequestPart.action(report.nextRequest, report.method))
    return [line.prefix(columns: context.width)] + TimelineBar(report).bar(in: context)
  }

  /// The line under an explanation on screen that tells of assumptions.
  static func invitation(_ keys: KeyMap, in context: PaneContext) -> StyledText {
    var line = StyledText(" what-if> ", Style(.key))
    line.append(keys.key(for: .whatIf) + " asks: \(WhatIf.examples)", Style(.muted))
    return line.truncated(to: context.width, ellipsis: context.glyphs.ellipsis)
  }

  /// The lines as text for a terminal or a file, without styles.
  package static func text(
    _ report: FreshnessReport, of entry: CacheEntry, whatIf: WhatIf? = nil, in context: PaneContext
  ) -> String {
    lines(report, of: entry, whatIf: whatIf, in: context).map { line in
      var text = line.plainText
      if context.glyphs.isASCII {
        text = line.runs.map(\.text.ascii.plainText).joined()
      }
      while text.hasSuffix(" ") { text.removeLast() }
      return text + "\n"
    }.joined()
  }
}

/// The lines of an explanation as they come to be.
struct ExplainPage {
  let context: PaneContext
  var lines: [StyledText] = []

  /// Where the text of a part begins.
  static let indent = 17

  init(context: PaneContext) { self.context = context }

  mutating func blank() { lines.append(StyledText()) }

  mutating func add(_ line: StyledText, indent: Int = indent) {
    lines += line.wrapped(to: context.width, indent: indent)
  }

  /// ` 3 Age            842 s = ...`
  mutating func part(_ number: Int, _ name: VisibleText, _ text: StyledText) {
    let head = (VisibleText(" \(number) ") + name).padded(to: Self.indent)
    add(StyledText(head, Style(.heading)) + text)
  }

  /// A line of a part, under its text.
  mutating func detail(_ text: StyledText) {
    add(StyledText(VisibleText.blank(Self.indent)) + text)
  }
}
