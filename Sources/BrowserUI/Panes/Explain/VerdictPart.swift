import Canvas
import HTTPCaching

/// What it is, since or until when, by which rule, and what comes of it.
enum VerdictPart {
  static func write(_ report: FreshnessReport, to page: inout ExplainPage) {
    let verdict = StyledText(" ") + verdict(report)
    let rule = StyledText("rule: " + rule(report, in: page.context))
    let gap = page.context.width - verdict.width - rule.width - 1
    if gap > 1 {
      page.lines.append(verdict + StyledText(VisibleText.blank(min(gap, 10))) + rule)
    } else {
      page.add(verdict, indent: 1)
      page.add(StyledText(" ") + rule, indent: 1)
    }
    let action = NextRequestPart.action(report.nextRequest, report.method)
    let next = StyledText(" next request: ", Style(.label)) + StyledText(action)
    page.lines.append(
      next.truncated(to: page.context.width, ellipsis: page.context.glyphs.ellipsis))
  }

  static func verdict(_ report: FreshnessReport) -> StyledText {
    let verdict = report.verdict
    let left = verdict.remaining.map { Durations.spoken($0.magnitude) }
    switch verdict.state {
    case .fresh: return StyledText("FRESH for \(left ?? "ever") more", Style(.fresh, .bold))
    case .neverExpires:
      let text: VisibleText =
        left.map { "IMMUTABLE, fresh for \($0) more" } ?? "FRESH for ever"
      return StyledText(text, Style(.never, .bold))
    case .staleWhileRevalidate:
      let window = report.staleWhileRevalidate.remaining.map { Durations.spoken($0) } ?? "?"
      return StyledText(
        "STALE for \(left ?? "?"), may be served for \(window) while it is revalidated",
        Style(.staleServable, .bold))
    case .stale: return StyledText("STALE for \(left ?? "ever")", Style(.stale, .bold))
    case .mustValidate:
      return StyledText("VALIDATED before each use", Style(.validate, .bold))
    }
  }

  /// The winning rule with where it comes from.
  static func rule(_ report: FreshnessReport, in context: PaneContext) -> VisibleText {
    let rule = report.verdict.rule
    if rule == .manual, let manual = report.manual { return byHand(manual, in: context) }
    return title(rule, report) + " (" + origin(rule, report) + ")"
  }

  /// What was done by hand, and when.
  private static func byHand(
    _ manual: FreshnessSettings.Manual, in context: PaneContext
  ) -> VisibleText {
    let time = VisibleText(untrusted: context.clock.relative(manual.setAt, to: context.now))
    return manual.expiration == .immediately
      ? "manual expire at " + time : "manual (set by hand at " + time + ")"
  }

  /// A rule's name; an expiry that the cache keeps is called by its field.
  static func title(_ rule: LifetimeRule, _ report: FreshnessReport) -> VisibleText {
    guard rule == .session, let field = report.expiryField else { return rule.title }
    return VisibleText(untrusted: "stored " + field)
  }

  private static func origin(_ rule: LifetimeRule, _ report: FreshnessReport) -> VisibleText {
    rule == .session && report.expiryField != nil ? "the cache" : rule.origin
  }
}

extension LifetimeRule {
  /// As the explanation calls it.
  var title: VisibleText {
    switch self {
    case .expires: "Expires"
    case .urlRule: "url rule"
    default: VisibleText(untrusted: rawValue)
    }
  }

  /// Who says so.
  var origin: VisibleText {
    switch self {
    case .manual: "by hand"
    case .immutable, .sharedMaxAge, .maxAge, .expires, .noCache: "response"
    case .perRequest: "request"
    case .urlRule, .session: "setting"
    case .heuristic: "RFC 9111 4.2.2"
    case .none: "nothing grants a lifetime"
    }
  }
}
