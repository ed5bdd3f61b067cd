package import CacheStore
package import FoundationEssentials
import SQLite

extension EntryTable {
  /// Counts and sizes of the entries that match: one state of the cache.
  package func totals(_ filter: EntryFilter, now: Date) throws -> EntryTotals {
    let translation = FilterTranslation(now: now)
    let condition = translation.condition(filter)
    return try connection.snapshot {
      var totals = EntryTotals()
      try addStates(translation.state, condition, to: &totals)
      totals.topHosts = try topHosts(condition)
      return totals
    }
  }

  private func addStates(
    _ state: String, _ condition: SQLCondition, to totals: inout EntryTotals
  ) throws {
    let statement = try connection.statement(
      """
      SELECT \(state) AS state, count(*), sum(\(EntryRow.sizeSQL)), max(used) FROM entry \
      WHERE \(condition.sql) GROUP BY state
      """)
    defer { statement.reset() }
    statement.bind(condition.values)
    while try statement.step() {
      let count = Int(statement.int(1))
      totals.count += count
      totals.bytes += statement.int(2)
      totals.lastUsed = [totals.lastUsed, statement.optionalDate(3)].compactMap { $0 }.max()
      totals.add(count, state: statement.int(0))
    }
  }

  private func topHosts(_ condition: SQLCondition) throws -> [EntryTotals.Host] {
    let statement = try connection.statement(
      """
      SELECT host, count(*), sum(\(EntryRow.sizeSQL)) AS bytes FROM entry WHERE \(condition.sql) \
      GROUP BY host ORDER BY bytes DESC, host LIMIT 10
      """)
    defer { statement.reset() }
    statement.bind(condition.values)
    var hosts: [EntryTotals.Host] = []
    while try statement.step() {
      hosts.append(
        .init(name: statement.text(0), count: Int(statement.int(1)), bytes: statement.int(2)))
    }
    return hosts
  }
}

extension EntryTotals {
  /// States are numbered as `EntrySort` orders them.
  fileprivate mutating func add(_ count: Int, state: Int64) {
    switch state {
    case 0: fresh += count
    case 1: neverExpires += count
    case 2: staleWhileRevalidate += count
    case 3: stale += count
    case 4: mustValidate += count
    default: corrupt += count
    }
  }
}
