package import Canvas
import FoundationEssentials

/// What became of each entry of a task, failures first; Enter shows what changed in one.
package struct TaskScreen: ListScreen {
  private let id: TaskID
  var list = ScrollingList()

  init(_ id: TaskID) { self.id = id }

  package var context: KeyContext { .tasks }

  package mutating func keyPressed(_ key: Key, in model: inout Model) -> ScreenOutcome {
    let items = items(model)
    let height = FullScreen.height(model.size) - 1
    list.fit(count: items.count, height: height)
    if key == .character("x") {
      let task = model.tasks[id]
      guard let task, task.state != .ended, !task.isCancelled else { return .stay }
      return .stay(model.cancel(id))
    }
    guard let action = model.keys.action(for: key, in: context) else { return .unhandled }
    if list.move(action, count: items.count, height: height) { return .stay }
    guard action == .open else { return action == .tasks ? .stay : .unhandled }
    guard items.indices.contains(list.cursor) else { return .stay }
    let item = items[list.cursor]
    guard let report = model.tasks.results[item.entry], report.outcome == item.outcome else {
      return .stay(model.say("what changed in it is no longer kept", .warning))
    }
    return .stay(model.open(ResultScreen(report)))
  }

  /// Failures, then the others, in the order in which they came.
  private func items(_ model: Model) -> [BrowserTask.Item] {
    let items = model.tasks[id]?.items ?? []
    return items.filter(\.outcome.isFailure) + items.filter { !$0.outcome.isFailure }
  }

  func lines(_ model: Model) -> (count: Int, height: Int, firstRow: Int) {
    (items(model).count, FullScreen.height(model.size) - 1, 2)
  }

  package func draw(_ model: Model, into frame: inout Frame) {
    guard let task = model.tasks[id] else { return }
    let body = FullScreen.draw(
      title: StyledText("Task \(id.rawValue)", Style(.bar, .bold))
        + StyledText("  \(task.title)", Style(.bar)), trailing: model.keys.leaving(),
      hint: ["x cancel", model.keys.hint(.open, does: "what changed")].asHints, model, &frame)
    let parts = body.split(top: 1)
    var head = StyledText(" ")
    head += TaskBar.bar(task.done, of: task.count, cells: 12)
    head.append("\(Numbers.grouped(task.done))/\(Numbers.grouped(task.count))  ")
    if let rest = task.remaining(at: model.now) {
      head.append("eta \(Durations.left(rest))  ", Style(.muted))
    }
    head.append("\(task.tallyText)", task.failed.isEmpty ? .normal : Style(.warning))
    frame.write(head, in: parts.top)
    let items = items(model)
    for index in 0..<parts.rest.rows where list.top + index < items.count {
      let isFocused = list.top + index == list.cursor
      draw(items[list.top + index], isFocused, parts.rest.row(index), &frame)
    }
  }

  private func draw(
    _ item: BrowserTask.Item, _ isFocused: Bool, _ row: Rect, _ frame: inout Frame
  ) {
    var line = StyledText(isFocused ? "> " : "  ", Style(.focus))
    line.append(
      item.outcome.tally.visible.padded(to: 10), Style(item.outcome.isFailure ? .error : .success))
    let time: VisibleText = item.duration > 0 ? "\(Durations.latency(item.duration))" : ""
    line.append(time.padded(to: 8, .trailing) + "  ", Style(.muted))
    let used = frame.write(line, in: row)
    let rest = row.split(left: used).rest
    let detail: VisibleText = item.outcome.detail.map { "  \($0)" } ?? ""
    let parts = rest.split(right: min(detail.width, rest.columns / 2))
    frame.write(URLText.visible(item.url), in: parts.rest, cut: .middle)
    frame.write(detail, in: parts.right, Style(.muted))
  }
}

extension RevalidationReport.Outcome {
  /// What the word for it doesn't say.
  fileprivate var detail: String? {
    switch self {
    case .originError(let status): "status \(status)"
    case .networkError(let why), .skipped(let why): why
    case .notModified, .changed, .gone, .notStorable, .cancelled: nil
    }
  }
}
