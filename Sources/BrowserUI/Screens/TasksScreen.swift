package import Canvas
import FoundationEssentials

/// The tasks of this run, the latest first; `x` cancels the one under the cursor, Enter shows what became
/// of its entries.
package struct TasksScreen: ListScreen {
  var list = ScrollingList()

  package var context: KeyContext { .tasks }

  package mutating func keyPressed(_ key: Key, in model: inout Model) -> ScreenOutcome {
    let tasks = Array(model.tasks.all.reversed())
    list.fit(count: tasks.count, height: FullScreen.height(model.size))
    let focused = tasks.indices.contains(list.cursor) ? tasks[list.cursor] : nil
    if key == .character("x") {
      guard let focused, focused.state != .ended, !focused.isCancelled else { return .stay }
      return .stay(model.cancel(focused.id))
    }
    guard let action = model.keys.action(for: key, in: context) else { return .unhandled }
    if list.move(action, count: tasks.count, height: FullScreen.height(model.size)) { return .stay }
    guard action == .open else { return action == .tasks ? .close : .unhandled }
    guard let focused else { return .stay }
    if focused.count == 1, let report = focused.latest, report.before != nil {
      return .stay(model.open(ResultScreen(report)))
    }
    return .stay(model.open(TaskScreen(focused.id)))
  }

  func lines(_ model: Model) -> (count: Int, height: Int, firstRow: Int) {
    (model.tasks.all.count, FullScreen.height(model.size), 1)
  }

  package func draw(_ model: Model, into frame: inout Frame) {
    let body = FullScreen.draw(
      title: StyledText("Tasks", Style(.bar, .bold)), trailing: model.keys.leaving(),
      hint: model.tasks.all.isEmpty
        ? "no tasks yet: " + model.keys.hint(.revalidate, does: "revalidates")
        : ["x cancel", model.keys.hint(.open, does: "what became of each entry")].asHints, model,
      &frame)
    let tasks = Array(model.tasks.all.reversed())
    for index in 0..<body.rows where list.top + index < tasks.count {
      let isFocused = list.top + index == list.cursor
      frame.write(line(tasks[list.top + index], isFocused, model), in: body.row(index))
    }
  }

  private func line(_ task: BrowserTask, _ isFocused: Bool, _ model: Model) -> StyledText {
    var line = StyledText(isFocused ? "> " : "  ", Style(.focus))
    line.append("\(task.id.rawValue)  \(model.clock.time(task.started))  ", Style(.muted))
    line.append("\(task.title)  ")
    if task.isRunning {
      line += TaskBar.bar(task.done, of: task.count, cells: model.size.columns >= 100 ? 20 : 8)
    }
    line.append("\(Numbers.grouped(task.done))/\(Numbers.grouped(task.count))  ")
    line.append(state(task, model), Style(task.isRunning ? .running : .muted))
    line.append("  \(task.tallyText)", task.failed.isEmpty ? .normal : Style(.warning))
    return line
  }

  private func state(_ task: BrowserTask, _ model: Model) -> VisibleText {
    switch task.state {
    case .waiting: return "waiting"
    case .running where task.isCancelled: return "cancelling"
    case .running:
      return task.remaining(at: model.now).map { "eta \(Durations.left($0))" } ?? "running"
    case .ended:
      let seconds = task.ended.map { $0.timeIntervalSince(task.started) } ?? 0
      let time = seconds < 1 ? "" : " in \(Durations.latency(seconds))"
      return "\(task.isCancelled ? "cancelled" : "done" + time)"
    }
  }
}

/// How far a task is, as a bar.
enum TaskBar {
  static func bar(_ done: Int, of count: Int, cells: Int) -> StyledText {
    let filled = count > 0 ? min(done, count) * cells / count : cells
    var bar = StyledText("[", Style(.muted))
    bar.append("#" * filled, Style(.chart))
    bar.append("." * (cells - filled) + "] ", Style(.muted))
    return bar
  }
}
