package import CacheStore

/// A filter that was read: what a store is asked, in which order, and the text in its normal form.
package struct Filter: Sendable, Hashable {
  /// The expression.
  package var expression: FilterExpression
  /// The order that `sort:` asked for.
  package var sort: EntrySort?
  /// How many entries of that order `limit:` asked for.
  package var limit: Int?

  /// Every entry.
  package init() { expression = .all }

  /// Reads a filter.
  ///
  /// - Parameter saved: what `@name` stands for.
  /// - Throws: `FilterError` with the offending column.
  package init(_ text: String, saved: SavedFilters = SavedFilters()) throws(FilterError) {
    var parser = try FilterParser(text, saved: saved)
    expression = try parser.parse()
    sort = parser.sort
    limit = parser.limit
  }

  /// What is looked for.
  package func search(_ context: FilterContext = FilterContext()) -> EntrySearch {
    expression.search(context)
  }

  /// What a store's index is asked for: all of it, or what can match where heads and bodies have to be
  /// looked at too.
  package func entries(_ context: FilterContext = FilterContext()) -> EntryFilter {
    let search = search(context)
    return search.filter ?? search.necessaryFilter
  }

  /// Whether heads or bodies have to be looked at.
  package var readsContent: Bool { search().filter == nil }

  /// Whether it means the entries that are found by a run over the cache, and not those that an index names
  /// at any time.
  package var needsRun: Bool { limit != nil || readsContent }

  /// The text in its normal form.
  package var text: String {
    let order = sort.map { "sort:\($0.word)" }
    let limit = limit.map { "limit:\($0)" }
    return [expression.text, order ?? "", limit ?? ""].filter { !$0.isEmpty }
      .joined(separator: " ")
  }
}

extension EntryFilter {
  /// The filter that a text means, as the browser and the command line write it.
  ///
  /// - Throws: `FilterError` with the offending column.
  package static func parse(_ text: String) throws(FilterError) -> EntryFilter {
    try Filter(text).entries()
  }
}
