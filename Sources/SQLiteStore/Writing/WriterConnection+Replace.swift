import CacheStore
import EntryTable
import FoundationEssentials
import HTTPCaching
import SQLite

extension WriterConnection {
  /// Replaces the head of an entry and keeps its body; nil when it changed, went, or can't be decoded.
  func freshen(
    _ reference: EntryReference, with stored: StoredResponse, now: Date
  ) throws -> EntryReference? {
    let handle = try newHandle()
    return try connection.write {
      var log = OperationLog(kind: .revalidate, time: now)
      guard let former = try current(reference, &log), let key = try? heads.head(former.head).1
      else {
        return nil
      }
      var row = former
      row.facts = ResponseFacts(stored)
      row.version = row.nextVersion
      row.stored = stored.responseTime
      row.revalidated = now
      row.isCorrupt = false
      row.head = handle
      row.manualExpiration = stored.settings.manual
      row.change = .init(event: .notModified, time: now)
      try recordHistory(of: former)
      try save(row, over: former)
      try saveHead(HeadCodec.encode(stored, key), handle: handle)
      try release(former)
      return row.reference
    }
  }

  /// Replaces an entry and puts the former one aside, as far as the trash has room.
  func replace(
    _ reference: EntryReference, with prepared: PreparedEntry, body: Data, now: Date
  ) throws -> OperationResult {
    let handle = try newHandle()
    return try connection.write {
      var log = OperationLog(kind: .revalidate, time: now)
      guard let former = try current(reference, &log) else { return log.result }
      let kept = try keep(former, &log)
      let row = prepared.row(after: former, handle: handle, body: .memory(body))
      // With another Vary than before it may take the place of another variant.
      if let other = try self.row(key: row.key, variant: row.variant), other.id != row.id {
        try purge(other)
      }
      try recordHistory(of: former)
      try save(row, over: former)
      try saveContent(prepared.head, .memory(body), of: row)
      if let kept, let operation = log.result.operation {
        try save(
          OperationItem(
            operation: operation.rawValue, entry: row.id, version: row.version, kept: kept))
        try connection.run(
          "UPDATE operation SET count = 1 WHERE id = ?", .integer(operation.rawValue))
      } else {
        try release(former)
      }
      log.changed(row)
      return log.result
    }
  }

  private func keep(_ former: EntryRow, _ log: inout OperationLog) throws -> Int64? {
    guard options.limits.hasTrash, former.size <= options.limits.trashBytes else { return nil }
    return try shelve(
      former, operation: try log.open(on: connection), inTrash: false, ownBytes: former.size,
      at: log.time)
  }
}
