package import CacheStore
package import FoundationEssentials
import SQLite

extension EntryTable {
  /// The values of a column among the entries that match, the most frequent first.
  package func values(
    of facet: EntryFacet, among filter: EntryFilter, limit: Int, now: Date
  ) throws -> [FacetValue] {
    let condition = FilterTranslation(now: now).condition(filter)
    let statement = try connection.statement(
      """
      SELECT \(facet.expression) AS value, count(*) AS entries, \
      sum(\(EntryRow.sizeSQL)) FROM entry WHERE \(condition.sql) \
      GROUP BY value ORDER BY entries DESC, CAST(value AS BLOB) LIMIT ?
      """)
    defer { statement.reset() }
    statement.bind(condition.values + [.integer(Int64(max(0, limit)))])
    var values: [FacetValue] = []
    while try statement.step() {
      values.append(
        FacetValue(
          value: statement.text(0), count: Int(statement.int(1)), bytes: statement.int(2)))
    }
    return values
  }
}

extension EntryFacet {
  fileprivate var expression: String {
    switch self {
    case .url: "url"
    case .host: "host"
    case .method: "method"
    case .status: EntryRow.statusSQL
    case .mediaType: "type"
    case .rule: "(CASE WHEN \(EntryRow.isSoundSQL) THEN rule ELSE 'corrupt' END)"
    }
  }
}
