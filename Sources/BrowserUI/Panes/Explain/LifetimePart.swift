import Canvas
import HTTPCaching

/// All sources of a lifetime, strongest first, and why each but one lost (RFC 9111 section 4.2.1).
enum LifetimePart {
  static func write(_ report: FreshnessReport, to page: inout ExplainPage) {
    page.part(2, "Lifetime", StyledText("candidates, strongest first", Style(.muted)))
    for candidate in report.candidates { page.add(line(candidate, report), indent: 31) }
  }

  private static func line(
    _ candidate: FreshnessReport.LifetimeCandidate, _ report: FreshnessReport
  ) -> StyledText {
    let wins = candidate.result == .wins
    let style = wins ? Style(.success, .bold) : Style(isSilent(candidate) ? .muted : .normal)
    var line = StyledText(wins ? "  > " : "    ", style)
    let title = VerdictPart.title(candidate.rule, report)
    line.append(title.padded(to: max(13, title.width)) + " ", style)
    line.append(value(candidate).padded(to: max(12, value(candidate).width)) + " ", style)
    line.append(wins && candidate.note == "wins" ? "WINS" : "\(candidate.note)", style)
    if candidate.seconds != nil, let words = candidate.value {
      line.append("  (\(words))", Style(.muted))
    }
    return line
  }

  private static func isSilent(_ candidate: FreshnessReport.LifetimeCandidate) -> Bool {
    candidate.result == .absent || candidate.result == .off
  }

  private static func value(_ candidate: FreshnessReport.LifetimeCandidate) -> VisibleText {
    if candidate.result == .off { return "off" }
    if let seconds = candidate.seconds { return "\(Numbers.short(seconds, places: 1)) s" }
    return "\(candidate.value ?? "-")"
  }
}
