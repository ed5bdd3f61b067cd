package import CacheStore
import FoundationEssentials
import SQLite

extension EntryTable {
  /// The function that cuts the next part off a URL's path.
  static let pathPartFunction = "path_part"

  /// The entries counted by host, or by the next part of a host's paths: one state of the cache.
  package func groups(_ query: GroupQuery) throws -> EntryGroups {
    let (name, condition) = Self.level(query.level)
    let statement = try connection.statement(
      """
      SELECT \(name) AS name, count(*) AS count, sum(\(EntryRow.sizeSQL)) AS bytes, \
      sum(\(FilterTranslation(now: query.now).state) IN (2, 3)) AS stale FROM entry \
      WHERE \(condition) GROUP BY 1 HAVING name IS NOT NULL ORDER BY \(query.order.rawValue) DESC, name
      """)
    defer { statement.reset() }
    if case .paths(let host, let prefix) = query.level {
      statement.bind(1, host)
      statement.bind(2, prefix)
    }
    var groups = EntryGroups()
    while try statement.step() {
      groups.take(
        EntryGroup(
          name: statement.text(0), count: Int(statement.int(1)), bytes: statement.int(2),
          stale: Int(statement.int(3))), limit: query.limit)
    }
    return groups
  }

  private static func level(_ level: GroupQuery.Level) -> (name: String, condition: String) {
    switch level {
    case .hosts: ("host", "1")
    case .paths: ("\(pathPartFunction)(url, ?2)", "host = ?1")
    }
  }
}
