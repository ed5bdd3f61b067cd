package import CacheStore

/// The marked entries, with the versions that were on screen when they were marked.
package struct Marks: Sendable, Hashable {
  package private(set) var references: [EntryID: EntryReference] = [:]
  /// Bytes of their bodies; nil while that is being worked out.
  package var bytes: Int64? = 0
  /// Where a range began.
  package var rangeStart: Int?
  /// The generation of the totals that are awaited.
  var generation = 0

  package init() {}

  package var count: Int { references.count }
  package var isEmpty: Bool { references.isEmpty }
  package var ids: Set<EntryID> { Set(references.keys) }

  package func contains(_ id: EntryID) -> Bool { references[id] != nil }

  mutating func toggle(_ entry: EntrySummary) {
    if references.removeValue(forKey: entry.id) != nil {
      bytes = bytes.map { $0 - entry.size }
    } else {
      add(entry)
    }
  }

  mutating func add(_ entry: EntrySummary) {
    if references.updateValue(entry.reference, forKey: entry.id) == nil {
      bytes = bytes.map { $0 + entry.size }
    }
  }

  /// Marks those of them that aren't, and unmarks the others.
  mutating func invert(_ shown: [EntryReference]) {
    for reference in shown where references.removeValue(forKey: reference.id) == nil {
      references[reference.id] = reference
    }
    bytes = nil
  }

  mutating func remove(_ ids: some Sequence<EntryID>) {
    for id in ids where references.removeValue(forKey: id) != nil { bytes = nil }
    if references.isEmpty { bytes = 0 }
  }

  mutating func clear() {
    references = [:]
    bytes = 0
    rangeStart = nil
  }

  /// Takes over what a page says of the marked entries' versions: the list showed them.
  mutating func refresh(_ rows: [EntrySummary]) {
    for row in rows where references[row.id] != nil { references[row.id] = row.reference }
  }
}
