public import CacheStore
public import FoundationEssentials

extension SQLiteStore {
  /// Deletes, to the trash or for good; for good also when the trash is off.
  public func delete(
    _ references: [EntryReference], to destination: DeleteDestination, reason: String, now: Date
  ) async throws -> OperationResult {
    let log = OperationLog(kind: .delete, time: now, reason: reason)
    let keeps = destination == .trash && options.limits.hasTrash
    let result = try await inBatches(references, log) { writer, reference, log in
      keeps ? try writer.moveToTrash(reference, &log) : try writer.purge(reference, &log)
    }
    if !keeps { try await removeGarbage() }
    return result
  }

  /// Deletes every entry of these URLs for good. Returns how many went.
  public func invalidate(urls: [String], now: Date) async throws -> Int {
    var references: [EntryReference] = []
    for url in Set(urls) {
      references += try await self.references(matching: .equals(.url, url), now: now)
    }
    return try await delete(references, to: .purge, reason: "invalidated", now: now).changed.count
  }

  /// Brings single entries back from the trash.
  public func restore(_ trashed: [TrashID], now: Date) async throws -> OperationResult {
    let log = OperationLog(kind: .delete, time: now)
    return try await inBatches(trashed, log) { writer, id, log in
      guard let shelved = try writer.shelved(id.rawValue), shelved.isInTrash else { return }
      try writer.bringBack(shelved, &log)
    }
  }

  /// Empties the trash. Returns how many entries went for good.
  public func emptyTrash() async throws -> Int {
    let rows = try await write { try $0.trashRows() }
    let log = OperationLog(kind: .delete, time: options.clock())
    let result = try await inBatches(rows, log) { writer, row, log in
      guard let shelved = try writer.shelved(row) else { return }
      try writer.drop(shelved)
      log.changed(shelved.entry)
    }
    try await removeGarbage()
    return result.changed.count
  }
}
