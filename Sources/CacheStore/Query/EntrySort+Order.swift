package import FoundationEssentials
import HTTPCaching

extension EntrySort {
  /// The value that an entry is ordered by, such that smaller comes first in ascending order: the
  /// meaning of each column, in Swift. Stores that translate orders must agree with it.
  package func value(of entry: EntrySummary, now: Date) -> EntryCursor.Value {
    switch column {
    case .timeToLive: .real(Self.expiry(of: entry))
    case .state: .integer(Self.stateRank(of: entry, now: now))
    case .method: .text(entry.method)
    case .status: .integer(Int64(entry.status))
    case .url: .text(entry.url)
    case .size: .integer(entry.size)
    case .age: .real(-entry.generated.timeIntervalSinceReferenceDate)
    case .rule: .text(entry.timeline.rule.rawValue)
    case .hits: .integer(Int64(entry.hits))
    case .mediaType: .text(entry.mediaType)
    case .lastUsed: .real(entry.lastUsed?.timeIntervalSinceReferenceDate ?? Self.neverUsed)
    case .stored: .real(entry.stored.timeIntervalSinceReferenceDate)
    }
  }

  /// The moment of an entry that never expires, for comparisons.
  package static let never = Double.greatestFiniteMagnitude

  /// The moment of one that can't be decoded: behind all others.
  package static let corrupt = Double.infinity

  /// The moment of use of one that never was: before all others.
  package static let neverUsed = -Double.greatestFiniteMagnitude

  private static func expiry(of entry: EntrySummary) -> Double {
    if entry.isCorrupt { return corrupt }
    return entry.timeline.freshUntil?.timeIntervalSinceReferenceDate ?? never
  }

  /// Fresh, never expiring, swr, stale, validate, corrupt.
  private static func stateRank(of entry: EntrySummary, now: Date) -> Int64 {
    if entry.isCorrupt { return 5 }
    return switch entry.timeline.state(at: now) {
    case .fresh: 0
    case .neverExpires: 1
    case .staleWhileRevalidate: 2
    case .stale: 3
    case .mustValidate: 4
    }
  }
}

extension EntryCursor.Value: Comparable {
  /// Numbers by size, texts by their bytes, numbers before texts.
  public static func < (left: Self, right: Self) -> Bool {
    switch (left, right) {
    case (.text(let left), .text(let right)): left.utf8.lexicographicallyPrecedes(right.utf8)
    case (.text, _): false
    case (_, .text): true
    case (.integer(let left), .integer(let right)): left < right
    default: left.number < right.number
    }
  }

  private var number: Double {
    switch self {
    case .integer(let number): Double(number)
    case .real(let number): number
    case .text: .infinity
    }
  }
}
