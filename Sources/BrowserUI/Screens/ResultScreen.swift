import CacheStore
package import Canvas

/// What a revalidation changed: what was sent, the answer, fields, expiry and body, before and after.
package struct ResultScreen: Screen {
  package let report: RevalidationReport
  private var scroll = 0

  init(_ report: RevalidationReport) { self.report = report }

  package var context: KeyContext { .result }

  package mutating func keyPressed(_ key: Key, in model: inout Model) -> ScreenOutcome {
    if key == .character("y") { return .stay(model.copyResult(report)) }
    if key == .character("=") { return .close }
    guard let action = model.keys.action(for: key, in: context) else { return .unhandled }
    let lines = ResultText(report, model).lines
    let last = max(0, lines.count - FullScreen.height(model.size))
    switch action {
    case .lineDown: scroll += 1
    case .lineUp: scroll -= 1
    case .halfPageDown, .pageDown: scroll += max(1, FullScreen.height(model.size) - 1)
    case .halfPageUp, .pageUp: scroll -= max(1, FullScreen.height(model.size) - 1)
    case .first: scroll = 0
    case .last: scroll = last
    case .findNext: scroll = change(in: lines, after: scroll) ?? scroll
    case .findPrevious: scroll = change(in: lines, before: scroll) ?? scroll
    case .undo: return .close(model.undo())
    default: return .unhandled
    }
    scroll = max(0, min(last, scroll))
    return .stay
  }

  /// The next line that shows a change and follows one that does not.
  private func change(in lines: [StyledText], after line: Int) -> Int? {
    lines.indices.first { $0 > line && ResultText.isChange(lines[$0]) }
  }

  private func change(in lines: [StyledText], before line: Int) -> Int? {
    lines.indices.last { $0 < line && ResultText.isChange(lines[$0]) }
  }

  package func draw(_ model: Model, into frame: inout Frame) {
    let url = report.after?.summary.url ?? report.before?.summary.url ?? ""
    let name = URLText.visible(url).truncated(to: max(8, model.size.columns - 40), .middle)
    let body = FullScreen.draw(
      title: StyledText("Revalidate: ", Style(.bar, .bold)) + StyledText(name, Style(.bar)),
      trailing: verdict, hint: "n/N next change   u restore old   y copy diff   q back", model,
      &frame)
    frame.write(ResultText(report, model).lines.dropFirst(scroll), in: body)
  }

  private var verdict: VisibleText {
    let before = report.before.map { "\($0.summary.status) -> " } ?? ""
    let after = report.status > 0 ? "\(report.status) " : ""
    let word = report.outcome == .notModified ? "not modified" : report.outcome.tally
    return "\(before + after + word)"
  }
}

extension Model {
  mutating func copyResult(_ report: RevalidationReport) -> [Effect] {
    let text = ResultText(report, self).lines.map(\.plainText).joined(separator: "\n")
    guard text.utf8.count <= Self.copyLimit else { return say("too long for the clipboard") }
    return say("copied the result", .success) + [.copy(text + "\n")]
  }
}
