package import CacheStore

/// The values that the store has in some columns, with their counts, for completion: asked for when the
/// filter is first opened, and again when the cache has changed since.
package struct FilterFacets: Sendable, Hashable {
  package private(set) var values: [EntryFacet: [FacetValue]] = [:]
  /// The change counter of the cache when they were asked for.
  var counter: Int64?

  package init() {}

  mutating func take(_ values: [FacetValue], of facet: EntryFacet) { self.values[facet] = values }

  /// The columns that completion knows.
  static let columns: [EntryFacet] = [.host, .status, .mediaType, .rule, .method]
  static let limit = 500
}

extension Model {
  mutating func valuesLoaded(
    _ result: Result<[FacetValue], Failure>, _ facet: EntryFacet, _ generation: Int
  ) -> [Effect] {
    // Completion does without them; a screen that asked tells why it has none.
    if generation == 0, case .success(let values) = result { facets.take(values, of: facet) }
    return []
  }

  /// Asks for the values that completion offers, if they aren't there or old.
  mutating func requestFacets() -> [Effect] {
    if !facets.values.isEmpty, facets.counter == changeCounter { return [] }
    facets.counter = changeCounter
    return FilterFacets.columns.map {
      .loadValues($0, .all, limit: FilterFacets.limit, generation: 0)
    }
  }
}
