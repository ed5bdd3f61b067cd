package import CacheStore
package import FoundationEssentials

/// The statistics of the sessions that use a store, made of the snapshots polled from it. It can be
/// paused (it goes on counting, and shows what it had) and reset (it counts from there on).
package struct LiveStatistics: Sendable, Equatable {
  private var counts = LiveCounts()
  private var frozen: LiveReading?

  /// Nothing polled yet.
  package init() {}

  /// The sequence number to ask the store for: events after this one are new.
  package var lastSequence: Int64 { counts.lastSequence }

  /// Whether the numbers shown stand still.
  package var isPaused: Bool { frozen != nil }

  /// A snapshot was polled.
  package mutating func absorb(_ snapshot: ActivitySnapshot, at now: Date) {
    counts.absorb(snapshot, at: now)
  }

  /// A poll found that nothing has changed since the one before.
  package mutating func foundNothingNew(at now: Date) { counts.foundNothingNew(at: now) }

  /// Stops what is shown at that moment, or lets it go on.
  package mutating func togglePause(at now: Date) {
    frozen =
      frozen == nil ? LiveReading(counts: counts, now: now, isPaused: true) : nil
  }

  /// Counts from here on: totals, windows, top misses and peak begin anew. Events stay in the tail.
  package mutating func reset() {
    counts.reset()
    frozen = nil
  }

  /// All that the live panes show at that moment.
  package func reading(at now: Date) -> LiveReading {
    frozen ?? LiveReading(counts: counts, now: now, isPaused: false)
  }
}
