package import CacheStore
package import FoundationEssentials
import SQLite

extension SQLiteStore: ExaminableStore {
  /// Looks over the file as SQLite sees it, every head and the length of every body, and what no entry has.
  package func examine(now: Date) async throws -> [Finding] {
    let found = try await list { list in
      let examination = Examination(list)
      let (damaged, unreadable) = examination.damaged()
      return [examination.integrity(unreadable: unreadable), damaged, examination.orphans()]
    }
    let free = try await storage().reclaimableBytes
    let reclaimable =
      free > 0 ? Finding(.reclaimable, count: 1, bytes: free, fix: .vacuum) : nil
    return (found + [reclaimable]).compactMap { $0 }
  }

  /// Does what a finding's fix says.
  package func fix(_ finding: Finding, now: Date) async throws -> FixResult {
    switch finding.fix {
    case .trash: try await trash(finding.items, now: now)
    case .removeOrphans: try await removeOrphans(now: now)
    case .vacuum: FixResult(fixed: 1, bytes: try await vacuum(pages: .max))
    case .setExpiryColumn, .deleteAliases, .correctUses, nil: FixResult()
    }
  }

  /// Items are numbers of rows with their versions.
  private func trash(_ items: [String], now: Date) async throws -> FixResult {
    let references = items.compactMap { item -> EntryReference? in
      let parts = item.split(separator: " ")
      guard parts.count == 2, let version = Int64(parts[1]) else { return nil }
      return EntryReference(id: EntryID(String(parts[0])), version: version)
    }
    let result = try await delete(references, to: .trash, reason: "larder doctor", now: now)
    return FixResult(
      fixed: result.changed.count, bytes: result.bytes, left: result.skipped.count,
      operation: result.operation)
  }

  private func removeOrphans(now: Date) async throws -> FixResult {
    try await write { try $0.abandonOrphans(now: now) }
    var fixed = try await write { try $0.condemnOrphanBodies() }
    while true {
      let heads = try await write { try $0.removeSomeOrphanHeads() }
      guard heads > 0 else { break }
      fixed += heads
    }
    try await removeGarbage()
    return FixResult(fixed: fixed)
  }
}
