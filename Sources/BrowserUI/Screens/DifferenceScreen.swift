import CacheStore
package import Canvas

/// How two entries, or two versions of one, differ.
package struct DifferenceScreen: Screen {
  private let difference: EntryDifference
  private var scroll = DocumentScroll()

  init(_ difference: EntryDifference) { self.difference = difference }

  package var context: KeyContext { .result }

  package mutating func keyPressed(_ key: Key, in model: inout Model) -> ScreenOutcome {
    guard let action = model.keys.action(for: key, in: context) else {
      return model.keys.isKey(key, of: .difference) ? .close : .unhandled
    }
    if action == .copyMenu { return .stay(model.copyDocument(lines(model), "the difference")) }
    let height = FullScreen.height(model.size)
    return scroll.move(action, in: lines(model), height: height) ? .stay : .unhandled
  }

  private func lines(_ model: Model) -> [StyledText] {
    difference.lines(now: model.now, clock: model.clock)
  }

  package func draw(_ model: Model, into frame: inout Frame) {
    let name = URLText.visible(difference.after.summary.url)
      .truncated(to: max(8, model.size.columns - 40), .middle)
    let title = difference.isOneEntry ? VisibleText("Former version: ") : "Compare: "
    let body = FullScreen.draw(
      title: StyledText(title, Style(.bar, .bold)) + StyledText(name, Style(.bar)),
      trailing: "\(difference.fields.count) fields differ",
      hint: [
        model.keys.hint(.findNext, .findPrevious, does: "next change"),
        model.keys.hint(.copyMenu, does: "copy diff"), model.keys.leaving(),
      ].asHints, model, &frame)
    frame.write(scroll.shown(lines(model)), in: body)
  }
}

extension Model {
  mutating func copyDocument(_ lines: [StyledText], _ name: String) -> [Effect] {
    let text = lines.map(\.plainText).joined(separator: "\n") + "\n"
    guard text.utf8.count <= Self.copyLimit else {
      return say("\(name): too long for the clipboard", .warning)
    }
    return say("copied \(name)", .success) + [.copy(text)]
  }

  /// Compares the two marked entries, or else the one under the cursor with what it was before.
  mutating func showDifference() -> [Effect] {
    if marks.count == 2 {
      let pair = marks.references.keys.sorted { $0.rawValue < $1.rawValue }
      return compare(.entries(pair[0], pair[1]))
    }
    guard let focused = list.focused else { return nothingSelected() }
    if let report = tasks.results[focused.id], report.before != nil {
      return open(ResultScreen(report))
    }
    return compare(.former(focused.id))
  }

  private mutating func compare(_ comparison: Comparison) -> [Effect] {
    let generation = nextGeneration()
    awaitedComparison = generation
    return [.compare(comparison, generation: generation)]
  }

  mutating func compared(_ result: Result<EntryDifference?, Failure>, _ generation: Int) -> [Effect]
  {
    guard awaitedComparison == generation else { return [] }
    awaitedComparison = nil
    switch result {
    case .failure(let failure): return say(failure.sentence, .error)
    case .success(nil):
      let origin = said("", .revalidate, does: "asks the origin, ")
      return say("no former version is kept: \(origin)two marked entries compare")
    case .success(let difference?): return open(DifferenceScreen(difference))
    }
  }
}
