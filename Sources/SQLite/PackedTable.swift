internal import CSQLite

/// A table in memory that SQL reads by its name on one connection, and that is written through this. Its
/// rows are packed one behind another, which is quicker to put in and to read than a row of a table of
/// SQLite's own. For one thread at a time; no statement may be in the midst of reading it when it is
/// written.
package final class PackedTable {
  private let rows: OpaquePointer
  private let columns: Int32
  /// The table goes with it.
  private let connection: Connection

  /// Makes an empty table.
  ///
  /// - Parameters:
  ///   - columns: as SQL declares them. The first is an integer, the number by which a row is replaced.
  ///   - count: how many there are.
  ///   - ordering: the column, from 0, by which rows are had in order without sorting them each time.
  package init(
    _ name: String, columns: String, count: Int, orderedBy ordering: Int, on connection: Connection
  ) throws(SQLiteError) {
    var rows: OpaquePointer?
    let code = packed_rows_create(
      connection.handle, name, "CREATE TABLE x (\(columns))", Int32(count), Int32(ordering), &rows)
    guard code == SQLITE_OK, let rows else { throw SQLiteError(code, on: connection.handle) }
    self.rows = rows
    self.columns = Int32(count)
    self.connection = connection
  }

  /// How many rows there are.
  package var count: Int { Int(packed_rows_count(rows)) }

  /// Puts the rows of a packer in, each in the place of the one with its number; the packer has none then.
  package func put(_ packer: inout RowPacker) throws(SQLiteError) {
    var code = SQLITE_OK
    packer.drain { row, length in
      if code == SQLITE_OK { code = packed_rows_put(rows, row, length) }
    }
    guard code == SQLITE_OK else { throw SQLiteError(code, on: connection.handle) }
  }

  /// Removes rows that are there, and frees their memory where that is much. Returns how many they were.
  @discardableResult
  package func remove(_ numbers: some Sequence<Int64>) -> Int {
    let removed = numbers.reduce(0) { $0 + Int(packed_rows_remove(rows, $1)) }
    // Without room for it all stays as it is.
    _ = packed_rows_trim(rows)
    return removed
  }

  /// Calls `body` with a row, which is there for that time; nil when there is none.
  package func withRow<Result>(
    _ number: Int64, _ body: (PackedRow) throws -> Result
  ) rethrows -> Result? {
    try packed_rows_find(rows, number).map { try PackedRow.with($0, columns, body) }
  }

  /// The same for a row that SQL has found, by its `rowid`.
  package func withRow<Result>(
    at place: Int64, _ body: (PackedRow) throws -> Result
  ) rethrows -> Result? {
    try packed_rows_at(rows, place).map { try PackedRow.with($0, columns, body) }
  }

  /// The places of rows in the table's order, without SQL.
  ///
  /// - Parameters:
  ///   - rank: a row's value in the ordering column and its number; those beyond it in the order are meant.
  ///   - reversed: whether the order is the reverse of the table's.
  ///   - skipped: how many of them don't count.
  ///   - limit: how many at most.
  package func places(
    beyond rank: (value: Double, number: Int64)?, reversed: Bool, skipping skipped: Int,
    limit: Int
  ) throws(SQLiteError) -> [Int64] {
    var code = SQLITE_OK
    let places = [Int64](unsafeUninitializedCapacity: min(limit, count)) { places, found in
      var count = Int64(places.count)
      var beyond = packed_rank(key: rank?.value ?? 0, number: rank?.number ?? 0)
      code = withUnsafePointer(to: &beyond) {
        packed_rows_in_order(
          rows, rank == nil ? nil : $0, reversed ? 1 : 0, Int64(skipped), places.baseAddress, &count
        )
      }
      found = code == SQLITE_OK ? Int(count) : 0
    }
    guard code == SQLITE_OK else { throw SQLiteError(code, on: connection.handle) }
    return places
  }

  /// Tells that the row in a place is going to be read soon.
  package func prefetch(at place: Int64) { packed_rows_prefetch(rows, place) }

  /// Calls `body` with each row.
  package func forEach(_ body: (PackedRow) throws -> Void) rethrows {
    for place in 0..<packed_rows_end(rows) { try withRow(at: place, body) }
  }
}

/// A row of a `PackedTable`, inside of a closure that was given it.
package struct PackedRow: ColumnSource {
  private let values: UnsafeMutableBufferPointer<packed_value>

  fileprivate static func with<Result>(
    _ row: UnsafePointer<UInt8>, _ columns: Int32, _ body: (PackedRow) throws -> Result
  ) rethrows -> Result {
    try withUnsafeTemporaryAllocation(of: packed_value.self, capacity: Int(columns)) { values in
      packed_all(row, columns, values.baseAddress)
      return try body(PackedRow(values: values))
    }
  }

  private func find(_ column: Int32) -> packed_value { values[Int(column)] }

  package func isNull(_ column: Int32) -> Bool { Int(find(column).tag) == packed_null }

  package func int(_ column: Int32) -> Int64 { packed_integer(find(column)) }

  package func double(_ column: Int32) -> Double { packed_number(find(column)) }

  package func optionalInt(_ column: Int32) -> Int64? {
    let value = find(column)
    return Int(value.tag) == packed_null ? nil : packed_integer(value)
  }

  package func optionalDouble(_ column: Int32) -> Double? {
    let value = find(column)
    return Int(value.tag) == packed_null ? nil : packed_number(value)
  }

  package func text(_ column: Int32) -> String {
    withBytes(column) { String(decoding: $0, as: UTF8.self) }
  }

  package func bytes(_ column: Int32) -> [UInt8] { withBytes(column) { [UInt8]($0) } }

  private func withBytes<Result>(
    _ column: Int32, _ body: (UnsafeRawBufferPointer) -> Result
  ) -> Result {
    let value = find(column)
    let hasBytes = Int(value.tag) >= packed_empty_text
    return body(UnsafeRawBufferPointer(start: value.bytes, count: hasBytes ? Int(value.length) : 0))
  }
}
