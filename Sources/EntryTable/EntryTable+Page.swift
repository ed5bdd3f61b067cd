package import CacheStore
import Dispatch
import FoundationEssentials
import HTTPCaching
import SQLite
import Synchronization

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
      let list = EntryList(query, self)
      let cut = try list.cut(row: row)
      var damaged: [EntryReference] = []
      // Rows in memory were read when they were put there.
      var rows = packed.map { Self.summaries(of: cut.places, in: $0) } ?? []
      for place in cut.places where packed == nil {
        guard var row = try row(at: place.row) else { continue }
        if !row.isCorrupt, !isSound(row) {
          row.isCorrupt = true
          damaged.append(row.reference)
        }
        rows.append(row.summary)
      }
      return Page(
        page: EntryPage(
          rows: rows, cursors: cut.places.map(\.cursor), firstRow: cut.firstRow, total: cut.total),
        damaged: damaged)
    }
  }
}

extension EntryTable {
  /// Rows that one core reads at a time.
  private static let share = 1024

  /// Reads the rows of places that were found just now, on all cores where they are many.
  private static func summaries(
    of places: [EntryList.Place], in table: PackedTable
  ) -> [EntrySummary] {
    // Nothing writes the table before all have ended.
    nonisolated(unsafe) let table = table
    let read = { @Sendable (places: ArraySlice<EntryList.Place>) in
      places.compactMap { place in
        table.withRow(at: place.row) { EntrySummary($0, id: place.cursor.id) }
      }
    }
    guard places.count > share else { return read(places[...]) }
    let starts = Array(stride(from: 0, to: places.count, by: share))
    let parts = Mutex([[EntrySummary]](repeating: [], count: starts.count))
    DispatchQueue.concurrentPerform(iterations: starts.count) { part in
      let rows = read(places[starts[part]...].prefix(share))
      parts.withLock { $0[part] = rows }
    }
    return Array(parts.withLock { $0 }.joined())
  }
}

/// A filtered list in its order, before any row is read.
struct EntryList {
  private let query: EntryQuery
  private let filter: SQLCondition
  private let sort: SortTranslation
  private let connection: Connection
  private let limit: Int
  /// How many rows the table has, if that is known.
  private let rowCount: Int?
  private let matches: Connection.Tally

  /// The function that counts matches.
  static let tallyFunction = "count_match"

  /// Rows at an end of a list up to which SQLite sorts while it counts.
  private static let sortedWhileCounting = 2048

  /// A row's place in the list, and in the table.
  struct Place: Sendable {
    var cursor: EntryCursor
    var row: Int64
  }

  /// A piece of a list.
  struct Cut {
    var places: [Place]
    var firstRow: Int
    var total: Int
  }

  init(_ query: EntryQuery, _ table: EntryTable) {
    rowCount = table.packed?.count
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
    case .start: places = try uncounted(filter, reversed: false)
    case .end: places = try uncounted(filter, reversed: true).reversed()
    case .after(let cursor): places = try uncounted(side(of: cursor, behind: true), reversed: false)
    case .before(let cursor):
      places = try uncounted(side(of: cursor, behind: false), reversed: true).reversed()
    case .row, .around: places = try countedCut(row: row).places
    }
    return Cut(places: places, firstRow: 0, total: 0)
  }

  private func uncounted(_ condition: SQLCondition, reversed: Bool) throws -> [Place] {
    try places(condition, of: 0, reversed: reversed, skipping: 0, count: limit)
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
    let value = query.sort.value(of: row.summary, now: query.now)
    let cursor = EntryCursor(value: value, id: row.reference.id)
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
      ? try places(filter, of: total, reversed: true, skipping: behind, count: count).reversed()
      : try places(filter, of: total, reversed: false, skipping: first, count: count)
    return Cut(places: places, firstRow: first, total: total)
  }

  private func cut(beside cursor: EntryCursor, behind: Bool) throws -> Cut {
    let total = try total()
    let onSide = try count(and: sort.comparison(behind: behind), cursor.values)
    let found = try places(
      side(of: cursor, behind: behind), of: onSide, reversed: !behind, skipping: 0, count: limit)
    return behind
      ? Cut(places: found, firstRow: total - onSide, total: total)
      : Cut(places: found.reversed(), firstRow: onSide - found.count, total: total)
  }

  private func side(of cursor: EntryCursor, behind: Bool) -> SQLCondition {
    SQLCondition(
      sql: "\(filter.sql) AND \(sort.comparison(behind: behind))",
      values: filter.values + cursor.values)
  }

  private func total() throws -> Int {
    if filter == .all, let rowCount { return rowCount }
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

  /// Some of the `matches` rows that meet a condition.
  private func places(
    _ condition: SQLCondition, of matches: Int, reversed: Bool, skipping: Int, count: Int
  ) throws -> [Place] {
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
      SELECT id, \(sort.expression), rowid FROM entry WHERE \(condition.sql) \
      ORDER BY \(order) LIMIT ? OFFSET ?
      """)
    defer { statement.reset() }
    statement.bind(condition.values + [.integer(Int64(count)), .integer(Int64(skipping))])
    var places: [Place] = []
    while try statement.step() {
      let cursor = EntryCursor(value: value(of: statement), id: EntryID(number: statement.int(0)))
      places.append(Place(cursor: cursor, row: statement.int(2)))
    }
    return places
  }

  /// The sort value of a row, of the kind that the column has.
  private func value(of statement: Statement) -> EntryCursor.Value {
    switch query.sort.column {
    case .method, .url, .rule, .mediaType: .text(statement.text(1))
    case .state, .status, .size, .hits: .integer(statement.int(1))
    case .timeToLive, .age, .lastUsed, .stored: .real(statement.double(1))
    }
  }
}
