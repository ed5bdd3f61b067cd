import CacheStore
package import Canvas

/// What a revalidation changed: what was sent, the answer, fields, expiry and body, before and after.
package struct ResultScreen: Screen {
  package let report: RevalidationReport
  private var scroll = DocumentScroll()

  init(_ report: RevalidationReport) { self.report = report }

  package var context: KeyContext { .result }

  package mutating func keyPressed(_ key: Key, in model: inout Model) -> ScreenOutcome {
    let lines = ResultText(report, model).lines
    guard let action = model.keys.action(for: key, in: context) else {
      return model.keys.isKey(key, of: .difference) ? .close : .unhandled
    }
    if action == .copyMenu { return .stay(model.copyDocument(lines, "the result")) }
    if scroll.move(action, in: lines, height: FullScreen.height(model.size)) { return .stay }
    guard action == .undo else { return .unhandled }
    guard let operation = report.operation else { return .close(model.undo()) }
    return .close([.change(.undo(operation))])
  }

  package func draw(_ model: Model, into frame: inout Frame) {
    let name = URLText.visible(report.url).truncated(to: max(8, model.size.columns - 40), .middle)
    let body = FullScreen.draw(
      title: StyledText("Revalidate: ", Style(.bar, .bold)) + StyledText(name, Style(.bar)),
      trailing: verdict, hint: hint(model.keys), model,
      &frame)
    frame.write(scroll.shown(ResultText(report, model).lines), in: body)
  }

  private func hint(_ keys: KeyMap) -> VisibleText {
    [
      keys.hint(.findNext, .findPrevious, does: "next change"),
      report.operation == nil ? "" : keys.hint(.undo, does: "restore old"),
      keys.hint(.copyMenu, does: "copy diff"), keys.leaving(),
    ].asHints
  }

  private var verdict: VisibleText {
    let before = report.before.map { "\($0.summary.status) -> " } ?? ""
    let after = report.status > 0 ? "\(report.status) " : ""
    let word = report.outcome == .notModified ? "not modified" : report.outcome.tally
    return "\(before + after + word)"
  }
}
