public import CacheStore
public import FoundationEssentials
import SQLite

extension SQLiteStore {
  /// Evicts until the limits hold, and cleans up: the trash by age and size, entries by age and, least
  /// recently used first, by size; bodies of killed processes; old hosts, sessions and operations.
  /// Returns how many entries went.
  public func enforceLimits(now: Date) async throws -> Int {
    try await trimTrash(now: now)
    try await write { try $0.abandonOrphans(now: now) }
    try await write { try $0.forget(now: now) }
    let expired = try await evictOld(now: now)
    try await removeGarbage()
    return try await expired + evictLeastRecentlyUsed(now: now)
  }

  private func trimTrash(now: Date) async throws {
    let limits = options.limits
    let rows = try await write { try $0.shelfRows(beyond: limits, now: now) }
    try await drop(rows, now: now)
  }

  private func drop(_ rows: [Int64], now: Date) async throws {
    _ = try await inBatches(rows, OperationLog(kind: .delete, time: now)) { writer, row, _ in
      if let shelved = try writer.shelved(row) { try writer.drop(shelved) }
    }
  }

  private func evictOld(now: Date) async throws -> Int {
    guard let age = options.limits.maximumAge else { return 0 }
    let old = try await write { try $0.entries(storedBefore: now - age) }
    return try await evict(old, now: now)
  }

  private func evict(_ references: [EntryReference], now: Date) async throws -> Int {
    try await delete(references, to: .purge, reason: "evicted", now: now).changed.count
  }

  /// Frees what is too much: first all of the trash, then entries.
  private func evictLeastRecentlyUsed(now: Date) async throws -> Int {
    guard let limit = options.limits.maximumBytes else { return 0 }
    guard try await write({ try $0.usedBytes() }) > limit else { return 0 }
    try await drop(try await write { try $0.allShelfRows() }, now: now)
    try await removeGarbage()
    var evicted = 0
    while true {
      let excess = try await write { try $0.usedBytes() } - limit
      guard excess > 0 else { return evicted }
      let oldest = try await write { try $0.leastRecentlyUsed(bytes: excess) }
      let gone = try await evict(oldest, now: now)
      // What changed meanwhile was used just now: the next call will see.
      guard gone > 0 else { return evicted }
      evicted += gone
    }
  }

  /// Removes bodies that nothing refers to, a few pieces at a time.
  func removeGarbage() async throws {
    while try await write({ try $0.removeSomeGarbage() }) {}
  }

  /// Gives free pages back to the file system, at most 64 in each transaction.
  public func vacuum(pages: Int) async throws -> Int64 {
    var freed: Int64 = 0
    var left = pages
    while left > 0 {
      let step = min(left, 64)
      let bytes = try await write { try $0.vacuum(pages: step) }
      if bytes == 0 { break }
      freed += bytes
      left -= step
    }
    try await write { try $0.connection.checkpoint() }
    return freed
  }

  /// Bytes of the file and its side files, and those of free pages.
  public func storage() async throws -> StorageFacts {
    let free = try await list { list in
      let pages = try list.connection.integer("PRAGMA freelist_count") ?? 0
      return pages * (try list.connection.integer("PRAGMA page_size") ?? 0)
    }
    let bytes = ["", "-wal", "-shm"].reduce(Int64(0)) {
      $0 + (StoreFile.mark(path + $1)?.size ?? 0)
    }
    return StorageFacts(bytesOnDisk: bytes, reclaimableBytes: free)
  }

  /// A number that grows whenever anyone, this store included, changes the file.
  public func changeCounter() async throws -> Int64 {
    try StoreError.mapping(store: path) { try changes.counter() }
  }
}
