package import CacheStore

/// The marked entries, with the versions that were on screen when they were marked.
package struct Marks: Sendable, Hashable {
  package private(set) var references: [EntryID: EntryReference] = [:]
  /// Their identities: kept, as every frame asks what the list's filter is.
  package private(set) var ids: Set<EntryID> = []
  /// Bytes of their bodies; nil while that is being worked out.
  package var bytes: Int64? = 0
  /// Where a range began.
  package var rangeStart: Int?
  /// The generation of the totals that are awaited.
  var generation = 0

  package init() {}

  package var count: Int { references.count }
  package var isEmpty: Bool { references.isEmpty }

  package func contains(_ id: EntryID) -> Bool { references[id] != nil }

  mutating func toggle(_ entry: EntrySummary) {
    if drop(entry.id) {
      bytes = bytes.map { $0 - entry.size }
    } else {
      add(entry)
    }
  }

  mutating func add(_ entry: EntrySummary) {
    ids.insert(entry.id)
    if references.updateValue(entry.reference, forKey: entry.id) == nil {
      bytes = bytes.map { $0 + entry.size }
    }
  }

  /// Whether it was marked.
  private mutating func drop(_ id: EntryID) -> Bool {
    ids.remove(id)
    return references.removeValue(forKey: id) != nil
  }

  /// Marks those of them that aren't, and unmarks the others.
  mutating func invert(_ shown: [EntryReference]) {
    for reference in shown where !drop(reference.id) {
      references[reference.id] = reference
      ids.insert(reference.id)
    }
    bytes = nil
  }

  mutating func remove(_ ids: some Sequence<EntryID>) {
    for id in ids where drop(id) { bytes = nil }
    if references.isEmpty { bytes = 0 }
  }

  mutating func clear() {
    references = [:]
    ids = []
    bytes = 0
    rangeStart = nil
  }

  /// Takes over what a page says of the marked entries' versions: the list showed them.
  mutating func refresh(_ rows: [EntrySummary]) {
    for row in rows where references[row.id] != nil { references[row.id] = row.reference }
  }
}
