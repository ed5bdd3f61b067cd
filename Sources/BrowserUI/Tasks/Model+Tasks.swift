import CacheStore

extension Model {
  mutating func revalidateTargets(isConditional: Bool) -> [Effect] {
    revalidate(targets, isConditional: isConditional, selection: selection)
  }

  mutating func revalidate(
    _ references: [EntryReference], isConditional: Bool, selection: String
  ) -> [Effect] {
    guard !references.isEmpty else { return nothingSelected() }
    let downloads =
      references.count == 1 && isConditional
      && list.focused?.reference == references[0] && list.focused?.canBeUnchanged == false
    if downloads || references.count > Self.manyRequests {
      return confirm(.revalidate(isConditional: isConditional), references, selection)
    }
    return startTask(references, isConditional: isConditional)
  }

  /// Adds a task; it runs at once unless another one does.
  mutating func startTask(_ references: [EntryReference], isConditional: Bool) -> [Effect] {
    let running = tasks.running
    _ = tasks.add(references, isConditional: isConditional, now: now)
    guard let running else { return startNextTask() }
    let tasks = said(": ", .tasks, does: "shows the tasks")
    return say("waits for task \(running.id.rawValue)" + tasks)
  }

  private mutating func startNextTask() -> [Effect] {
    guard tasks.running == nil, let next = tasks.waiting else { return [] }
    tasks.start(next.id, now: now)
    return [
      .revalidate(
        next.id, next.references, isConditional: next.isConditional,
        preferences.pace),
      .startTimer(.spinner, milliseconds: Self.spinnerMilliseconds),
    ]
  }

  mutating func cancel(_ id: TaskID) -> [Effect] {
    let isRunning = tasks.running?.id == id
    tasks.cancel(id, now: now)
    return isRunning ? say("cancelling", .warning) + [.cancel(id)] : say("cancelled", .warning)
  }

  mutating func revalidationFinished(_ id: TaskID, _ report: RevalidationReport) -> [Effect] {
    tasks.finished(report, of: id)
    if let operation = report.operation {
      let kind: StoreOperation.Kind = report.after == nil ? .delete : .revalidate
      undoLog.did(StoreOperation(id: operation, kind: kind, time: now, count: 1))
    }
    if !report.outcome.isFailure { marks.remove([report.reference.id]) }
    guard let task = tasks[id], task.count == 1 else { return refreshAfterChange() }
    return refresh(around: report.after?.summary.id)
  }

  mutating func taskFinished(_ id: TaskID) -> [Effect] {
    tasks.end(id, now: now)
    guard let task = tasks[id] else { return [] }
    let hint = task.hasChangedOne ? said("   ", .difference, does: "shows what") : ""
    return say(task.summary + hint, task.failed.isEmpty ? .success : .warning) + refresh()
      + requestTotals() + requestMarkedBytes() + [.loadOperations(limit: 50), .loadStorage]
      + startNextTask()
  }
}

extension BrowserTask {
  /// What became of it, in a sentence.
  var summary: String {
    if count == 1, let latest { return latest.outcome.text }
    let end = isCancelled ? "cancelled" : "done"
    return "\(title) \(end): \(tallyText)"
  }

  /// Whether it was of one entry, and that is not what it was.
  fileprivate var hasChangedOne: Bool {
    count == 1 && latest.map { $0.outcome != .notModified && $0.before != nil } == true
  }

  package var title: String { isConditional ? "revalidate" : "refetch (unconditional)" }

  /// `304:98 changed:13 err:1`
  package var tallyText: String {
    tallies.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.key):\($0.value)" }
      .joined(separator: " ")
  }
}
