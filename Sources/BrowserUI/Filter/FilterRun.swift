package import CacheStore

/// A filter that the store's index doesn't answer alone, on its way through the cache.
package struct FilterRun: Sendable, Hashable {
  /// The generation that its answers carry.
  package var generation: Int
  /// How far it is.
  package var progress = SearchRun.Progress()
  /// What was found so far.
  package var found: Set<EntryID> = []
  /// Whether it goes on.
  package var isRunning = true
  /// Whether someone ended it before its end.
  package var isStopped = false

  init(generation: Int) { self.generation = generation }

  mutating func advance(_ progress: SearchRun.Progress) {
    self.progress = progress
    // What is found comes behind what was.
    for reference in progress.found.dropFirst(found.count) { found.insert(reference.id) }
  }

  /// It is over: a limit may have taken something away, and another answer may be in the place of a former.
  mutating func finish(_ progress: SearchRun.Progress) {
    self.progress = progress
    isRunning = false
    found = Set(progress.found.map(\.id))
  }

  /// How far it is, while it goes on.
  var scanning: String {
    "scanning \(Numbers.grouped(progress.scanned))/\(Numbers.grouped(progress.total))"
      + "  \(Numbers.grouped(found.count))+ found"
  }

  /// What came of it, when it is over.
  var summary: String {
    let found = Numbers.count(found.count, "entry", "entries") + " found"
    let scanned = Numbers.grouped(progress.scanned)
    return
      (isStopped
      ? "stopped at \(scanned) of \(Numbers.grouped(progress.total)): \(found)"
      : "\(found) in \(scanned) scanned") + missed
  }

  /// What was not looked into.
  private var missed: String {
    [
      (progress.unreadable, "can't be read"),
      (progress.opaque, "still coded (br, zstd): not looked into"),
    ].filter { $0.0 > 0 }.map { ", \(Numbers.grouped($0.0)) \($0.1)" }.joined()
  }
}
