package import CacheStore
package import FoundationEssentials

/// The statistics as shown at a moment.
///
/// Ratio: hits (served fresh, without contact with the origin) of all lookups. Lookups: all requests
/// but bypasses, which are counted apart. A stale response served and a 304 are not hits: they have
/// counts of their own.
package struct LiveReading: Sendable, Equatable {
  let counts: LiveCounts
  /// The moment shown: that of the pause, if paused.
  package let now: Date
  /// Whether it stands still.
  package let isPaused: Bool
  /// Seconds of the longest window shown.
  package var span = LiveSeconds.span

  /// Counts since the start or the last reset.
  package var totals: ActivityCounters { counts.totals }

  /// The same as a tally.
  package var overall: LiveTally { LiveTally(counts.totals) }

  /// Whether no session writes statistics here, so that all there is to show is what was seen to happen to
  /// entries.
  package var isDerived: Bool { counts.observed != nil && counts.sessions.isEmpty }

  /// What was seen to happen to entries since the start or the last reset.
  package var observed: LiveTally { counts.observedTotals }

  /// The last seconds, 300 at most.
  package func window(_ seconds: Int) -> LiveTally {
    counts.seconds.sum(last: seconds, until: now.wholeSecond)
  }

  /// The longest window cut into so many groups, oldest first, for a sparkline.
  package func groups(_ count: Int) -> [LiveTally] {
    counts.seconds.groups(count, of: span, until: now.wholeSecond)
  }

  /// Requests a second, over the last ten; never more than the peak, as right after a reset parts of seconds
  /// would have it.
  package var requestRate: Double { min(Double(peak), Double(window(10).requests) / rateSpan) }

  /// Writes to the store a second, over the last ten.
  package var writeRate: Double { Double(window(10).storeWrites) / rateSpan }

  /// Ten seconds, or those since the last reset.
  private var rateSpan: Double {
    guard let start = counts.start else { return 10 }
    return max(1, min(10, now.timeIntervalSince(start)))
  }

  /// The most requests in one second.
  package var peak: Int64 { counts.peak }

  /// The median time of a hit in seconds; nil without hits.
  package var medianHit: TimeInterval? { DurationHistogram(totals.hitDurations).median }

  /// The median time of any other answer in seconds; nil without any.
  package var medianMiss: TimeInterval? { DurationHistogram(totals.missDurations).median }

  /// The hosts with the most lookups first.
  package var hosts: [(host: String, activity: HostActivity)] { counts.hostTotals() }

  /// The most frequent misses.
  package func topMisses(_ count: Int) -> [TopMisses.Group] { counts.misses.top(count) }

  /// The newest events, the latest first.
  package func events(_ count: Int) -> [ActivityEvent] {
    counts.tail.suffix(max(0, count)).reversed()
  }

  /// Events that were overwritten before they could be read.
  package var missedEvents: Int64 { counts.missedEvents }

  /// The session shown: of those that run the one with the latest beat, else the last that ran.
  package var session: SessionRecord? {
    counts.sessions.first { $0.ended == nil && isAlive($0) }
      ?? counts.sessions.max { $0.lastBeat < $1.lastBeat }
  }

  /// What that session does.
  package var state: SessionState {
    SessionState.of(session, lastActivity: counts.lastActivity, now: now)
  }

  private func isAlive(_ session: SessionRecord) -> Bool {
    now.timeIntervalSince(session.lastBeat) < SessionState.heartbeatLimit
  }
}
