import BrowserUI
import CacheStore
import FoundationEssentials
import HTTPCaching

extension DemoStore {
  mutating func perform(_ change: StoreChange, now: Date) -> OperationResult {
    counter += 1
    switch change {
    case .setExpiration(let expiration, let references):
      let kind: StoreOperation.Kind = expiration == .immediately ? .expire : .setExpiration
      return edit(references, kind, now) { Self.expiring($0, expiration, now) }
    case .delete(let references, let destination, let reason):
      return delete(references, destination, reason, now)
    case .undo(let id): return swap(id, isUndo: true)
    case .redo(let id): return swap(id, isUndo: false)
    case .restore(let ids): return restore(ids)
    case .bringBack(let trashed):
      let rows = trash.filter { trashed.includes($0) }
      storedAgain.subtract(rows.map(\.summary.id))
      return restore(rows.map(\.id))
    }
  }

  mutating func edit(
    _ references: [EntryReference], _ kind: StoreOperation.Kind, _ now: Date,
    _ body: (EntrySummary) -> EntrySummary?
  ) -> OperationResult {
    var result = OperationResult()
    let id = OperationID(Int64(operations.count + 1))
    for reference in references {
      guard let before = entries[reference.id] else {
        result.skipped[reference] = .gone
        continue
      }
      guard before.reference == reference else {
        result.skipped[reference] = .changed
        continue
      }
      var after = body(before)
      after?.reference.version += 1
      entries[reference.id] = after
      changes.before[id, default: []].append(before)
      if let after { changes.after[id, default: []].append(after) }
      result.changed.append(after?.reference ?? reference)
      result.bytes += before.size
    }
    guard !result.changed.isEmpty else { return result }
    result.operation = id
    operations.insert(
      StoreOperation(id: id, kind: kind, time: now, count: result.changed.count), at: 0)
    return result
  }

  private mutating func delete(
    _ references: [EntryReference], _ destination: DeleteDestination, _ reason: String, _ now: Date
  ) -> OperationResult {
    let before = entries
    var result = edit(references, .delete, now) { _ in nil }
    guard destination == .trash, let operation = result.operation else {
      result.operation = nil
      return result
    }
    for reference in result.changed {
      guard let summary = before[reference.id] else { continue }
      trash.insert(
        TrashedEntry(
          id: TrashID(Int64(trash.count + 1)), summary: summary, deleted: now, reason: reason,
          operation: operation), at: 0)
    }
    return result
  }

  /// Undo brings the rows back as they were, with a new version; redo does it again.
  private mutating func swap(_ id: OperationID, isUndo: Bool) -> OperationResult {
    var result = OperationResult(operation: id)
    let before = changes.before[id] ?? []
    let after = changes.after[id] ?? []
    for old in before {
      if isUndo, storedAgain.contains(old.id) {
        result.skipped[old.reference] = .alreadyThere
        continue
      }
      let new = isUndo ? old : after.first { $0.id == old.id }
      entries[old.id] = new
      result.changed.append(new?.reference ?? old.reference)
      result.bytes += old.size
    }
    let order = operations.nextUndoneOrder
    for index in operations.indices where operations[index].id == id {
      operations[index].undoneOrder = isUndo ? order : nil
    }
    let back = Set(result.changed.map(\.id))
    if isUndo { trash.removeAll { $0.operation == id && back.contains($0.summary.id) } }
    return result
  }

  private mutating func restore(_ ids: [TrashID]) -> OperationResult {
    var result = OperationResult()
    for item in trash where ids.contains(item.id) {
      guard !storedAgain.contains(item.summary.id) else {
        result.skipped[item.summary.reference] = .alreadyThere
        continue
      }
      entries[item.summary.id] = item.summary
      result.changed.append(item.summary.reference)
    }
    let back = Set(result.changed.map(\.id))
    trash.removeAll { ids.contains($0.id) && back.contains($0.summary.id) }
    operations.removeAll { operation in
      operation.kind == .delete && !trash.contains { $0.operation == operation.id }
    }
    return result
  }

  private static func expiring(
    _ entry: EntrySummary, _ expiration: Expiration, _ now: Date
  ) -> EntrySummary {
    var entry = entry
    let until: Date? =
      switch expiration {
      case .never: nil
      case .immediately, .doNotCache: now
      case .after(let seconds): now.addingTimeInterval(seconds)
      case .at(let date): date
      }
    entry.timeline = FreshnessTimeline(freshUntil: until, rule: .manual)
    return entry
  }
}

extension StoreChange.Trashed {
  fileprivate func includes(_ entry: TrashedEntry) -> Bool {
    switch self {
    case .deletedBy(let operation): entry.operation == operation
    case .rows(let ids): ids.contains(entry.id)
    }
  }
}
