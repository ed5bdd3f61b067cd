internal import CSQLite
package import FoundationEssentials

/// A prepared statement. Bind, step while there are rows, read columns, reset; in that order.
/// Parameters count from 1, columns from 0, as in SQLite.
package final class Statement: ColumnSink, ColumnSource {
  private let handle: OpaquePointer

  init(_ sql: String, on connection: OpaquePointer) throws(SQLiteError) {
    var handle: OpaquePointer?
    let code = sqlite3_prepare_v3(
      connection, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &handle, nil)
    guard code == SQLITE_OK, let handle else { throw SQLiteError(code, on: connection) }
    self.handle = handle
  }

  deinit { sqlite3_finalize(handle) }

  /// Goes to the next row; false when there is none.
  package func step() throws(SQLiteError) -> Bool {
    let code = sqlite3_step(handle)
    if code == SQLITE_ROW { return true }
    if code == SQLITE_DONE { return false }
    throw SQLiteError(code, on: sqlite3_db_handle(handle))
  }

  /// Runs a statement that has no rows, and resets it.
  package func run() throws(SQLiteError) {
    defer { reset() }
    while try step() {}
  }

  /// Ends the run, releases its locks, and forgets the parameters.
  package func reset() {
    sqlite3_reset(handle)
    sqlite3_clear_bindings(handle)
  }

  // MARK: Parameters

  package func bind(_ index: Int32, _ value: Int64) {
    sqlite3_bind_int64(handle, index, value)
  }

  package func bind(_ index: Int32, _ value: Double) {
    sqlite3_bind_double(handle, index, value)
  }

  package func bindNull(_ index: Int32) { sqlite3_bind_null(handle, index) }

  package func bind(_ index: Int32, _ value: Double?) {
    if let value { bind(index, value) } else { bindNull(index) }
  }

  package func bind(_ index: Int32, _ value: Int64?) {
    if let value { bind(index, value) } else { bindNull(index) }
  }

  package func bind(_ index: Int32, _ date: Date) {
    bind(index, date.timeIntervalSinceReferenceDate)
  }

  package func bind(_ index: Int32, _ date: Date?) {
    bind(index, date?.timeIntervalSinceReferenceDate)
  }

  package func bind(_ index: Int32, _ text: String) {
    var text = text
    text.withUTF8 { bind(index, utf8: $0) }
  }

  package func bind(_ index: Int32, utf8: UnsafeBufferPointer<UInt8>) {
    _ = utf8.withMemoryRebound(to: CChar.self) {
      csqlite_bind_text(handle, index, $0.baseAddress, Int64($0.count))
    }
  }

  package func bind(_ index: Int32, _ bytes: [UInt8]) {
    bytes.withUnsafeBytes {
      _ = csqlite_bind_blob(handle, index, $0.baseAddress, Int64($0.count))
    }
  }

  /// Binds bytes without a copy; they must stay in place until the statement is reset.
  package func bindBorrowed(_ index: Int32, _ bytes: UnsafeRawBufferPointer) {
    _ = csqlite_bind_borrowed_blob(
      handle, index, bytes.baseAddress, Int64(bytes.count))
  }

  package func bind(_ index: Int32, _ value: SQLValue) {
    switch value {
    case .null: bindNull(index)
    case .integer(let number): bind(index, number)
    case .real(let number): bind(index, number)
    case .text(let text): bind(index, text)
    case .blob(let bytes): bind(index, bytes)
    }
  }

  /// Binds values to the parameters from `first` on.
  package func bind(_ values: [SQLValue], from first: Int32 = 1) {
    for (offset, value) in values.enumerated() { bind(first + Int32(offset), value) }
  }

  // MARK: Columns

  package func int(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

  package func double(_ column: Int32) -> Double { sqlite3_column_double(handle, column) }

  /// What kind of value a column has, by the name that SQLite has for it.
  package enum Kind: String { case null, integer, real, text, blob }

  package func kind(_ column: Int32) -> Kind {
    switch sqlite3_column_type(handle, column) {
    case SQLITE_INTEGER: .integer
    case SQLITE_FLOAT: .real
    case SQLITE_TEXT: .text
    case SQLITE_BLOB: .blob
    default: .null
    }
  }

  package func isNull(_ column: Int32) -> Bool {
    sqlite3_column_type(handle, column) == SQLITE_NULL
  }

  /// Text; invalid UTF-8 is repaired, and null is empty.
  package func text(_ column: Int32) -> String {
    guard let bytes = sqlite3_column_text(handle, column) else { return "" }
    let count = Int(sqlite3_column_bytes(handle, column))
    return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
  }

  /// The column's bytes where SQLite has them, valid inside the closure; empty for null.
  package func withBytes<Result>(
    _ column: Int32, _ body: (UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    let start = sqlite3_column_blob(handle, column)
    let count = Int(sqlite3_column_bytes(handle, column))
    return try body(UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : count))
  }

  /// A copy of the column's bytes; empty for null.
  package func data(_ column: Int32) -> Data {
    withBytes(column) { bytes in
      bytes.baseAddress.map { Data(bytes: $0, count: bytes.count) } ?? Data()
    }
  }

  /// A copy of the column's bytes; empty for null.
  package func bytes(_ column: Int32) -> [UInt8] { withBytes(column) { [UInt8]($0) } }

  /// How many bytes the column has, without reading those on overflow pages.
  package func byteCount(_ column: Int32) -> Int { Int(sqlite3_column_bytes(handle, column)) }
}
