import CacheStore
import FoundationEssentials
import SQLite

/// An order as SQL; the meaning is that of `EntrySort.value(of:now:)`.
struct SortTranslation {
  /// The expression that is ordered by; plain columns where an index may serve.
  let expression: String
  let isDescending: Bool

  init(_ sort: EntrySort, now: Date) {
    isDescending = sort.isDescending
    expression =
      switch sort.column {
      case .timeToLive: "expiry"
      case .state: FilterTranslation(now: now).state
      case .method: "method"
      case .status: EntryRow.statusSQL
      case .url: "url"
      case .size: "size"
      case .age: "(-generated)"
      case .rule: "rule"
      case .hits: "hits"
      case .mediaType: "type"
      case .lastUsed: "coalesce(used, \(FilterTranslation.literal(EntrySort.neverUsed)))"
      case .stored: "stored"
      }
  }

  /// The order of the list, or its reverse; without `byIndex` SQLite has to sort.
  func order(reversed: Bool = false, byIndex: Bool = true) -> String {
    let word = isDescending != reversed ? "DESC" : "ASC"
    return "\(byIndex ? "" : "+")\(expression) \(word), id \(word)"
  }

  /// Rows on one side of a row, of which value and id are parameters.
  func comparison(behind: Bool) -> String {
    "(\(expression), id) \(behind != isDescending ? ">" : "<") (?, ?)"
  }
}

extension EntryCursor {
  /// The parameters of a comparison with this place.
  var values: [SQLValue] {
    let place: SQLValue =
      switch value {
      case .integer(let number): .integer(number)
      case .real(let number): .real(number)
      case .text(let text): .text(text)
      }
    return [place, .integer(id.number ?? 0)]
  }

  /// The place in an order by numbers; nil for a value of another kind.
  var rank: (value: Double, number: Int64)? {
    guard case .real(let value) = value, !value.isNaN else { return nil }
    return (value, id.number ?? 0)
  }
}
