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
    let left = left(rect.columns)
    let right = task(rect.columns) ?? rest(of: left, rect.columns) ?? hint(rect.columns)
    let room = left.width + right.width + 2 <= rect.columns
    let isKept =
      model.tasks.running != nil || model.writing != nil || model.changeDone > 0
      || right.plainText == Self.more
    let parts = rect.split(right: room || isKept ? right.width + 1 : 0)
    frame.write(right, in: parts.right)
    frame.write(left, in: parts.rest)
  }

  private static let more = ":messages"

  /// Where a message has no room: what shows all of it, unless that is a part of it.
  private func rest(of left: StyledText, _ width: Int) -> StyledText? {
    guard let toast = shownToast, left.width > width, width >= 60,
      !toast.text.contains(Self.more)
    else { return nil }
    return StyledText("\(Self.more)", Style(.key))
  }

  /// The message that stands there; nil where what is being typed or looked for has the line.
  private var shownToast: Toasts.Toast? {
    let isTyped = model.filterBar.isOpen && model.filterBar.hint != nil
    return isTyped || model.filterBar.error != nil || isScanning ? nil : model.toasts.current
  }

  private var isScanning: Bool {
    model.filterRun?.isRunning == true && model.filterBar.applied.readsContent
  }

  private func left(_ width: Int) -> StyledText {
    if let hint = model.filterBar.hint, model.filterBar.isOpen { return self.hint(hint, width) }
    if let error = model.filterBar.error {
      return StyledText(" \(error.description)", Style(.error))
    }
    if let run = model.filterRun, isScanning {
      return StyledText(" \(run.scanning)", Style(.running)) + StyledText("   Esc", Style(.key))
        + StyledText(" stops", Style(.muted))
    }
    if let toast = shownToast {
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
    model.undoLog.next.map { $0.time == model.toasts.current?.time } ?? false
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
    if let step = model.undoLog.next {
      let ago = Durations.short(model.now.timeIntervalSince(step.time))
      line.append(" " + model.keys.key(for: .undo), Style(.key))
      line.append(" undo: \(step.words) \(ago) ago", Style(.muted))
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
    let hints = hints.filter { !$0.isEmpty }.joined(separator: "  ")
    return StyledText(hints, Style(.muted))
  }

  private var hints: [VisibleText] {
    let keys = model.keys
    switch model.focus {
    case .hosts:
      return [
        keys.hint(.left, .right, does: "fold"), keys.hint(.sortMenu, does: "order"),
        keys.hint(.open, does: "filter"),
      ]
    case .live:
      return [
        keys.hint(.lineDown, .lineUp, does: "events"), keys.hint(.open, does: "entry"),
        keys.hint(.livePause, does: "pause"), keys.hint(.liveReset, does: "reset"),
        keys.hint(.liveSlower, .liveFaster, does: "interval"), keys.hint(.follow, does: "follow"),
      ]
    case .list, .viewer:
      return [keys.hint(.help, does: "keys"), keys.hint(.command, does: "cmd")]
    }
  }

  private func task(_ width: Int) -> StyledText? {
    guard let task = model.tasks.running else { return writing(width) ?? change(width) }
    let number = "task \(task.id.rawValue)/\(model.tasks.all.count) \(task.title) "
    var line = StyledText(
      width < 100 ? "\(task.isConditional ? "reval " : "refetch ")" : "\(number)")
    line += progress(task.done, of: task.count, since: task.started, width)
    let tallies = width >= 160 ? task.tallyText : errors(task)
    if !tallies.isEmpty { line.append("  \(tallies)") }
    if width >= 80 { line.append("  " + model.keys.key(for: .tasks) + " tasks", Style(.key)) }
    return line
  }

  /// A bar, numbers, and when all will be done, as far as there is room.
  private func progress(
    _ done: Int, of count: Int, since began: Date, _ width: Int
  ) -> StyledText {
    var line = StyledText()
    if width >= 60 { line += TaskBar.bar(done, of: count, cells: cells(width)) }
    line.append("\(Numbers.grouped(done))/\(Numbers.grouped(count))")
    if width >= 100,
      let rest = Durations.remaining(done, of: count, since: began, at: model.now)
    {
      line.append("   eta \(Durations.left(rest))", Style(.muted))
    }
    return line
  }

  private func cells(_ width: Int) -> Int { width >= 160 ? 20 : 12 }

  /// How far a file with many entries is.
  private func writing(_ width: Int) -> StyledText? {
    guard let writing = model.writing, writing.done > 0 else { return nil }
    let count = writing.request.entries.count
    var line = StyledText(width < 100 ? "write " : "write \(writing.request.exporter) ")
    line += progress(writing.done, of: count, since: writing.began, width)
    if width >= 60 { line.append("  C-c stops", Style(.key)) }
    return line
  }

  /// A change of many entries that is not done yet.
  private func change(_ width: Int) -> StyledText? {
    guard let change = model.changesUnderWay.first else { return nil }
    // A small one takes that long only where it waits for another process.
    let isSlow = model.now.timeIntervalSince(model.changeBegan) > 1
    guard let words = change.doing ?? (isSlow ? change.words : nil) else { return nil }
    let spinner = model.preferences.glyphs.spinner
    let mark = model.preferences.animates ? spinner[model.spinnerTurn % spinner.count] : "*"
    var line = StyledText("\(String(mark)) \(words)", Style(.running))
    guard model.changeDone > 0, width >= 60 else { return line }
    if let count = change.count {
      line += StyledText("  ") + TaskBar.bar(model.changeDone, of: count, cells: cells(width))
      line.append("\(100 * min(model.changeDone, count) / max(1, count)) %")
      line.append("  C-c stops", Style(.key))
    } else {
      line.append("  \(Numbers.grouped(model.changeDone))")
    }
    return line
  }

  private func errors(_ task: BrowserTask) -> String {
    task.failed.isEmpty ? "" : "err \(task.failed.count)"
  }
}
