import CacheStore
package import FoundationEssentials

/// Counts per duration, in the logarithmic buckets of `ActivityCounters`.
package struct DurationHistogram: Sendable, Hashable {
  /// Counts per bucket.
  package var counts: [Int64]

  /// A histogram of such counts.
  package init(_ counts: [Int64]) { self.counts = counts }

  /// The lower bound of a bucket in seconds; the first one has everything below too.
  package static func lowerBound(_ bucket: Int) -> TimeInterval {
    (0..<max(0, bucket)).reduce(1e-5) { bound, _ in bound * 1.778_279_410_038_923 }
  }

  /// The middle of all durations, as the geometric middle of its bucket; nil without any.
  package var median: TimeInterval? {
    let total = counts.reduce(Int64(0)) { $0.addingClamped(max(0, $1)) }
    guard total > 0 else { return nil }
    var seen: Int64 = 0
    for (bucket, count) in counts.enumerated() {
      seen = seen.addingClamped(max(0, count))
      // More than half of all: the bucket holds the middle one.
      if seen > (total - 1) / 2 {
        let bound = Self.lowerBound(bucket)
        return (bound * bound * 1.778_279_410_038_923).squareRoot()
      }
    }
    return nil
  }
}
