import CacheStore
import Canvas
import FoundationEssentials

/// The line above the function keys: what just happened, what is marked, what undo would undo, and how
/// far a task is.
struct StatusLine {
  private let model: Model
  private let reading: LiveReading

  init(_ model: Model, _ reading: LiveReading) {
    self.model = model
    self.reading = reading
  }

  func draw(_ rect: Rect, _ frame: inout Frame) {
    let right = task(rect.columns) ?? hint(rect.columns)
    let left = left(rect.columns)
    let room = left.width + right.width + 2 <= rect.columns
    let isTask = model.tasks.running != nil
    let parts = rect.split(right: room || isTask ? right.width + 1 : 0)
    frame.write(right, in: parts.right)
    frame.write(left, in: parts.rest)
  }

  private func left(_ width: Int) -> StyledText {
    if let hint = model.filterBar.hint, model.filterBar.isOpen { return self.hint(hint, width) }
    if let error = model.filterBar.error {
      return StyledText(" \(error.description)", Style(.error))
    }
    if let run = model.filterRun, run.isRunning, model.filterBar.applied.readsContent {
      return StyledText(" \(run.scanning)", Style(.running)) + StyledText("   Esc", Style(.key))
        + StyledText(" stops", Style(.muted))
    }
    if let toast = model.toasts.current {
      var line = StyledText(" \(toast.text)", Style(toast.kind.role))
      if toast.kind == .success, hasUndo {
        line.append("   " + model.keys.key(for: .undo) + " undo", Style(.key))
      }
      return line
    }
    return width < 60 ? compact : resting
  }

  /// What the word that is typed can become, as much of it as there is room for.
  private func hint(_ hint: FilterBar.Hint, _ width: Int) -> StyledText {
    guard case .candidates(let candidates, let chosen) = hint else {
      return StyledText(" Enter looks into heads and bodies", Style(.info))
    }
    var line = StyledText()
    // The chosen one is always among them.
    for index in candidates.indices.dropFirst(max(0, (chosen ?? 0) - 2)) where line.width < width {
      let candidate = candidates[index]
      line.append(" \(candidate.short)", Style(index == chosen ? .selected : .key))
      if !candidate.note.isEmpty { line.append(" \(candidate.note) ", Style(.muted)) }
    }
    return line
  }

  private var hasUndo: Bool {
    model.undoLog.undoable.map { $0.time == model.toasts.current?.time } ?? false
  }

  private var resting: StyledText {
    if let start = model.marks.rangeStart {
      let count = Numbers.count(abs(start - model.list.cursor) + 1, "entry", "entries")
      return StyledText(
        " range of \(count): move, then \(model.keys.key(for: .markRange)) marks it, Esc doesn't",
        Style(.mark))
    }
    var line = StyledText()
    if !model.marks.isEmpty {
      let bytes = model.marks.bytes.map { " (\(Sizes.short($0)))" } ?? ""
      let count = Numbers.grouped(model.marks.count)
      line.append(" \(count) marked\(bytes)  ", Style(.mark))
    }
    if let operation = model.undoLog.undoable {
      let ago = Durations.short(model.now.timeIntervalSince(operation.time))
      line.append(" " + model.keys.key(for: .undo), Style(.key))
      line.append(" undo: \(operation.words) \(ago) ago", Style(.muted))
    }
    return line
  }

  /// Where there is no row for the live strip.
  private var compact: StyledText {
    var line = StyledText(" ")
    if model.layout.live == nil {
      line += LiveStrip.line(reading, width: 24, glyphs: model.preferences.glyphs)
    }
    if !model.marks.isEmpty { line.append("   \(model.marks.count) marked", Style(.mark)) }
    return line
  }

  private func hint(_ width: Int) -> StyledText {
    guard width >= 60 else { return StyledText() }
    let (help, command) = (model.keys.key(for: .help), model.keys.key(for: .command))
    return StyledText(help + " keys  " + command + " cmd", Style(.muted))
  }

  private func task(_ width: Int) -> StyledText? {
    guard let task = model.tasks.running else { return nil }
    let number = "task \(task.id.rawValue)/\(model.tasks.all.count) \(task.title) "
    var line = StyledText(
      width < 100 ? "\(task.isConditional ? "reval " : "refetch ")" : "\(number)")
    let cells = width >= 160 ? 20 : 12
    if width >= 60 {
      let filled = task.count > 0 ? task.done * cells / task.count : cells
      line.append("[", Style(.muted))
      line.append("#" * filled, Style(.chart))
      line.append("." * (cells - filled) + "]", Style(.muted))
    }
    line.append(" \(Numbers.grouped(task.done))/\(Numbers.grouped(task.count))")
    if width >= 160, let rest = task.remaining(at: model.now) {
      line.append("   eta \(Durations.latency(rest))", Style(.muted))
    }
    let tallies = width >= 160 ? task.tallyText : errors(task)
    if !tallies.isEmpty { line.append("  \(tallies)") }
    if width >= 80 { line.append("  " + model.keys.key(for: .tasks) + " tasks", Style(.key)) }
    return line
  }

  private func errors(_ task: BrowserTask) -> String {
    task.failed.isEmpty ? "" : "err \(task.failed.count)"
  }
}
