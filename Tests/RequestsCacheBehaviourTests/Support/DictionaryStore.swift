import FoundationEssentials
import Larder

// The store begins.
/// A store that keeps its entries in a dictionary.
actor DictionaryStore: SimpleStore {
  nonisolated let name = "dictionary"
  private var entries: [EntryID: (entry: CacheEntry, body: Data)] = [:]
  private var changes: Int64 = 0

  // Reading

  func summaries() -> [EntrySummary] { entries.values.map(\.entry.summary) }

  func entry(_ id: EntryID) -> CacheEntry? { entries[id]?.entry }

  func changeCounter() -> Int64 { changes }

  /// All variants under a key, most recent first.
  func candidates(for key: CacheKey) -> [StoredCandidate] {
    entries.values.filter { $0.entry.summary.key == key.hex }
      .sorted { $0.entry.summary.stored > $1.entry.summary.stored }
      .map { StoredCandidate($0.entry, inlineBody: $0.body) }
  }

  func read(_ body: BodyReference, range: Range<Int64>) throws -> Data {
    guard let data = entries.values.first(where: { $0.entry.body == body })?.body else {
      throw StoreError(.gone, store: name)
    }
    let range = range.clamped(to: 0..<Int64(data.count))
    return data.dropFirst(Int(range.lowerBound)).prefix(range.count)
  }

  // Writing: each change gives an entry a new version, so that operations can tell what their callers saw.

  /// Replaces the entry with the same key and variant.
  func put(_ new: NewEntry, body: Data) -> EntryReference {
    changes += 1
    let former = entries.values.map(\.entry).first {
      $0.summary.key == new.key.hex && $0.varyFields == new.varyFields
    }
    let entry = CacheEntry(
      new,
      reference: EntryReference(
        id: former?.summary.id ?? EntryID(String(changes)), version: changes),
      body: BodyReference(
        handle: changes, size: Int64(body.count), encodedSize: new.encodedSize),
      created: former?.summary.created)
    entries[entry.summary.id] = (entry, body)
    return entry.summary.reference
  }

  /// A 304, or an expiry that was set: the body stays.
  func freshen(
    _ reference: EntryReference, with stored: StoredResponse, now: Date
  ) -> EntryReference? {
    guard let (entry, body) = entries[reference.id], entry.summary.reference == reference else {
      return nil
    }
    changes += 1
    let freshened = entry.freshened(with: stored, version: changes, now: now)
    entries[reference.id] = (freshened, body)
    return freshened.summary.reference
  }

  /// Without a trash, everything goes for good.
  func delete(
    _ references: [EntryReference], to destination: DeleteDestination, reason: String, now: Date
  ) -> OperationResult {
    var result = OperationResult()
    for reference in references {
      guard let entry = entries[reference.id]?.entry else {
        result.skipped[reference] = .gone
        continue
      }
      guard entry.summary.reference == reference else {
        result.skipped[reference] = .changed
        continue
      }
      changes += 1
      entries[reference.id] = nil
      result.changed.append(reference)
      result.bytes += entry.body.size
    }
    return result
  }
}
// The store ends.
