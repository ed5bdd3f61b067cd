import FoundationEssentials
import HTTPCaching

extension MemoryState {
  mutating func delete(
    _ references: [EntryReference], to destination: DeleteDestination, reason: String, now: Date
  ) -> OperationResult {
    var result = OperationResult()
    let keeps = destination == .trash && limits.hasTrash
    var operation: Int64?
    for reference in references {
      guard let entry = current(reference, &result) else { continue }
      result.add(entry)
      guard keeps else {
        purge(entry)
        continue
      }
      let id = operation ?? open(.delete, at: now, reason: reason)
      operation = id
      moveToTrash(entry, operation: id, now: now)
    }
    return finish(result, operation)
  }

  private mutating func moveToTrash(_ entry: MemoryEntry, operation: Int64, now: Date) {
    let kept = shelve(entry, operation: operation, inTrash: true, ownBytes: entry.size, at: now)
    remove(entry)
    operations[operation]?.items[entry.id] = .init(version: entry.version, kept: kept)
  }

  /// Notes what an operation did; none is kept of one that did nothing.
  private mutating func finish(
    _ result: OperationResult, _ operation: Int64?
  ) -> OperationResult {
    guard let operation else { return result }
    var result = result
    operations[operation]?.record.count = result.changed.count
    result.operation = OperationID(operation)
    return result
  }

  mutating func set(
    _ expiration: Expiration, of references: [EntryReference], now: Date
  ) -> OperationResult {
    var result = OperationResult()
    let kind: StoreOperation.Kind = expiration == .immediately ? .expire : .setExpiration
    var operation: Int64?
    for reference in references {
      guard let former = current(reference, &result) else { continue }
      let id = operation ?? open(kind, at: now)
      operation = id
      let kept = shelve(former, operation: id, inTrash: false, ownBytes: 0, at: now)
      recordHistory(of: former)
      var entry = former.next(
        kind == .expire ? .expired : .expirationSet, at: now,
        detail: former.facts.timeline.expiryInWords)
      entry.new.stored.settings.manual = .init(expiration, setAt: now)
      entry.facts = ResponseFacts(entry.new.stored)
      save(entry)
      operations[id]?.items[entry.id] = .init(version: entry.version, kept: kept)
      result.add(entry)
    }
    return finish(result, operation)
  }

  mutating func freshen(
    _ reference: EntryReference, with stored: StoredResponse, now: Date
  ) -> EntryReference? {
    var result = OperationResult()
    guard let former = current(reference, &result) else { return nil }
    recordHistory(of: former)
    var entry = former.next(.notModified, at: now)
    entry.new.stored = stored
    entry.facts = ResponseFacts(stored)
    entry.stored = stored.responseTime
    entry.revalidated = now
    save(entry)
    return entry.reference
  }

  mutating func replace(
    _ reference: EntryReference, with new: NewEntry, body: Data, now: Date
  ) -> OperationResult {
    var result = OperationResult()
    guard let former = current(reference, &result) else { return result }
    let entry = make(new, after: former, body: body)
    // With another Vary than before it may take the place of another variant.
    if let other = slots[entry.slot], other != entry.id, let rival = entries[other] {
      purge(rival)
    }
    var operation: Int64?
    if limits.hasTrash, former.size <= limits.trashBytes {
      let id = open(.revalidate, at: now)
      let kept = shelve(former, operation: id, inTrash: false, ownBytes: former.size, at: now)
      operations[id]?.items[entry.id] = .init(version: entry.version, kept: kept)
      operation = id
    }
    recordHistory(of: former)
    save(entry)
    release(former)
    result.add(entry)
    return finish(result, operation)
  }

  mutating func restore(_ trashed: [TrashID], now: Date) -> OperationResult {
    var result = OperationResult()
    for id in trashed {
      guard let row = shelf[id.rawValue], row.isInTrash else { continue }
      bringBack(row, &result, now: now)
    }
    return result
  }
}

extension FreshnessTimeline {
  /// Its end of freshness, for the history of an entry whose expiry was changed.
  package var expiryInWords: String {
    guard let freshUntil else { return "was never to expire" }
    let inRange = (Date.distantPast...Date.distantFuture).contains(freshUntil)
    return inRange ? "was fresh until \(freshUntil.formatted(.iso8601))" : "was fresh for ages"
  }
}
