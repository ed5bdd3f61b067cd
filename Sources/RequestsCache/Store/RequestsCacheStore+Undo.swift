public import CacheStore
import EntryTable
public import FoundationEssentials
import HTTPCaching
import SQLite

extension RequestsCacheStore {
  /// Operations that can be undone or, if undone, done again; newest first.
  public func undoableOperations(limit: Int) async throws -> [StoreOperation] {
    try await reading { [sidecar] in
      try sidecar.use(making: false) { try UndoRows(connection: $0).operations(limit: limit) } ?? []
    }
  }

  /// Undoes an operation. Values that were rewritten since are left alone.
  public func undo(_ operation: OperationID, now: Date) async throws -> OperationResult {
    try await turn(operation, isUndone: false, now: now)
  }

  /// Does an undone operation again.
  public func redo(_ operation: OperationID, now: Date) async throws -> OperationResult {
    try await turn(operation, isUndone: true, now: now)
  }

  private func turn(
    _ operation: OperationID, isUndone: Bool, now: Date
  ) async throws -> OperationResult {
    try await changing { [self] in
      let items = try sidecar.use(making: false) { connection -> [UndoItem]? in
        let rows = UndoRows(connection: connection)
        guard try rows.isUndone(operation.rawValue) == isUndone else { return nil }
        return try rows.items(of: operation.rawValue)
      }
      guard let items = items ?? nil else { return OperationResult() }
      let result = try turn(items, of: operation.rawValue, now: now)
      if !result.changed.isEmpty {
        try sidecar.write { try UndoRows(connection: $0).setUndone(!isUndone, operation.rawValue) }
      }
      return result
    }
  }

  /// Makes values what they were, and keeps what they are now in the place of that.
  private func turn(
    _ items: [UndoItem], of operation: Int64, now: Date
  ) throws -> OperationResult {
    var run = ChangeRun(self, .turn(operation), at: now)
    try run.run(items) { try step(back: $0, &$1) }
    return run.result
  }

  /// What was deleted and can come back, newest first.
  public func trash(after place: TrashID?, limit: Int) async throws -> [TrashedEntry] {
    try await reading { [self] in
      let trash = try sidecar.use(making: false) { connection in
        try UndoRows(connection: connection).trash(after: place?.rawValue, limit: limit) { kept in
          TrashedEntry(
            id: TrashID(kept.id), summary: row(kept.mark, kept.value.bytes).summary,
            deleted: kept.time, reason: kept.reason, operation: OperationID(kept.operation))
        }
      }
      return trash ?? []
    }
  }

  /// How many entries the trash has.
  public func trashCount() async throws -> Int {
    try await reading { [self] in
      try sidecar.use(making: false) { try UndoRows(connection: $0).trashCount() } ?? 0
    }
  }

  /// Makes one operation of several, in short transactions: each leaves all that was done to be undone.
  public func joinOperations(_ operations: [OperationID]) async throws {
    guard let newest = operations.max(by: { $0.rawValue < $1.rawValue }) else { return }
    try await changing { [sidecar] in
      var rest = operations.filter { $0 != newest }[...]
      while !rest.isEmpty {
        let batch = rest.prefix(500)
        rest = rest.dropFirst(batch.count)
        try sidecar.write { connection in
          let rows = UndoRows(connection: connection)
          for id in batch { try rows.join(id.rawValue, to: newest.rawValue) }
        }
      }
    }
  }

  /// The entries that were stored anew where rows of the trash were.
  public func occupants(of trashed: [TrashID]) async throws -> [EntryReference] {
    try await reading { [self] in
      try trashed.compactMap { id in
        let kept = try sidecar.use(making: false) { try UndoRows(connection: $0).kept(id.rawValue) }
        guard let key = (kept ?? nil)?.key, let present = try storage.value(key) else { return nil }
        return EntryReference(id: oddKeys.remember(key), version: present.mark.version)
      }
    }
  }

  /// Brings single entries back from the trash.
  public func restore(_ trashed: [TrashID], now: Date) async throws -> OperationResult {
    try await changing { [self] in
      var result = OperationResult()
      for id in trashed {
        let found = try sidecar.use(making: false) {
          try UndoRows(connection: $0).kept(id.rawValue)
        }
        guard let kept = found ?? nil else { continue }
        let item = UndoItem(key: kept.key, version: nil, former: .value(kept: kept.id))
        let one = try turn([item], of: kept.operation, now: now)
        result.changed += one.changed
        result.bytes += one.bytes
        result.skipped.merge(one.skipped) { $1 }
        guard !one.changed.isEmpty else { continue }
        try sidecar.write { connection in
          let rows = UndoRows(connection: connection)
          try rows.forget(kept.key, in: kept.operation)
          try rows.forgetEmptyOperations()
        }
      }
      return result
    }
  }

  /// Empties the trash. Returns how many entries went for good.
  public func emptyTrash() async throws -> Int {
    try await changing { [sidecar] in
      guard FileIdentity(sidecar.path) != nil else { return 0 }
      return try sidecar.write { try UndoRows(connection: $0).forget(keptWhere: "in_trash = 1") }
    }
  }

  /// The newest operation stays whatever it takes: it is the one that people undo.
  func trimTrash(now: Date) throws {
    guard FileIdentity(sidecar.path) != nil else { return }
    let oldest = now.timeIntervalSinceReferenceDate - options.limits.trashAge
    let bytes = options.limits.trashBytes
    _ = try sidecar.write { connection in
      try UndoRows(connection: connection).forget(
        keptWhere: """
          operation < (SELECT max(operation) FROM kept) AND (time <= ? OR id IN (
            SELECT id FROM (SELECT id, sum(bytes) OVER (ORDER BY id DESC) AS total FROM kept)
            WHERE total > ?))
          """, .real(oldest), .integer(bytes))
    }
  }
}

extension RequestsCacheStore {
  /// The step that takes an item of an operation back; nil, and noted, where something else is there.
  fileprivate func step(
    back item: UndoItem, _ result: inout OperationResult
  ) throws -> ChangeRun.Step? {
    let reference = EntryReference(id: oddKeys.remember(item.key), version: item.version ?? 0)
    let present = try storage.value(item.key)
    guard present?.mark.version == item.version else {
      result.skipped[reference] =
        item.version == nil ? .alreadyThere : present == nil ? .gone : .changed
      return nil
    }
    let condition = present.map { ValueChange.Condition.version($0.mark.version) } ?? .nothing
    var step = ChangeRun.Step(
      reference: reference, change: ValueChange(key: item.key, condition: condition),
      former: present.map { .value($0) } ?? .nothing, versionBefore: item.formerVersion)
    do {
      guard try fill(&step, back: item, present) else {
        result.skipped[reference] = .gone
        return nil
      }
    } catch let error as StoreError where error.code == .secretMissing {
      result.skipped[reference] = .secretMissing
      return nil
    }
    return step
  }

  /// Gives a step what it brings back; false where that is no more.
  private func fill(
    _ step: inout ChangeRun.Step, back item: UndoItem, _ present: StoredValue?
  ) throws -> Bool {
    switch item.former {
    case .nothing: step.bytes = present.map { row($0.mark, $0.bytes).size } ?? 0
    case .value(let id):
      let kept = try sidecar.use(making: false) { try UndoRows(connection: $0).kept(id) }
      guard let kept = kept ?? nil else { return false }
      (step.change.value, step.change.aliases) = (kept.value, kept.aliases)
      (step.bringsBack, step.bytes) = (id, kept.bytes)
    case .expiry(let marks):
      guard let present else { return false }
      var former = ExpiryMarks()
      step.change.value = try edited(present) { edit in
        former = edit.expiry
        edit.expiry = marks
      }
      step.former = .expiry(former)
      step.bytes = row(present.mark, present.bytes).size
    }
    return true
  }
}
