package import CacheStore
import HTTPCaching

extension Model {
  mutating func changeFinished(
    _ change: StoreChange, _ result: Result<OperationResult, Failure>
  ) -> [Effect] {
    if let place = changesOfFormerStore.firstIndex(of: change) {
      changesOfFormerStore.remove(at: place)
      return []
    }
    changesUnderWay.removeAll { $0 == change }
    changeDone = 0
    switch result {
    case .failure(let failure):
      // What was done until then can be undone.
      return say(failure.sentence, .error) + refresh() + requestTotals()
        + [.loadOperations(limit: 50)]
    case .success(let result):
      note(change, result)
      let next = cursorAfter(change, result)
      let told = say(sentence(change, result), result.changed.isEmpty ? .warning : .success)
      return told + refresh(around: next) + requestTotals() + requestMarkedBytes() + [.loadStorage]
        + askAboutConflict(change, result) + reloadOperations(after: change, result)
    }
  }

  /// What came back one by one leaves less to undo, or nothing; so does what others took back meanwhile.
  private func reloadOperations(after change: StoreChange, _ result: OperationResult) -> [Effect] {
    switch change {
    case .restore: break
    case .undo, .redo:
      guard result.changed.isEmpty, result.skipped.isEmpty else { return [] }
    case .bringBack, .setExpiration, .delete: return []
    }
    return [.loadOperations(limit: 50)]
  }

  /// What was deleted could not come back, as a session stored it anew: both can be had.
  private mutating func askAboutConflict(
    _ change: StoreChange, _ result: OperationResult
  ) -> [Effect] {
    let count = result.skipped.values.count { $0 == .alreadyThere }
    guard count > 0 else { return [] }
    switch change {
    case .undo(let id): return open(MenuDialog.conflict(count, .deletedBy(id)))
    case .restore(let trashed): return open(MenuDialog.conflict(count, .rows(trashed)))
    case .redo, .bringBack, .setExpiration, .delete: return []
    }
  }

  private mutating func note(_ change: StoreChange, _ result: OperationResult) {
    switch change {
    case .setExpiration(let expiration, _):
      did(expiration == .immediately ? .expire : .setExpiration, result)
    case .delete(let references, let destination, _):
      let skipped = Set(result.skipped.keys)
      marks.remove(references.filter { !skipped.contains($0) }.map(\.id))
      if destination == .trash { did(.delete, result) }
    case .undo(let id): undoLog.setUndone(true, id)
    case .redo(let id): undoLog.setUndone(false, id)
    case .bringBack: did(.delete, result)
    case .restore: break
    }
  }

  private mutating func did(_ kind: StoreOperation.Kind, _ result: OperationResult) {
    guard let id = result.operation else { return }
    undoLog.did(StoreOperation(id: id, kind: kind, time: now, count: result.changed.count))
  }

  /// After a delete the cursor goes to the next entry that is left, or the one before; after an undo to
  /// the first that came back.
  private func cursorAfter(_ change: StoreChange, _ result: OperationResult) -> EntryID? {
    switch change {
    case .delete:
      let gone = Set(result.changed.map(\.id))
      let isLeft = { (row: Int) in list.row(row).map { !gone.contains($0.id) } ?? false }
      let below = (list.cursor..<max(list.cursor, list.loaded.upperBound)).first(where: isLeft)
      let above = (0..<list.cursor).last(where: isLeft)
      return (below ?? above).flatMap { list.row($0)?.id }
    case .undo, .redo, .restore, .bringBack:
      return result.changed.count == 1 ? result.changed[0].id : nil
    case .setExpiration: return nil
    }
  }

  private func sentence(_ change: StoreChange, _ result: OperationResult) -> String {
    let entries = Numbers.count(result.changed.count, "entry", "entries")
    let bytes = result.bytes > 0 ? " (\(Sizes.short(result.bytes)))" : ""
    let done =
      switch change {
      case .setExpiration(.immediately, _): "expired \(entries)"
      case .setExpiration: "set the expiry of \(entries)"
      case .delete(_, .trash, _): "moved \(entries) to trash\(bytes)"
      case .delete(_, .purge, _): "purged \(entries) for good\(bytes)"
      case .undo: "undone: \(entries)"
      case .redo: "done again: \(entries)"
      case .restore: "restored \(entries)"
      case .bringBack: "brought \(entries) back; what was there is in the trash"
      }
    if let conflict = conflict(change, result) { return conflict }
    let rest = change.count.map { $0 - result.changed.count - result.skipped.count } ?? 0
    if change.canBeStopped, rest > 0 {
      return "stopped: \(done), \(Numbers.grouped(rest)) left as they were"
    }
    if result.skipped.isEmpty {
      return result.changed.isEmpty ? nothing(change) : done
    }
    return result.changed.isEmpty
      ? "nothing done, \(skipped(result))" : "\(done), \(skipped(result))"
  }

  private func nothing(_ change: StoreChange) -> String {
    switch change {
    case .undo: "nothing of it was left to undo"
    case .redo: "nothing of it was left to do again"
    case .setExpiration, .delete, .restore, .bringBack: "nothing was there to change"
    }
  }

  /// What came back can't take the place of what a session stored since.
  private func conflict(_ change: StoreChange, _ result: OperationResult) -> String? {
    switch change {
    case .undo, .restore: break
    case .redo, .bringBack, .setExpiration, .delete: return nil
    }
    let stored = result.skipped.values.count { $0 == .alreadyThere }
    guard stored > 0, stored == result.skipped.count else { return nil }
    let trash = said("; ", .trash, does: "shows the trash")
    if result.changed.isEmpty, stored == 1 {
      return "a session stored it again meanwhile" + trash
    }
    return "\(Numbers.grouped(result.changed.count)) came back; a session stored "
      + "\(Numbers.grouped(stored)) again meanwhile" + trash
  }

  private func skipped(_ result: OperationResult) -> String {
    let reasons = Dictionary(grouping: result.skipped.values, by: { $0 })
      .map { "\($0.value.count) \($0.key.words)" }.sorted()
    return "left alone: " + reasons.joined(separator: ", ")
  }

  /// Makes a change of the store; until it is done, the status line says so.
  mutating func change(_ change: StoreChange) -> [Effect] {
    if changesUnderWay.isEmpty { (changeDone, changeBegan) = (0, now) }
    changesUnderWay.append(change)
    return [.change(change), .startTimer(.spinner, milliseconds: Self.spinnerMilliseconds)]
  }

  mutating func changeAdvanced(_ count: Int) -> [Effect] {
    changeDone = count
    return []
  }

  mutating func undo() -> [Effect] {
    switch undoLog.next {
    case .operation(let operation): change(.undo(operation.id))
    case .view(let step): takeBack(step)
    case nil: say("nothing to undo")
    }
  }

  mutating func redo() -> [Effect] {
    switch undoLog.nextRedo {
    case .operation(let operation): change(.redo(operation.id))
    case .view(let step): doAgain(step)
    case nil: say("nothing to redo")
    }
  }

  mutating func trashEmptied(_ result: Result<Int, Failure>) -> [Effect] {
    switch result {
    case .failure(let failure): return say(failure.sentence, .error)
    case .success(let count):
      undoLog.load([])
      let entries = Numbers.count(count, "entry", "entries")
      return say("trash emptied: \(entries) gone for good", .success)
        + [.loadOperations(limit: 50), .loadStorage]
    }
  }
}

extension OperationResult.SkipReason {
  var words: String {
    switch self {
    case .changed: "changed meanwhile"
    case .gone: "gone meanwhile"
    case .alreadyThere: "already there"
    case .corrupt: "not readable"
    case .unchangeable: "in a form that is too old to change"
    case .secretMissing: "signed, and needs --secret-file"
    }
  }
}

extension StoreOperation {
  /// What was done, for the hint about undo: `expired 3 entries`.
  package var words: String {
    let entries = Numbers.count(count, "entry", "entries")
    switch kind {
    case .delete: return "deleted \(entries)"
    case .expire: return "expired \(entries)"
    case .setExpiration: return "set the expiry of \(entries)"
    case .revalidate: return "changed \(entries)"
    }
  }
}
