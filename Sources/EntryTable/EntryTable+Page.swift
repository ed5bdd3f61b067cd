package import CacheStore
import FoundationEssentials
import HTTPCaching
import SQLite

extension EntryTable {
  /// A page and the rows in it that can't be decoded and aren't marked so.
  package struct Page: Sendable {
    package var page: EntryPage
    package var damaged: [EntryReference]
  }

  /// One page of a list, with the counts around it: one state of the cache. Of the rows on it, those that
  /// are not `isSound` count as corrupt.
  package func page(
    _ query: EntryQuery, isSound: (EntryRow) -> Bool = { _ in true }
  ) throws -> Page {
    try connection.snapshot {
      let cut = try EntryList(query, self).cut(row: row)
      var page = Page(
        page: EntryPage(rows: [], cursors: [], firstRow: cut.firstRow, total: cut.total),
        damaged: [])
      if let packed {
        Self.read(cut.places, of: query, in: packed, into: &page.page)
      } else {
        try read(cut.places, into: &page, isSound: isSound)
      }
      return page
    }
  }

  private func read(
    _ places: [EntryList.Place], into page: inout Page, isSound: (EntryRow) -> Bool
  ) throws {
    for place in places {
      if let cursor = place.cursor { page.page.cursors.append(cursor) }
      guard var row = try row(at: place.row) else { continue }
      if !row.isCorrupt, !isSound(row) {
        row.isCorrupt = true
        page.damaged.append(row.reference)
      }
      page.page.rows.append(row.summary)
    }
  }
}

extension EntryTable {
  /// Reads the rows of places that were found just now, on all cores. Rows in memory were checked when they were
  /// put there.
  private static func read(
    _ places: [EntryList.Place], of query: EntryQuery, in table: PackedTable,
    into page: inout EntryPage
  ) {
    // Nothing writes the table before all have ended.
    nonisolated(unsafe) let table = table
    (page.rows, page.cursors) = arrays(count: places.count) { index, row, cursor in
      // Rows in an order lie anywhere.
      if index + 4 < places.count { table.prefetch(at: places[index + 4].row) }
      let isThere: Void? = table.withRow(at: places[index].row) {
        let summary = EntrySummary($0)
        cursor.initialize(to: query.cursor(of: summary))
        row.initialize(to: summary)
      }
      precondition(isThere != nil, "a place that was found has a row")
    }
  }
}

extension EntryQuery {
  /// The place of an entry in the list.
  fileprivate func cursor(of entry: EntrySummary) -> EntryCursor {
    EntryCursor(value: sort.value(of: entry, now: now), id: entry.reference.id)
  }
}

/// A filtered list in its order, before any row is read.
struct EntryList {
  private let query: EntryQuery
  private let filter: SQLCondition
  private let sort: SortTranslation
  private let connection: Connection
  private let limit: Int
  private let packed: PackedTable?
  private let matches: Connection.Tally

  /// The function that counts matches.
  static let tallyFunction = "count_match"

  /// Rows at an end of a list up to which SQLite sorts while it counts.
  private static let sortedWhileCounting = 2048

  /// A row's place in the list, and in the table.
  struct Place: Sendable {
    var row: Int64
    /// Nil where the row itself tells it.
    var cursor: EntryCursor?
  }

  /// A piece of a list.
  struct Cut {
    var places: [Place]
    var firstRow: Int
    var total: Int
  }

  init(_ query: EntryQuery, _ table: EntryTable) {
    packed = table.packed
    connection = table.connection
    matches = table.matches
    self.query = query
    filter = FilterTranslation(now: query.now).condition(query.filter)
    sort = SortTranslation(query.sort, now: query.now)
    limit = max(0, min(query.limit, 10_000))
  }

  func cut(row: (EntryID) throws -> EntryRow?) throws -> Cut {
    guard !query.isCounted else { return try countedCut(row: row) }
    let places: [Place]
    switch query.place {
    case .start: places = try uncounted(beyond: nil, reversed: false)
    case .end: places = try uncounted(beyond: nil, reversed: true).reversed()
    case .after(let cursor): places = try uncounted(beyond: cursor, reversed: false)
    case .before(let cursor): places = try uncounted(beyond: cursor, reversed: true).reversed()
    case .row, .around: places = try countedCut(row: row).places
    }
    return Cut(places: places, firstRow: 0, total: 0)
  }

  private func uncounted(beyond cursor: EntryCursor?, reversed: Bool) throws -> [Place] {
    try places(beyond: cursor, of: 0, reversed: reversed, skipping: 0, count: limit)
  }

  private func countedCut(row: (EntryID) throws -> EntryRow?) throws -> Cut {
    switch query.place {
    case .start: try cut(from: 0)
    case .end: try lastCut()
    case .row(let number): try cut(from: max(0, number))
    case .after(let cursor): try cut(beside: cursor, behind: true)
    case .before(let cursor): try cut(beside: cursor, behind: false)
    case .around(let id): try cut(around: try row(id))
    }
  }

  private func cut(from row: Int) throws -> Cut {
    guard sortsWhileCounting(row + limit) else { return try cut(from: row, total: total()) }
    let (places, total) = try countedPlaces(reversed: false, skipping: row)
    return Cut(places: places, firstRow: min(row, total), total: total)
  }

  /// Whether the matches are counted while so many at one end of the list are sorted, as all rows have to be
  /// read in any case. Without a limit SQLite would read none.
  private func sortsWhileCounting(_ count: Int) -> Bool {
    filter != .all && !filter.isSought && limit > 0 && count <= Self.sortedWhileCounting
  }

  private func lastCut() throws -> Cut {
    guard sortsWhileCounting(limit) else {
      let total = try total()
      return try cut(from: max(0, total - limit), total: total)
    }
    let (places, total) = try countedPlaces(reversed: true, skipping: 0)
    return Cut(places: places.reversed(), firstRow: total - places.count, total: total)
  }

  private func cut(around row: EntryRow?) throws -> Cut {
    guard let row, query.filter.matches(row.summary, now: query.now) else {
      return try cut(from: 0)
    }
    let cursor = query.cursor(of: row.summary)
    let total = try total()
    let before = try count(and: sort.comparison(behind: false), cursor.values)
    return try cut(from: max(0, min(before - limit / 2, total - limit)), total: total)
  }

  /// The piece that begins at a row, counted from whichever end is nearer.
  private func cut(from row: Int, total: Int) throws -> Cut {
    let first = min(row, total)
    let count = min(limit, total - first)
    let behind = total - first - count
    let places =
      behind < first
      ? try places(of: total, reversed: true, skipping: behind, count: count).reversed()
      : try places(of: total, reversed: false, skipping: first, count: count)
    return Cut(places: places, firstRow: first, total: total)
  }

  private func cut(beside cursor: EntryCursor, behind: Bool) throws -> Cut {
    let total = try total()
    let onSide = try count(and: sort.comparison(behind: behind), cursor.values)
    let found = try places(
      beyond: cursor, of: onSide, reversed: !behind, skipping: 0, count: limit)
    return behind
      ? Cut(places: found, firstRow: total - onSide, total: total)
      : Cut(places: found.reversed(), firstRow: onSide - found.count, total: total)
  }

  private func total() throws -> Int {
    if filter == .all, let packed { return packed.count }
    return try count(and: nil, [])
  }

  private func count(and condition: String?, _ values: [SQLValue]) throws -> Int {
    let more = condition.map { " AND \($0)" } ?? ""
    let statement = try connection.statement(
      "SELECT count(*) FROM entry WHERE \(filter.sql)\(more)")
    defer { statement.reset() }
    statement.bind(filter.values + values)
    return try statement.step() ? Int(statement.int(0)) : 0
  }

  /// Some of the `matches` rows in the list, or in its reverse, beyond a cursor if there is one.
  private func places(
    beyond cursor: EntryCursor? = nil, of matches: Int, reversed: Bool, skipping: Int, count: Int
  ) throws -> [Place] {
    let rank = cursor?.rank
    if filter == .all, query.sort.column == .timeToLive, cursor == nil || rank != nil, let packed {
      return try packed.places(
        beyond: rank, reversed: reversed != sort.isDescending, skipping: skipping,
        limit: count
      ).map { Place(row: $0) }
    }
    var condition = filter
    if let cursor {
      condition = SQLCondition(
        sql: "\(filter.sql) AND \(sort.comparison(behind: !reversed))",
        values: filter.values + cursor.values)
    }
    // An index gives the rows in order, but leads from one place of the file to another: to test many
    // rows for few that match, reading them as they lie and sorting those is faster.
    let byIndex = filter == .all || (skipping + count) * 5 < matches
    return try places(
      condition, in: sort.order(reversed: reversed, byIndex: byIndex), skipping: skipping,
      count: count)
  }

  /// Some of the first matches, and how many there are: all are read once, and sorted as far as they are asked
  /// for.
  private func countedPlaces(
    reversed: Bool, skipping: Int
  ) throws -> (places: [Place], total: Int) {
    matches.reset()
    let counted = SQLCondition(
      sql: "CASE WHEN \(filter.sql) THEN \(Self.tallyFunction)() END", values: filter.values)
    let places = try places(
      counted, in: sort.order(reversed: reversed, byIndex: false), skipping: skipping, count: limit)
    return (places, matches.count)
  }

  private func places(
    _ condition: SQLCondition, in order: String, skipping: Int, count: Int
  ) throws -> [Place] {
    let statement = try connection.statement(
      """
      SELECT rowid\(packed != nil ? "" : ", id, \(sort.expression)") FROM entry WHERE \(condition.sql) \
      ORDER BY \(order) LIMIT ? OFFSET ?
      """)
    defer { statement.reset() }
    statement.bind(condition.values + [.integer(Int64(count)), .integer(Int64(skipping))])
    var places: [Place] = []
    while try statement.step() {
      places.append(Place(row: statement.int(0), cursor: packed != nil ? nil : cursor(statement)))
    }
    return places
  }

  /// Its value is of the kind that the column has.
  private func cursor(_ row: Statement) -> EntryCursor {
    let value: EntryCursor.Value =
      switch query.sort.column {
      case .method, .url, .rule, .mediaType: .text(row.text(2))
      case .state, .status, .size, .hits: .integer(row.int(2))
      case .timeToLive, .age, .lastUsed, .stored: .real(row.double(2))
      }
    return EntryCursor(value: value, id: EntryID(number: row.int(1)))
  }
}
