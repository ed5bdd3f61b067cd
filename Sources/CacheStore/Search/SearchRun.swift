package import FoundationEssentials
import Synchronization

/// A search over a store: asks the index for what can match, and then looks at heads and bodies of that,
/// some hundred entries at a time and on all cores.
package struct SearchRun: Sendable {
  package var store: any CacheReader
  package var search: EntrySearch
  /// The moment for which states and times are meant.
  package var now: Date

  package init(store: any CacheReader, search: EntrySearch, now: Date) {
    self.store = store
    self.search = search
    self.now = now
  }

  /// How far a search is.
  package struct Progress: Sendable, Hashable {
    /// Entries looked at.
    package var scanned = 0
    /// Entries that can match.
    package var total = 0
    /// Those of them that do, in the order in which they were found.
    package var found: [EntryReference] = []
    /// Entries that could not be read.
    package var unreadable = 0
    /// Entries whose bodies could be looked at only in a coding that can't be undone here.
    package var opaque = 0

    package init() {}
  }

  /// Entries looked at in one go: a few milliseconds.
  static let batchSize = 256

  /// Searches until all was looked at, or the task is cancelled.
  ///
  /// - Parameter report: is told now and then how far it is, from any thread.
  /// - Returns: how far it came.
  package func callAsFunction(
    _ report: @escaping @Sendable (Progress) -> Void = { _ in }
  ) async throws -> Progress {
    let references = try await store.references(matching: search.necessaryFilter, now: now)
    let state = State(references)
    if search.filter != nil { return state.all }
    report(state.progress.withLock { $0 })
    let rest = search.withoutIndexTerms
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<Self.workers {
        group.addTask { [store, now] in
          while !Task.isCancelled, let batch = state.next() {
            let searched = try await store.matching(rest, among: batch, now: now)
            report(state.note(searched, of: batch.count))
          }
        }
      }
      try await group.waitForAll()
    }
    return state.progress.withLock { $0 }
  }

  /// What the workers share.
  private final class State: Sendable {
    let progress = Mutex(Progress())
    private let references: [EntryReference]
    private let place = Atomic<Int>(0)

    init(_ references: [EntryReference]) {
      self.references = references
      progress.withLock { $0.total = references.count }
    }

    /// All of them, looked at and found.
    var all: Progress {
      progress.withLock { progress in
        (progress.scanned, progress.found) = (references.count, references)
        return progress
      }
    }

    /// The next ones to look at; nil at the end.
    func next() -> [EntryReference]? {
      let start = place.wrappingAdd(batchSize, ordering: .relaxed).oldValue
      guard start < references.count else { return nil }
      return Array(references[start..<min(start + batchSize, references.count)])
    }

    func note(_ searched: SearchedBatch, of count: Int) -> Progress {
      progress.withLock { progress in
        progress.scanned += count
        progress.found += searched.matches
        progress.unreadable += searched.unreadable
        progress.opaque += searched.opaque
        return progress
      }
    }
  }

  private static let workers = max(1, ProcessInfo.processInfo.activeProcessorCount)
}

extension EntrySearch {
  /// What is left to be looked at of entries that the necessary filter let through.
  fileprivate var withoutIndexTerms: EntrySearch {
    guard case .and(let parts) = self else { return self }
    let rest = parts.filter { $0.filter == nil }
    return rest.count == 1 ? rest[0] : .and(rest)
  }
}
