import CacheStore
import Canvas

/// Which columns a list of some width has, and where. Cursor, mark and state come first and always;
/// others leave when there is no room for them.
struct ListColumns: Sendable, Hashable {
  enum Column: String, Sendable, Hashable, CaseIterable {
    case method, status, url, size, age, expires, rule, hits, type, used
  }

  struct Place: Sendable, Hashable {
    var column: Column
    var start: Int
    var width: Int
  }

  private(set) var places: [Place] = []

  /// Cursor, mark, state and a blank.
  static let lead = 4
  /// A URL keeps at least so many columns before the columns of the second rank may come.
  private static let leastURL = 28
  private static let comfortableURL = 48

  /// - Parameter wanted: the optional columns that may come.
  init(width: Int, kind: Layout.Kind, wanted: Set<ListColumn>) {
    var chosen: [Column] = [.status, .url, .expires]
    var room = width - Self.lead - Self.width(of: .status) - Self.width(of: .expires) - 3
    let first = [Column.size, .method, .age].filter { $0.isWanted(wanted) }
    for column in first {
      guard room - Self.width(of: column) - 1 >= Self.leastURL, kind != .compact || width >= 60
      else { break }
      chosen.append(column)
      room -= Self.width(of: column) + 1
    }
    let least = kind == .columns ? Self.leastURL : Self.comfortableURL
    for column in [Column.rule, .hits, .type, .used]
    where chosen.count >= 3 + first.count && column.isWanted(wanted) {
      let gap = column == .rule ? 2 : 1
      guard room - Self.width(of: column) - gap >= least else { break }
      chosen.append(column)
      room -= Self.width(of: column) + gap
    }
    place(chosen, urlWidth: max(1, room))
  }

  private mutating func place(_ chosen: [Column], urlWidth: Int) {
    var start = Self.lead
    for column in Column.allCases where chosen.contains(column) {
      let width = column == .url ? urlWidth : Self.width(of: column)
      places.append(Place(column: column, start: start, width: width))
      // The sort marker stands behind a title: expiry's needs a blank behind it too.
      start += width + (column == .expires ? 2 : 1)
    }
  }

  private static func width(of column: Column) -> Int {
    switch column {
    case .method: 4
    case .status: 3
    case .url: 0
    case .size, .age: 5
    case .expires: 7
    case .rule: 9
    case .hits: 5
    case .type: 16
    case .used: 5
    }
  }

  /// The column at an offset from the list's left edge.
  func sort(at offset: Int) -> EntrySort.Column? {
    if offset < Self.lead { return .state }
    return places.first { $0.start <= offset && offset <= $0.start + $0.width }?.column.sort
  }
}

extension ListColumns.Column {
  /// Whether it is one of these, or one that always comes.
  fileprivate func isWanted(_ wanted: Set<ListColumn>) -> Bool {
    ListColumn(rawValue: rawValue).map(wanted.contains) ?? true
  }

  var title: VisibleText {
    switch self {
    case .method: "METH"
    case .status: "ST"
    case .url: "URL"
    case .size: "SIZE"
    case .age: "AGE"
    case .expires: "EXPIRES"
    case .rule: "RULE"
    case .hits: "HITS"
    case .type: "TYPE"
    case .used: "USED"
    }
  }

  var alignment: Alignment {
    switch self {
    case .method, .url, .rule, .type: .leading
    case .status, .size, .age, .expires, .hits, .used: .trailing
    }
  }

  var sort: EntrySort.Column {
    switch self {
    case .method: .method
    case .status: .status
    case .url: .url
    case .size: .size
    case .age: .age
    case .expires: .timeToLive
    case .rule: .rule
    case .hits: .hits
    case .type: .mediaType
    case .used: .lastUsed
    }
  }
}
