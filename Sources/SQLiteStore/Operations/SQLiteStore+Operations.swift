public import CacheStore
public import FoundationEssentials
public import HTTPCaching
import SQLite

extension SQLiteStore {
  /// Sets an expiry by hand; one undoable operation.
  public func setExpiration(
    _ expiration: Expiration, of references: [EntryReference], now: Date
  ) async throws -> OperationResult {
    let kind: StoreOperation.Kind = expiration == .immediately ? .expire : .setExpiration
    return try await inBatches(references, OperationLog(kind: kind, time: now)) {
      try $0.set(expiration, of: $1, &$2)
    }
  }

  /// Undoes an operation; an undone or forgotten one stays as it is.
  public func undo(_ operation: OperationID, now: Date) async throws -> OperationResult {
    try await turn(operation, undone: false, now: now)
  }

  /// Does an undone operation again.
  public func redo(_ operation: OperationID, now: Date) async throws -> OperationResult {
    try await turn(operation, undone: true, now: now)
  }

  private func turn(
    _ operation: OperationID, undone: Bool, now: Date
  ) async throws -> OperationResult {
    let found = try await write { writer in
      let facts = try writer.operation(operation)
      return (facts?.kind, try writer.items(of: operation, undone: undone))
    }
    guard let kind = found.0, !found.1.isEmpty else { return OperationResult() }
    var result = try await inBatches(found.1, OperationLog(kind: kind, time: now), isWhole: true) {
      try $0.turn($1, of: kind, &$2)
    }
    guard !result.changed.isEmpty else { return result }
    try await write { try $0.setUndone(!undone, operation) }
    result.operation = operation
    return result
  }

  /// Makes one operation of several, in short transactions: each leaves all that was done to be undone.
  public func joinOperations(_ operations: [OperationID]) async throws {
    guard let newest = operations.max(by: { $0.rawValue < $1.rawValue }) else { return }
    let others = operations.filter { $0 != newest }
    let log = OperationLog(kind: .revalidate, time: options.clock())
    _ = try await inBatches(others, log, isWhole: true) { writer, id, _ in
      try writer.join(id, to: newest)
    }
  }

  /// Operations that can be undone or, if undone, done again; newest first.
  public func undoableOperations(limit: Int) async throws -> [StoreOperation] {
    try await list { try $0.operations(limit: limit) }
  }

  /// What was deleted and can come back, newest first.
  public func trash(after place: TrashID?, limit: Int) async throws -> [TrashedEntry] {
    try await list { try $0.trash(after: place, limit: limit) }
  }

  /// How many entries the trash has.
  public func trashCount() async throws -> Int { try await list { try $0.trashCount() } }

  /// The entries that were stored anew where rows of the trash were.
  public func occupants(of trashed: [TrashID]) async throws -> [EntryReference] {
    try await list { try $0.occupants(of: trashed) }
  }

  /// The former versions of an entry and what became of it, newest first.
  public func history(of id: EntryID) async throws -> [HistoryItem] {
    try await list { try $0.history(of: id) }
  }
}
