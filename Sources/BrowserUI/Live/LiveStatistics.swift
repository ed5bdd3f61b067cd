package import CacheStore
package import FoundationEssentials

/// The statistics of the sessions that use a store, made of the snapshots polled from it. It can be
/// paused (it goes on counting, and shows what it had) and reset (it counts from there on).
package struct LiveStatistics: Sendable, Equatable {
  private var counts = LiveCounts()
  private var frozen: LiveReading?
  /// What is shown until it is time for the next reading.
  private var shown: LiveReading?
  /// Seconds between two readings that are shown; counting goes on at every poll.
  package private(set) var interval: TimeInterval = 1

  /// The intervals that can be chosen, in seconds.
  package static let intervals: [TimeInterval] = [0.25, 0.5, 1, 2, 5, 10]

  /// Nothing polled yet.
  package init() {}

  /// The sequence number to ask the store for: events after this one are new.
  package var lastSequence: Int64 { counts.lastSequence }

  /// A snapshot was polled; the first one is shown at once.
  package mutating func absorb(_ snapshot: ActivitySnapshot, at now: Date) {
    if !counts.hasPolled { shown = nil }
    counts.absorb(snapshot, at: now)
  }

  /// A poll found that nothing has changed since the one before.
  package mutating func foundNothingNew(at now: Date) { counts.foundNothingNew(at: now) }

  /// Stops what is shown at that moment, or lets it go on.
  package mutating func togglePause(at now: Date) {
    shown = nil
    frozen = frozen == nil ? LiveReading(counts: counts, now: now, isPaused: true) : nil
  }

  /// Takes the next reading to be shown, if it is time.
  package mutating func refresh(at now: Date) {
    // Ticks come a little early or late.
    if let shown, now >= shown.now, now.timeIntervalSince(shown.now) < interval - 0.1 { return }
    shown = LiveReading(counts: counts, now: now, isPaused: false)
  }

  /// Shows readings less often (1) or more often (-1).
  package mutating func stepInterval(_ step: Int) {
    let place = Self.intervals.firstIndex(of: interval) ?? 0
    interval = Self.intervals[max(0, min(Self.intervals.count - 1, place + step))]
    shown = nil
  }

  /// Counts from here on: totals, windows, top misses and peak begin anew. Events stay in the tail.
  package mutating func reset() {
    counts.reset()
    frozen = nil
    shown = nil
  }

  /// All that the live panes show at that moment.
  package func reading(at now: Date) -> LiveReading {
    frozen ?? shown ?? LiveReading(counts: counts, now: now, isPaused: false)
  }
}
