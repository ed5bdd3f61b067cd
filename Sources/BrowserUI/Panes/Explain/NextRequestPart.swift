import Canvas
import HTTPCaching

/// What the next request would do, with which validators, and why.
enum NextRequestPart {
  static func write(_ report: FreshnessReport, to page: inout ExplainPage) {
    let next = report.nextRequest
    page.part(5, "Next request", StyledText(action(next, report.method), .normal.bold))
    for reason in next.reasons {
      var line = StyledText("\(reason.description)")
      line.append("  (\(reason.section))", Style(.muted))
      page.detail(line)
    }
    if let forbidden = next.staleForbidden {
      page.detail(StyledText("\(forbidden)", Style(.warning)))
    }
  }

  /// `conditional GET, If-None-Match: "9f1c-12a"`
  static func action(
    _ next: FreshnessReport.NextRequest, _ method: String
  ) -> VisibleText {
    switch next.kind {
    case .hit: return "HIT, nothing is sent"
    case .stale: return "HIT with a stale answer, nothing is sent"
    case .staleWhileRevalidate: return "HIT with a stale answer, refreshed in the background"
    case .conditional:
      let validators = next.validators.map { VisibleText(", \(title($0.name)): \($0.value)") }
      return "conditional \(method)" + validators.joined()
    case .forward: return "\(method) without a condition"
    case .gatewayTimeout: return "504, as only the cache may answer"
    }
  }

  /// A name as it is written in documents: `if-none-match` as `If-None-Match`.
  private static func title(_ name: String) -> String {
    name.split(separator: "-", omittingEmptySubsequences: false)
      .map { $0.prefix(1).uppercased() + $0.dropFirst().lowercased() }.joined(separator: "-")
  }
}
