package import CacheStore
package import FoundationEssentials
import HTTPCaching
package import SQLite

/// A condition on `entry` with the values of its parameters.
package struct SQLCondition: Sendable, Hashable {
  package var sql: String
  package var values: [SQLValue]
  /// Whether SQLite finds the rows without reading all that there are.
  var isSought: Bool

  package init(sql: String, values: [SQLValue] = [], isSought: Bool = false) {
    self.sql = sql
    self.values = values
    self.isSought = isSought
  }

  package static let all = SQLCondition(sql: "1")
  package static let none = SQLCondition(sql: "0")
}

/// Filters as SQL. Whatever a person typed becomes a parameter, never text of the statement; the
/// meaning is that of `EntryFilter.matches`, down to the functions that compare text.
package struct FilterTranslation {
  package let now: Date

  package init(now: Date) { self.now = now }

  package func condition(_ filter: EntryFilter) -> SQLCondition {
    switch filter {
    case .all: .all
    case .and(let filters): join(filters.map(condition)[...], by: "AND", empty: .all)
    case .or(let filters): join(filters.map(condition)[...], by: "OR", empty: .none)
    case .not(let filter): negation(condition(filter))
    case .urlContains(let part):
      SQLCondition(sql: "\(Self.containsFunction)(url, ?)", values: [.text(part)])
    case .glob(let column, let pattern):
      SQLCondition(
        sql: "\(Self.globFunction(column))(\(Self.name(column)), ?)", values: [.text(pattern)])
    case .equals(let column, let text): equals(column, text)
    case .pattern(let column, let pattern):
      SQLCondition(
        sql: "\(Self.patternFunction(column))(\(Self.name(column)), ?)",
        values: [.text(pattern.source)])
    case .number(let column, let comparison, let number): compare(column, comparison, number)
    case .moment(let column, let comparison, let moment):
      compare(column, comparison, moment.timeIntervalSinceReferenceDate)
    case .flag(let flag): SQLCondition(sql: "(\(sql(flag)))")
    case .ids(let ids): among(ids)
    }
  }

  /// Halves a list and joins the halves: SQLite limits how deep an expression is, not how wide.
  private func join(
    _ parts: ArraySlice<SQLCondition>, by word: String, empty: SQLCondition
  ) -> SQLCondition {
    guard let first = parts.first else { return empty }
    guard parts.count > 1 else { return first }
    let middle = parts.startIndex + parts.count / 2
    let left = join(parts[..<middle], by: word, empty: empty)
    let right = join(parts[middle...], by: word, empty: empty)
    return SQLCondition(
      sql: "(\(left.sql) \(word) \(right.sql))", values: left.values + right.values,
      isSought: word == "AND" && (left.isSought || right.isSought))
  }

  private func negation(_ condition: SQLCondition) -> SQLCondition {
    SQLCondition(sql: "(NOT \(condition.sql))", values: condition.values)
  }

  private func among(_ ids: Set<EntryID>) -> SQLCondition {
    let list = ids.compactMap { Int64($0.rawValue) }.map(String.init).joined(separator: ",")
    return SQLCondition(
      sql: "(id IN (SELECT value FROM json_each(?)))", values: [.text("[\(list)]")],
      isSought: true)
  }
}

// MARK: Text

extension FilterTranslation {
  /// The function that looks for a part of a text, without the copy that `lower` would make of each.
  package static let containsFunction = "contains_text"

  /// The functions that the connection has for globs, by the part of the URL that they look at.
  package static let globFunctions: [(name: String, column: EntryFilter.TextColumn?)] = [
    ("glob_text", nil), ("glob_path", .path), ("glob_query", .query), ("glob_scheme", .scheme),
  ]

  /// Those that compare a part of a URL.
  package static let equalFunctions: [(name: String, column: EntryFilter.TextColumn)] = [
    ("equal_path", .path), ("equal_query", .query), ("equal_scheme", .scheme),
  ]

  /// Those that look for a pattern in a part of a URL, or in a column; a query may ask for several.
  package static let patternFunctions: [(name: String, column: EntryFilter.TextColumn?)] = [
    ("match_text", nil), ("match_path", .path), ("match_query", .query), ("match_scheme", .scheme),
  ]

  /// The function that compares the port of a URL.
  package static let portFunction = "compare_port"

  private static func patternFunction(_ column: EntryFilter.TextColumn) -> String {
    patternFunctions.first { $0.column == column }?.name ?? "match_text"
  }

  private static func globFunction(_ column: EntryFilter.TextColumn) -> String {
    globFunctions.first { $0.column == column }?.name ?? "glob_text"
  }

  /// The column that has the text, or the URL of which it is a part.
  private static func name(_ column: EntryFilter.TextColumn) -> String {
    switch column {
    case .url, .path, .query, .scheme: "url"
    case .host: "host"
    case .method: "method"
    case .mediaType: "type"
    case .key: "key"
    case .rule: "rule"
    case .vary: "vary"
    }
  }

  private func equals(_ column: EntryFilter.TextColumn, _ text: String) -> SQLCondition {
    guard let function = Self.equalFunctions.first(where: { $0.column == column }) else {
      return SQLCondition(
        sql: "(\(Self.name(column)) = ?)", values: [.text(text)],
        isSought: column == .key || column == .url)
    }
    return SQLCondition(sql: "\(function.name)(url, ?)", values: [.text(text)])
  }
}

// MARK: Numbers and flags

extension FilterTranslation {
  private func compare(
    _ column: EntryFilter.NumberColumn, _ comparison: EntryFilter.Comparison, _ number: Double
  ) -> SQLCondition {
    if column == .port { return comparePort(comparison, number) }
    let exists = self.exists(column)
    // SQLite takes what is no number for null, with which nothing compares.
    guard !number.isNaN else {
      return comparison == .notEqual ? SQLCondition(sql: "(\(exists))") : .none
    }
    // What never expires has the largest double as its end, where the filter says infinity.
    let bound = column == .timeToLive ? max(-EntrySort.never, min(number, EntrySort.never)) : number
    return SQLCondition(
      sql: "(\(exists) AND \(expression(column)) \(comparison.rawValue) ?)", values: [.real(bound)])
  }

  /// Whether a row has a number in the column.
  private func exists(_ column: EntryFilter.NumberColumn) -> String {
    switch column {
    case .timeToLive: EntryRow.isSoundSQL
    case .sinceRevalidated: "revalidated IS NOT NULL"
    default: "1"
    }
  }

  /// The number as SQL.
  private func expression(_ column: EntryFilter.NumberColumn) -> String {
    switch column {
    case .status: EntryRow.statusSQL
    case .size: "size"
    case .hits: "hits"
    case .timeToLive: "expiry - \(moment)"
    case .age: "\(moment) - generated"
    case .idle: "\(moment) - coalesce(used, stored)"
    case .sinceStored: "\(moment) - stored"
    case .sinceRevalidated: "\(moment) - revalidated"
    case .saved: "hits * fetch"
    case .port: "0"
    }
  }

  private func comparePort(
    _ comparison: EntryFilter.Comparison, _ number: Double
  ) -> SQLCondition {
    SQLCondition(
      sql: "\(Self.portFunction)(url, ?)",
      values: [.text(PortComparison(comparison, number).text)])
  }

  private func compare(
    _ column: EntryFilter.MomentColumn, _ comparison: EntryFilter.Comparison, _ moment: Double
  ) -> SQLCondition {
    let (exists, name) =
      switch column {
      case .stored: ("1", "stored")
      case .generated: ("1", "generated")
      case .revalidated: ("revalidated IS NOT NULL", "revalidated")
      case .used: ("used IS NOT NULL", "used")
      case .expires: ("expiry < \(Self.literal(EntrySort.never))", "expiry")
      }
    return SQLCondition(
      sql: "(\(exists) AND \(name) \(comparison.rawValue) ?)", values: [.real(moment)])
  }

  /// The moment of the query, as a literal that reads back as the same double.
  private var moment: String { Self.literal(now.timeIntervalSinceReferenceDate) }

  static func literal(_ number: Double) -> String {
    guard number.isFinite else { return number < 0 ? "-9e999" : "9e999" }
    return "(\(number) + 0.0)"
  }

  private func sql(_ flag: EntryFilter.Flag) -> String {
    switch flag {
    case .fresh: isFresh
    case .never:
      """
      \(isFresh) AND (flags & \(EntryRow.Flag.immutable) != 0 \
      OR +expiry >= \(Self.literal(EntrySort.never)))
      """
    case .stale: isStale
    case .swr: "\(isStale) AND swr IS NOT NULL AND \(moment) < swr"
    case .sie: "\(isStale) AND sie IS NOT NULL AND \(moment) < sie"
    case .validate:
      "\(EntryRow.isSoundSQL) AND flags & \(EntryRow.Flag.mustValidate) != 0"
    case .corrupt: "NOT \(EntryRow.isSoundSQL)"
    case .immutable: "flags & \(EntryRow.Flag.immutable) != 0"
    case .heuristic: "rule = '\(LifetimeRule.heuristic.rawValue)'"
    case .redirect: "\(EntryRow.statusSQL) BETWEEN 300 AND 399 AND \(EntryRow.statusSQL) != 304"
    case .error: "\(EntryRow.statusSQL) >= 400"
    case .variant, .vary: "vary != ''"
    case .entityTag: "flags & \(EntryRow.Flag.entityTag) != 0"
    case .lastModified: "flags & \(EntryRow.Flag.lastModified) != 0"
    case .validator:
      "flags & \(EntryRow.Flag.entityTag | EntryRow.Flag.lastModified) != 0"
    case .used: "hits > 0"
    }
  }

  /// Whether it is by its expiry alone that a row is fresh or stale.
  private var isTimed: String {
    "flags & \(EntryRow.Flag.corrupt | EntryRow.Flag.mustValidate) = 0"
  }

  /// Without the index of `expiry`, which leads from one place of the file to another.
  private var isFresh: String { "\(isTimed) AND +expiry > \(moment)" }
  private var isStale: String { "\(isTimed) AND +expiry <= \(moment)" }

  /// The state at the query's moment, numbered as `EntrySort` orders states.
  var state: String {
    """
    (CASE WHEN flags & \(EntryRow.Flag.corrupt) != 0 THEN 5 \
    WHEN flags & \(EntryRow.Flag.mustValidate) != 0 THEN 4 \
    WHEN expiry >= \(Self.literal(EntrySort.never)) THEN 1 \
    WHEN \(moment) < expiry THEN (flags & \(EntryRow.Flag.immutable) != 0) \
    WHEN swr IS NOT NULL AND \(moment) < swr THEN 2 ELSE 3 END)
    """
  }
}
