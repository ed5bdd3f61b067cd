package import Canvas
import FoundationEssentials

/// The tasks of this run, the latest first; `x` cancels the one under the cursor.
package struct TasksScreen: Screen {
  private var list = ScrollingList()

  package var context: KeyContext { .tasks }

  package mutating func keyPressed(_ key: Key, in model: inout Model) -> ScreenOutcome {
    let tasks = Array(model.tasks.all.reversed())
    list.fit(count: tasks.count, height: FullScreen.height(model.size) - 1)
    let focused = tasks.indices.contains(list.cursor) ? tasks[list.cursor] : nil
    if key == .character("x") {
      guard let focused, focused.isRunning else { return .stay }
      return .stay(model.cancel(focused.id))
    }
    guard let action = model.keys.action(for: key, in: context) else { return .unhandled }
    if list.move(action, count: tasks.count, height: FullScreen.height(model.size) - 1) {
      return .stay
    }
    guard action == .open else { return action == .tasks ? .close : .unhandled }
    guard let report = focused?.latest, report.before != nil else { return .stay }
    return .stay(model.open(ResultScreen(report)))
  }

  package func draw(_ model: Model, into frame: inout Frame) {
    let body = FullScreen.draw(
      title: StyledText("Tasks", Style(.bar, .bold)), trailing: "q back",
      hint: model.tasks.all.isEmpty
        ? "no tasks yet: r revalidates" : "x cancel   enter last result", model, &frame)
    let tasks = Array(model.tasks.all.reversed())
    for index in 0..<body.rows where list.top + index < tasks.count {
      let isFocused = list.top + index == list.cursor
      frame.write(line(tasks[list.top + index], isFocused, model), in: body.row(index))
    }
  }

  private func line(_ task: BrowserTask, _ isFocused: Bool, _ model: Model) -> StyledText {
    let clock = ClockTimes(utcOffset: model.preferences.utcOffset)
    var line = StyledText(isFocused ? "> " : "  ")
    line.append("\(task.id.rawValue)  \(clock.time(task.started))  ", Style(.muted))
    line.append("\(task.title)  \(Numbers.grouped(task.done))/\(Numbers.grouped(task.count))  ")
    line.append(state(task), Style(task.isRunning ? .running : .muted))
    line.append("  \(task.tallyText)", task.failed.isEmpty ? .normal : Style(.warning))
    return line
  }

  private func state(_ task: BrowserTask) -> VisibleText {
    if task.isRunning { return task.isCancelled ? "cancelling" : "running" }
    return task.isCancelled ? "cancelled" : "done"
  }
}
