import CacheStore
import EntryTable
import FoundationEssentials
import SQLite

extension WriterConnection {
  /// What kind an operation is, and whether it is undone; nil when it is forgotten.
  func operation(_ id: OperationID) throws -> (kind: StoreOperation.Kind, isUndone: Bool)? {
    let statement = try connection.statement("SELECT kind, undone FROM operation WHERE id = ?")
    defer { statement.reset() }
    statement.bind(1, id.rawValue)
    guard try statement.step(), let kind = StoreOperation.Kind(rawValue: statement.text(0)) else {
      return nil
    }
    return (kind, statement.int(1) != 0)
  }

  func setUndone(_ isUndone: Bool, _ id: OperationID) throws {
    let order = isUndone ? "(SELECT max(undone) + 1 FROM operation)" : "0"
    try connection.run(
      "UPDATE operation SET undone = \(order) WHERE id = ?", .integer(id.rawValue))
  }

  /// Turns one entry of an operation to its other state: undoes it or does it again.
  func turn(_ item: OperationItem, of kind: StoreOperation.Kind, _ log: inout OperationLog) throws {
    switch (try isDeletion(item, of: kind), item.isUndone) {
    case (true, false): try undoDelete(item, &log)
    case (true, true): try deleteAgain(item, &log)
    case (false, _): try exchange(item, of: kind, &log)
    }
  }

  /// Whether the operation deleted the entry: one that was joined may have changed some and deleted others.
  private func isDeletion(
    _ item: OperationItem, of kind: StoreOperation.Kind
  ) throws -> Bool {
    guard kind != .delete else { return true }
    guard let kept = item.kept else { return item.isUndone }
    let isInTrash = try connection.integer(
      "SELECT in_trash FROM shelf WHERE row = ?", .integer(kept))
    return isInTrash == 1
  }

  /// Makes an operation a part of another one; one that is undone or forgotten, or is about an entry that the
  /// other one is about too, stays as it is.
  func join(_ id: OperationID, to other: OperationID) throws {
    let (old, new) = (SQLValue.integer(id.rawValue), SQLValue.integer(other.rawValue))
    guard let former = try operation(id), !former.isUndone,
      let joined = try operation(other), !joined.isUndone,
      try connection.integer(
        """
        SELECT count(*) FROM item a JOIN item b ON a.entry = b.entry \
        WHERE a.operation = ? AND b.operation = ?
        """, old, new) == 0
    else { return }
    try connection.run(
      "UPDATE shelf SET operation = ? WHERE row IN (SELECT kept FROM item WHERE operation = ?)",
      new, old)
    try connection.run("UPDATE item SET operation = ? WHERE operation = ?", new, old)
    try connection.run(
      """
      UPDATE operation SET count = operation.count + former.count, \
      reason = max(operation.reason, former.reason), \
      kind = iif(former.kind = 'delete', operation.kind, former.kind) \
      FROM operation AS former WHERE operation.id = ? AND former.id = ?
      """, new, old)
    try connection.run("DELETE FROM operation WHERE id = ?", old)
  }

  private func undoDelete(_ item: OperationItem, _ log: inout OperationLog) throws {
    guard let kept = item.kept, let shelved = try shelved(kept) else {
      return log.skip(item.reference, .gone)
    }
    try bringBack(shelved, &log)
  }

  private func deleteAgain(_ item: OperationItem, _ log: inout OperationLog) throws {
    guard let row = try current(item.reference, &log) else { return }
    var item = item
    item.kept = try shelve(
      row, operation: item.operation, inTrash: true, ownBytes: row.size, at: log.time)
    item.isUndone = false
    try connection.run("DELETE FROM entry WHERE id = ?", .integer(row.id))
    try save(item)
    log.changed(row)
  }

  /// Puts the live row on the shelf and the shelved one in its place.
  private func exchange(
    _ item: OperationItem, of kind: StoreOperation.Kind, _ log: inout OperationLog
  ) throws {
    guard let live = try current(item.reference, &log) else { return }
    guard let kept = item.kept, let other = try shelved(kept) else {
      return log.skip(item.reference, .gone)
    }
    guard try !isTaken(other.entry) else { return log.skip(item.reference, .alreadyThere) }
    var item = item
    item.kept = try shelve(
      live, operation: item.operation, inTrash: false,
      ownBytes: kind == .revalidate ? live.size : 0, at: log.time)
    try unshelve(other.row)
    try recordHistory(of: live)
    let row = other.entry.inPlace(of: live, at: log.time)
    try save(row)
    try renumber(row.id, from: other.entry.version, to: row.version)
    item.version = row.version
    item.isUndone.toggle()
    try save(item)
    log.changed(row)
  }
}

extension EntryRow {
  /// A former state as the next version of the live row; use is counted on.
  fileprivate func inPlace(of live: EntryRow, at time: Date) -> EntryRow {
    var row = self
    row.version = max(live.version, version) &+ 1
    row.hits = live.hits
    row.lastUsed = live.lastUsed
    row.change = Change(event: .restored, time: time)
    return row
  }
}
