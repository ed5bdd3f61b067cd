import CacheStore
import Canvas
import HTTPCaching

/// How a request comes to this variant: the fields that `Vary` names, and what is in the key.
enum MatchPart {
  static func write(
    _ report: FreshnessReport, _ entry: CacheEntry, to page: inout ExplainPage
  ) {
    page.part(6, "Match", StyledText(verdict(report.matching)))
    for field in report.matching.fields { page.detail(line(field)) }
    let parts = entry.keyParts
    var key: [VisibleText] = ["\(parts.method)", VisibleText(untrusted: parts.url, .url)]
    if parts.bodyDigest != nil { key.append("the body") }
    key += parts.matchedFields.map { "\($0.name): \($0.value)" }
    page.detail(StyledText("key of ", Style(.label)) + StyledText(key.joined(separator: ", ")))
    if !parts.ignoredParameters.isEmpty {
      let names = parts.ignoredParameters.map { VisibleText(untrusted: $0) }
      page.detail(
        StyledText("ignored ", Style(.label)) + StyledText(names.joined(separator: ", ")))
    }
  }

  private static func verdict(_ matching: FreshnessReport.Matching) -> VisibleText {
    if matching.variesOnEverything { return "never: Vary: * matches no request" }
    if matching.fields.isEmpty { return "by the key alone, no Vary" }
    return matching.matches ? "yes, all nominated fields agree" : "no, a nominated field differs"
  }

  private static func line(_ field: FreshnessReport.Matching.NominatedField) -> StyledText {
    var line = StyledText(
      field.matches ? "= " : "! ", Style(field.matches ? .success : .warning))
    line.append("\(field.name)", Style(.name))
    line.append(": \(field.stored ?? "(absent)")")
    if !field.matches { line.append("  asked: \(field.presented ?? "(absent)")", Style(.warning)) }
    return line
  }
}

/// What is odd about the response.
enum LintPart {
  static func write(_ report: FreshnessReport, to page: inout ExplainPage) {
    guard !report.notes.isEmpty else {
      page.part(7, "Lint", StyledText("nothing odd", Style(.muted)))
      return
    }
    for (index, note) in report.notes.enumerated() {
      var line = StyledText("\(note.text) ", style(note.level))
      line.append("(\(String(note.level.rawValue.prefix(1))))", Style(.muted))
      if index == 0 { page.part(7, "Lint", line) } else { page.detail(line) }
    }
  }

  private static func style(_ level: FreshnessReport.LintNote.Level) -> Style {
    switch level {
    case .info: Style(.info)
    case .warning: Style(.warning)
    case .error: Style(.error)
    }
  }
}
