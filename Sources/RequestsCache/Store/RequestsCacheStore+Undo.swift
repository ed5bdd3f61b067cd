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
      var turn = UndoTurn(self, operation.rawValue, at: now)
      for item in items { try turn.take(item) }
      if !turn.result.changed.isEmpty {
        try sidecar.write { try UndoRows(connection: $0).setUndone(!isUndone, operation.rawValue) }
      }
      return turn.result
    }
  }

  /// What was deleted and can come back, newest first.
  public func trash(limit: Int) async throws -> [TrashedEntry] {
    try await reading { [self] in
      let kept = try sidecar.use(making: false) { try UndoRows(connection: $0).trash(limit: limit) }
      return (kept ?? []).map { kept in
        TrashedEntry(
          id: TrashID(kept.id), summary: row(kept.mark, kept.value.bytes).summary,
          deleted: kept.time, reason: kept.reason, operation: OperationID(kept.operation))
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
        var turn = UndoTurn(self, kept.operation, at: now)
        try turn.take(UndoItem(key: kept.key, version: nil, former: .value(kept: kept.id)))
        result.changed += turn.result.changed
        result.bytes += turn.result.bytes
        result.skipped.merge(turn.result.skipped) { $1 }
        guard !turn.result.changed.isEmpty else { continue }
        try sidecar.write { try UndoRows(connection: $0).forget(kept.key, in: kept.operation) }
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
            SELECT id FROM (SELECT id, sum(length(value)) OVER (ORDER BY id DESC) AS total FROM kept)
            WHERE total > ?))
          """, .real(oldest), .integer(bytes))
    }
  }
}

/// Items of an operation taken back one by one: each value becomes what it was, and what it is now is kept in
/// the place of that.
private struct UndoTurn {
  let store: RequestsCacheStore
  let operation: Int64
  let time: Date
  private(set) var result = OperationResult()

  init(_ store: RequestsCacheStore, _ operation: Int64, at time: Date) {
    self.store = store
    self.operation = operation
    self.time = time
    result.operation = OperationID(operation)
  }

  mutating func take(_ item: UndoItem) throws {
    let reference = EntryReference(id: EntryID("key:" + item.key), version: item.version ?? 0)
    let present = try store.storage.value(item.key)
    guard present?.mark.version == item.version else {
      result.skipped[reference] =
        item.version == nil ? .alreadyThere : present == nil ? .gone : .changed
      return
    }
    switch item.former {
    case .expiry(let expiry, let manual):
      guard let present else { return }
      try takeExpiry(item, present, expiry, manual, reference)
    case .value(let id):
      let kept = try store.sidecar.use(making: false) { try UndoRows(connection: $0).kept(id) }
      guard let kept = kept ?? nil else { return result.skipped[reference] = .gone }
      try take(item, present, kept.value, kept.aliases, dropping: id, reference)
    case .nothing: try take(item, present, nil, [], dropping: nil, reference)
    }
  }

  private mutating func takeExpiry(
    _ item: UndoItem, _ present: StoredValue, _ expiry: ISODate?, _ manual: Double?,
    _ reference: EntryReference
  ) throws {
    var former: (ISODate?, Double?) = (nil, nil)
    let new = try store.edited(present) { edit in
      former = (edit.expires, edit.manual)
      edit.expires = expiry
      edit.manual = manual
    }
    let change = ValueChange(
      key: item.key, condition: .version(present.mark.version), value: new)
    guard let mark = try apply(change, reference) else { return }
    let now = UndoItem(
      key: item.key, version: mark.version, former: .expiry(former.0, manual: former.1))
    try store.sidecar.write { [operation] in
      try UndoRows(connection: $0).save(now, in: operation)
    }
    try finish(reference, mark, new)
  }

  private mutating func take(
    _ item: UndoItem, _ present: StoredValue?, _ value: NewValue?, _ aliases: [String],
    dropping old: Int64?, _ reference: EntryReference
  ) throws {
    var now = UndoItem(key: item.key, version: nil, former: .nothing)
    let targets = try present == nil ? [] : store.storage.aliases().filter { $0.target == item.key }
    if let present {
      now.former = .value(
        kept: try store.sidecar.write { [operation, time] in
          try UndoRows(connection: $0).keep(
            item.key, present, aliases: targets.map(\.alias), in: operation, isTrash: value == nil,
            at: time)
        })
    }
    let change = ValueChange(
      key: item.key, condition: present.map { .version($0.mark.version) } ?? .nothing,
      value: value, aliases: aliases)
    guard let mark = try apply(change, reference) else { return }
    now.version = value == nil ? nil : mark.version
    try store.sidecar.write { [operation, now] connection in
      let rows = UndoRows(connection: connection)
      try rows.save(now, in: operation)
      if let old { try rows.drop(kept: old) }
    }
    try finish(reference, mark, value)
  }

  /// The mark that a change left; nil, and noted, where it wasn't made.
  private mutating func apply(
    _ change: ValueChange, _ reference: EntryReference
  ) throws -> ValueMark? {
    switch try store.storage.apply([change]).first {
    case .made(let mark?)?: return mark
    case .made(nil)?:
      return ValueMark(key: change.key, place: 0, version: 0, size: 0, expires: nil, isText: nil)
    case .changed?: result.skipped[reference] = .changed
    case .gone?, nil: result.skipped[reference] = .gone
    }
    return nil
  }

  private mutating func finish(
    _ reference: EntryReference, _ mark: ValueMark, _ value: NewValue?
  ) throws {
    result.bytes += Int64(value?.bytes.count ?? 0)
    var id = reference.id
    if store.indexer.isBegun {
      if value == nil { id = try store.indexer.index.row(key: mark.key)?.reference.id ?? id }
      try store.indexer.note(
        put: value.map { [store.row(mark, $0.bytes)] } ?? [],
        removed: value == nil ? [mark.key] : [])
      if value != nil { id = try store.indexer.index.row(key: mark.key)?.reference.id ?? id }
    }
    result.changed.append(EntryReference(id: id, version: mark.version))
  }
}
