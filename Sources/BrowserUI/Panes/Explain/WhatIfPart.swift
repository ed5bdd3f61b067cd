import Canvas
import HTTPCaching

/// What is assumed of the next request, and what comes of it.
enum WhatIfPart {
  static func write(_ whatIf: WhatIf, _ report: FreshnessReport, to page: inout ExplainPage) {
    var line = StyledText(" what-if> ", Style(.key))
    line.append(VisibleText(untrusted: whatIf.text), Style(.title, .bold))
    line.append("  -> ", Style(.muted))
    line.append(VisibleText(untrusted: report.outcome), Style(.info, .bold))
    page.add(line, indent: 4)
  }
}
