import CacheStore
import Canvas
import FoundationEssentials

/// A revalidation in lines.
struct ResultText {
  private let report: RevalidationReport
  private let clock: ClockTimes
  private let now: Date

  init(_ report: RevalidationReport, _ model: Model) {
    self.report = report
    now = model.now
    clock = model.clock
  }

  var lines: [StyledText] {
    let lines = [outcome] + sent + [answer, StyledText()]
    guard let before = report.before else { return lines }
    guard let after = report.after else {
      return lines + [DifferenceText.fact("entry", "\(Self.withoutAfter(report.outcome))")]
    }
    let body = report.outcome == .notModified ? .same : report.body
    let difference = EntryDifference(before: before, after: after, body: body)
    return lines + DifferenceText(difference: difference, now: now, clock: clock).all
  }

  private var sent: [StyledText] {
    guard !report.requestLine.isEmpty else { return [DifferenceText.fact("sent", "nothing")] }
    return [DifferenceText.fact("sent", "\(report.requestLine)")]
      + report.sentFields.map { DifferenceText.fact("", "\($0.name): \($0.value)") }
  }

  private var answer: StyledText {
    guard report.status > 0 else { return DifferenceText.fact("answer", "none") }
    let head = "\(report.status) in \(Durations.latency(report.duration))"
    if report.outcome == .notModified {
      return DifferenceText.fact("answer", "\(head), without a body")
    }
    let size = report.after.map { ", \(Sizes.short($0.body.size))" } ?? ""
    let was = report.before.map { " (was \(Sizes.short($0.body.size)))" } ?? ""
    return DifferenceText.fact("answer", "\(head + size + was)")
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
}
