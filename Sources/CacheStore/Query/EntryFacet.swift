public import FoundationEssentials
import HTTPCaching

/// A column by whose values entries can be counted.
public enum EntryFacet: String, Sendable, Hashable, CaseIterable {
  case url, host, method, status, mediaType = "type", rule

  /// What an entry has there, as a filter names it.
  package func value(of entry: EntrySummary) -> String {
    switch self {
    case .url: entry.url
    case .host: URLRanges.host(of: entry.url)
    case .method: entry.method
    case .status: String(entry.status)
    case .mediaType: entry.mediaType
    case .rule: entry.isCorrupt ? "corrupt" : entry.timeline.rule.rawValue
    }
  }
}

/// How many entries have a value.
public struct FacetValue: Sendable, Hashable {
  /// The value.
  public var value: String
  /// Entries that have it.
  public var count: Int
  /// Bytes of their bodies.
  public var bytes: Int64

  /// Makes a count.
  public init(value: String, count: Int, bytes: Int64) {
    self.value = value
    self.count = count
    self.bytes = bytes
  }
}

extension FacetValue {
  /// The values of these entries, the most frequent first, equal ones in the order of their bytes.
  package static func all(
    _ facet: EntryFacet, of entries: some Sequence<EntrySummary>, limit: Int
  ) -> [FacetValue] {
    var counts: [String: FacetValue] = [:]
    for entry in entries {
      let value = facet.value(of: entry)
      counts[value, default: FacetValue(value: value, count: 0, bytes: 0)].count += 1
      counts[value]?.bytes += entry.size
    }
    let sorted = counts.values.sorted {
      $0.count != $1.count
        ? $0.count > $1.count : $0.value.utf8.lexicographicallyPrecedes($1.value.utf8)
    }
    return Array(sorted.prefix(max(0, limit)))
  }
}

extension CacheReader {
  /// Counts while it goes through all pages.
  public func values(
    of facet: EntryFacet, among filter: EntryFilter, limit: Int, now: Date
  ) async throws -> [FacetValue] {
    var pager = EntryPager(filter, size: 10_000, now: now)
    var entries: [EntrySummary] = []
    while let rows = try await pager.next(in: self) { entries += rows }
    return FacetValue.all(facet, of: entries, limit: limit)
  }
}
