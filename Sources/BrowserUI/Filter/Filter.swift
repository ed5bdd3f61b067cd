package import CacheStore

/// A filter that was read: what a store is asked, in which order, and the text in its normal form.
package struct Filter: Sendable, Hashable {
  /// The expression.
  package var expression: FilterExpression
  /// The order that `sort:` asked for.
  package var sort: EntrySort?

  /// Every entry.
  package init() { expression = .all }

  /// Reads a filter.
  ///
  /// - Throws: `FilterError` with the offending column.
  package init(_ text: String) throws(FilterError) {
    var parser = try FilterParser(text)
    expression = try parser.parse()
    sort = parser.sort
  }

  /// What a store is asked for.
  package func entries(_ context: FilterContext = FilterContext()) -> EntryFilter {
    expression.filter(context)
  }

  /// The text in its normal form.
  package var text: String {
    let order = sort.map { "sort:\($0.isDescending ? "-" : "")\($0.column.rawValue)" }
    return [expression.text, order ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
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
