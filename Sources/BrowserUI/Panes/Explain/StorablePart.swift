import Canvas
import HTTPCaching

/// Whether it may be stored, and what decided (RFC 9111 section 3).
enum StorablePart {
  static func write(_ report: FreshnessReport, to page: inout ExplainPage) {
    let storability = report.storability
    guard !storability.isStorable else {
      let reasons = words(storability.clauses)
      page.part(
        1, "Storable?",
        StyledText("yes  ", Style(.success))
          + StyledText(reasons.joined(separator: ", ")))
      return
    }
    page.part(1, "Storable?", StyledText("no", Style(.warning)))
    for clause in storability.obstacles {
      var line = StyledText("\(clause.name): ", Style(.name))
      line.append("\(clause.decidedBy)")
      line.append("  (\(clause.section))", Style(.muted))
      page.detail(line)
    }
  }

  /// `method GET, final status 200, no no-store, ...`: what decided, each fact once. Conditions that hold
  /// because there is nothing of the kind are left out.
  private static func words(_ clauses: [Storability.Clause]) -> [VisibleText] {
    var seen: Set<String> = ["absent", "any", "no", "allows it"]
    return clauses.compactMap { clause in
      guard seen.insert(clause.decidedBy).inserted else { return nil }
      let isClear = clause.decidedBy.contains(clause.name) || clause.decidedBy.hasPrefix("no ")
      let text = isClear ? clause.decidedBy : clause.name + " " + clause.decidedBy
      return VisibleText(untrusted: text)
    }
  }
}
