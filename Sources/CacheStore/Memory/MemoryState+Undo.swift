import FoundationEssentials

extension MemoryState {
  /// Turns the entries of an operation that are done, or undone, to their other state.
  mutating func turn(_ id: OperationID, undone: Bool, now: Date) -> OperationResult {
    var result = OperationResult()
    guard let operation = operations[id.rawValue] else { return result }
    for (entry, item) in operation.items where item.isUndone == undone {
      switch (isDeletion(item, of: operation.record.kind), undone) {
      case (true, false): undoDelete(entry, item, &result, now: now)
      case (true, true): deleteAgain(entry, item, of: id.rawValue, &result, now: now)
      case (false, _): exchange(entry, item, of: id.rawValue, &result, now: now)
      }
    }
    guard !result.changed.isEmpty else { return result }
    let order = operations.values.lazy.map(\.record).nextUndoneOrder
    operations[id.rawValue]?.record.undoneOrder = undone ? nil : order
    result.operation = id
    return result
  }

  /// Whether the operation deleted the entry: one that was joined may have changed some and deleted others.
  private func isDeletion(
    _ item: MemoryOperation.Item, of kind: StoreOperation.Kind
  ) -> Bool {
    guard let kept = item.kept else { return kind == .delete || item.isUndone }
    return kind == .delete || shelf[kept]?.isInTrash == true
  }

  /// Makes one operation of several, under the number of the newest.
  mutating func join(_ ids: [OperationID]) {
    let done = ids.map(\.rawValue).filter { operations[$0]?.record.isUndone == false }.sorted()
    guard let newest = done.last else { return }
    for id in done.dropLast() {
      guard let former = operations[id], var joined = operations[newest],
        former.items.keys.allSatisfy({ joined.items[$0] == nil })
      else { continue }
      joined.items.merge(former.items) { $1 }
      joined.record.count += former.record.count
      if former.record.kind != .delete { joined.record.kind = former.record.kind }
      if joined.reason.isEmpty { joined.reason = former.reason }
      for kept in former.items.values.compactMap(\.kept) { shelf[kept]?.operation = newest }
      operations[newest] = joined
      operations[id] = nil
    }
  }

  private mutating func undoDelete(
    _ entry: Int64, _ item: MemoryOperation.Item, _ result: inout OperationResult, now: Date
  ) {
    guard let row = item.kept.flatMap({ shelf[$0] }) else {
      result.skipped[Self.reference(entry, item)] = .gone
      return
    }
    bringBack(row, &result, now: now)
  }

  private mutating func deleteAgain(
    _ id: Int64, _ item: MemoryOperation.Item, of operation: Int64,
    _ result: inout OperationResult, now: Date
  ) {
    guard let entry = current(Self.reference(id, item), &result) else { return }
    let kept = shelve(entry, operation: operation, inTrash: true, ownBytes: entry.size, at: now)
    remove(entry)
    operations[operation]?.items[id] = .init(version: entry.version, kept: kept)
    result.add(entry)
  }

  /// Puts the live state on the shelf and the shelved one in its place.
  private mutating func exchange(
    _ id: Int64, _ item: MemoryOperation.Item, of operation: Int64,
    _ result: inout OperationResult, now: Date
  ) {
    let reference = Self.reference(id, item)
    guard let live = current(reference, &result) else { return }
    guard let other = item.kept.flatMap({ shelf[$0] }) else {
      result.skipped[reference] = .gone
      return
    }
    guard slots[other.entry.slot].map({ $0 == id }) ?? true else {
      result.skipped[reference] = .alreadyThere
      return
    }
    let kept = shelve(
      live, operation: operation, inTrash: false, ownBytes: other.ownBytes > 0 ? live.size : 0,
      at: now)
    shelf[other.number] = nil
    recordHistory(of: live)
    var entry = other.entry
    entry.version = max(live.version, entry.version)
    entry = entry.next(.restored, at: now)
    entry.hits = live.hits
    entry.lastUsed = live.lastUsed
    save(entry)
    renumber(id, from: other.entry.version, to: entry.version)
    operations[operation]?.items[id] = .init(
      version: entry.version, kept: kept, isUndone: !item.isUndone)
    result.add(entry)
  }

  private static func reference(_ id: Int64, _ item: MemoryOperation.Item) -> EntryReference {
    EntryReference(id: EntryID(number: id), version: item.version)
  }
}
