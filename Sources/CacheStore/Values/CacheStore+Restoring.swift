public import FoundationEssentials

extension CacheStore {
  /// Brings entries back from the trash also where others were stored anew meanwhile: these go to the
  /// trash in exchange, which is the operation of the result, and can change places with them again.
  public func restoreReplacing(_ trashed: [TrashID], now: Date) async throws -> OperationResult {
    let occupants = try await occupants(of: trashed)
    let removed =
      occupants.isEmpty
      ? OperationResult()
      : try await delete(
        occupants, to: .trash, reason: "a former version came back in its place", now: now)
    var result = try await restore(trashed, now: now)
    result.operation = removed.operation
    result.skipped.merge(removed.skipped) { $1 }
    return result
  }
}
