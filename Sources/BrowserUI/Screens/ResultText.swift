import CacheStore
import Canvas
import FoundationEssentials
import HTTPCaching
import HTTPTypes

/// A revalidation in lines.
struct ResultText {
  private let report: RevalidationReport
  private let clock: ClockTimes
  private let now: Date

  init(_ report: RevalidationReport, _ model: Model) {
    self.report = report
    now = model.now
    clock = ClockTimes(utcOffset: model.preferences.utcOffset)
  }

  var lines: [StyledText] {
    var lines = [outcome] + sent + [answer, StyledText()]
    guard let before = report.before else { return lines }
    guard let after = report.after else {
      lines.append(fact("entry", "\(Self.withoutAfter(report.outcome))"))
      return lines
    }
    lines += fields(before, after) + [StyledText()]
    lines += expiry(before.summary, after.summary) + [StyledText()]
    return lines + body(before, after)
  }

  /// Whether a line shows a difference, for going from one to the next.
  static func isChange(_ line: StyledText) -> Bool {
    line.runs.contains { [.added, .removed, .changed].contains($0.style.role) }
  }

  private func fact(_ name: VisibleText, _ value: VisibleText) -> StyledText {
    StyledText(" " + name.padded(to: 10), Style(.label)) + StyledText(value)
  }

  private var sent: [StyledText] {
    guard !report.requestLine.isEmpty else { return [fact("sent", "nothing")] }
    return [fact("sent", "\(report.requestLine)")]
      + report.sentFields.map { fact("", "\($0.name): \($0.value)") }
  }

  private var answer: StyledText {
    guard report.status > 0 else { return fact("answer", "none") }
    let head = "\(report.status) in \(Durations.latency(report.duration))"
    if report.outcome == .notModified { return fact("answer", "\(head), without a body") }
    let size = report.after.map { ", \(Sizes.short($0.body.size))" } ?? ""
    let was = report.before.map { " (was \(Sizes.short($0.body.size)))" } ?? ""
    return fact("answer", "\(head + size + was)")
  }

  /// What came of it, before everything else.
  private var outcome: StyledText {
    let role: Role = report.outcome.isFailure ? .error : .title
    return StyledText(" " + VisibleText("outcome").padded(to: 10), Style(.label))
      + StyledText("\(report.outcome.text)", Style(role, .bold))
  }

  private static func withoutAfter(_ outcome: RevalidationReport.Outcome) -> String {
    outcome.isFailure ? "kept as it was" : "no longer in the cache"
  }

  private func fields(_ before: CacheEntry, _ after: CacheEntry) -> [StyledText] {
    let changes = FieldChange.between(
      before.stored.response.headerFields, after.stored.response.headerFields)
    guard !changes.isEmpty else { return [fact("headers", "unchanged")] }
    return [fact("headers", "\(FieldChange.summary(changes))")] + changes.map(\.line)
  }

  private func expiry(_ before: EntrySummary, _ after: EntrySummary) -> [StyledText] {
    [
      fact("expiry", "was \(moment(before))  ->  \(moment(after))"),
      fact("rule", "\(before.timeline.rule.rawValue)  ->  \(after.timeline.rule.rawValue)"),
    ]
  }

  private func moment(_ summary: EntrySummary) -> String {
    if summary.timeline.mustValidate { return "validated before each use" }
    guard let end = summary.timeline.freshUntil else { return "never" }
    return "\(clock.relative(end, to: now)) (\(Durations.signed(end.timeIntervalSince(now))))"
  }

  private func body(_ before: CacheEntry, _ after: CacheEntry) -> [StyledText] {
    if report.outcome == .notModified { return [fact("body", "unchanged (304)")] }
    guard let old = report.bodyBefore, let new = report.bodyAfter else {
      let sizes = "\(Sizes.exact(before.body.size)) -> \(Sizes.exact(after.body.size))"
      return [fact("body", "too large to compare here: \(sizes)")]
    }
    if old == new { return [fact("body", "the same bytes, \(Sizes.exact(after.body.size))")] }
    return BodyChange.lines(old, new).map { lines in
      [fact("body", "text, lines changed")] + lines
    } ?? [
      fact("body", "binary: \(Sizes.exact(before.body.size)) -> \(Sizes.exact(after.body.size))")
    ]
  }
}
