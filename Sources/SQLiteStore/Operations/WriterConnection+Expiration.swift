import CacheStore
import EntryTable
import FoundationEssentials
import HTTPCaching
import SQLite

extension WriterConnection {
  /// Sets an expiry by hand: a few columns, neither head nor body.
  func set(
    _ expiration: Expiration, of reference: EntryReference, _ log: inout OperationLog
  ) throws {
    guard let former = try current(reference, &log) else { return }
    var row = former
    guard var stored = try? heads.head(row.head).0 else { return log.skip(reference, .corrupt) }
    let operation = try log.open(on: connection)
    let kept = try shelve(row, operation: operation, inTrash: false, ownBytes: 0, at: log.time)
    try recordHistory(of: row)
    stored.settings.manual = .init(expiration, setAt: log.time)
    row.change = .init(
      event: expiration == .immediately ? .expired : .expirationSet, time: log.time,
      detail: row.facts.timeline.expiryInWords)
    row.manualExpiration = stored.settings.manual
    row.facts = ResponseFacts(stored)
    row.version = row.nextVersion
    try save(row, over: former)
    try save(
      OperationItem(operation: operation, entry: row.id, version: row.version, kept: kept))
    log.changed(row)
  }
}
