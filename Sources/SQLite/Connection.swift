internal import CSQLite

/// One connection to a database file. Not for use by two threads at once; a pool guards it.
package final class Connection {
  let handle: OpaquePointer
  let patience: UnsafeMutablePointer<csqlite_patience>
  private let logPageCount: UnsafeMutablePointer<CInt>
  private var statements: [String: Statement] = [:]

  /// What a connection may do.
  package enum Access: Sendable {
    case readOnly, readWrite
    /// Only reading, most of the file at a time: pages come many with one call of the system.
    case scan
  }

  /// Opens an existing file.
  ///
  /// - Parameters:
  ///   - location: a path, or a `file:` URI with SQLite's parameters.
  ///   - access: what the connection may do.
  ///   - limit: how long it waits for a lock of another connection.
  package init(_ location: String, access: Access, waitingAtMost limit: Duration)
    throws(SQLiteError)
  {
    var handle: OpaquePointer?
    let mode = access == .readWrite ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY
    let flags = mode | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI | SQLITE_OPEN_EXRESCODE
    // Set up with the first connection, of whatever kind.
    let joining = Self.joiningFileSystem
    let fileSystem: FileSystemName? =
      switch access {
      case .readOnly: nil
      case .readWrite: joining
      case .scan: Self.windowFileSystem
      }
    let code = sqlite3_open_v2(location, &handle, flags, fileSystem?.pointer)
    guard code == SQLITE_OK, let handle else {
      let error = SQLiteError(code, on: handle)
      sqlite3_close_v2(handle)
      throw error
    }
    self.handle = handle
    patience = .allocate(capacity: 1)
    patience.initialize(to: csqlite_patience(limit_ns: limit.nanoseconds, since_ns: 0))
    csqlite_wait_for_locks(handle, patience)
    logPageCount = .allocate(capacity: 1)
    logPageCount.initialize(to: 0)
    csqlite_count_log_pages(handle, logPageCount)
    // A file may come from anywhere: its schema must not call functions or change by itself.
    _ = csqlite_configure(handle, SQLITE_DBCONFIG_DEFENSIVE, 1)
    _ = csqlite_configure(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0)
    _ = csqlite_configure(handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0)
    _ = csqlite_configure(handle, SQLITE_DBCONFIG_ENABLE_VIEW, 0)
  }

  deinit {
    statements.removeAll()
    sqlite3_close_v2(handle)
    patience.deallocate()
    logPageCount.deallocate()
  }

  /// The first bytes of the file as they are, before SQLite looks at it and makes side files; zeros
  /// where it is shorter.
  package func fileStart(_ count: Int) throws(SQLiteError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    let code = csqlite_read_start(handle, &bytes, Int32(count))
    guard code == SQLITE_OK else { throw SQLiteError(code, on: handle) }
    return bytes
  }

  /// Leaves the write-ahead log as it is when this connection closes.
  package func keepLogOnClose() {
    _ = csqlite_configure(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1)
  }

  /// A statement for that text, prepared once per connection and then kept.
  package func statement(_ sql: String) throws(SQLiteError) -> Statement {
    if let known = statements[sql] { return known }
    let new = try Statement(sql, on: handle)
    if statements.count >= Self.statementLimit { statements.removeAll() }
    statements[sql] = new
    return new
  }

  /// A statement that the caller keeps.
  package func prepare(_ sql: String) throws(SQLiteError) -> Statement {
    try Statement(sql, on: handle)
  }

  /// The file system of connections that write.
  private static let joiningFileSystem = FileSystemName(csqlite_joining_file_system())

  /// The file system of connections that scan.
  private static let windowFileSystem = FileSystemName(csqlite_window_file_system())

  /// How many statements are kept; filters make new texts for ever.
  private static let statementLimit = 128

  /// Runs a statement to its end.
  package func run(_ sql: String, _ values: SQLValue...) throws(SQLiteError) {
    let statement = try statement(sql)
    statement.bind(values)
    try statement.run()
  }

  /// Runs several statements without parameters.
  package func script(_ sql: String) throws(SQLiteError) {
    let code = sqlite3_exec(handle, sql, nil, nil, nil)
    guard code == SQLITE_OK else { throw SQLiteError(code, on: handle) }
  }

  /// The first column of the first row as a number; nil without a row or when null.
  package func integer(_ sql: String, _ values: SQLValue...) throws(SQLiteError) -> Int64? {
    let statement = try statement(sql)
    defer { statement.reset() }
    statement.bind(values)
    return try statement.step() ? statement.optionalInt(0) : nil
  }

  /// The first column of the first row as text; nil without a row.
  package func text(_ sql: String) throws(SQLiteError) -> String? {
    let statement = try statement(sql)
    defer { statement.reset() }
    return try statement.step() ? statement.text(0) : nil
  }

  /// How many rows the last statement changed.
  package var changes: Int { Int(sqlite3_changes64(handle)) }

  /// The row that the last insert made.
  package var lastInsertedRow: Int64 { sqlite3_last_insert_rowid(handle) }

  /// Whether the file was removed or replaced since it was opened: then this connection still works, on
  /// what nobody else will ever see.
  package var hasMoved: Bool {
    var hasMoved: CInt = 0
    let code = sqlite3_file_control(handle, "main", SQLITE_FCNTL_HAS_MOVED, &hasMoved)
    return code == SQLITE_OK && hasMoved != 0
  }

  /// Pages in the write-ahead log after the last commit; SQLite does not empty it by itself.
  package var logPages: Int { Int(logPageCount.pointee) }

  /// Makes the next writer begin the write-ahead log anew. It keeps writers out while it copies what is
  /// left, so it follows a `checkpoint`; for readers it waits only a few milliseconds.
  package func restartLog() throws(SQLiteError) {
    let limit = patience.pointee.limit_ns
    patience.pointee.limit_ns = min(limit, 5_000_000)
    defer { patience.pointee.limit_ns = limit }
    let code = sqlite3_wal_checkpoint_v2(handle, nil, SQLITE_CHECKPOINT_RESTART, nil, nil)
    guard [SQLITE_OK, SQLITE_BUSY].contains(code & 0xff) else {
      throw SQLiteError(code, on: handle)
    }
  }

  /// Moves what the write-ahead log has into the file, as far as readers allow, without waiting.
  package func checkpoint() throws(SQLiteError) {
    let code = sqlite3_wal_checkpoint_v2(handle, nil, SQLITE_CHECKPOINT_PASSIVE, nil, nil)
    guard [SQLITE_OK, SQLITE_BUSY].contains(code & 0xff) else {
      throw SQLiteError(code, on: handle)
    }
  }
}

/// The name of a file system that SQLite knows, which stays where it is.
private struct FileSystemName: @unchecked Sendable {
  let pointer: UnsafePointer<CChar>

  init?(_ pointer: UnsafePointer<CChar>?) {
    guard let pointer else { return nil }
    self.pointer = pointer
  }
}

extension Duration {
  /// Whole nanoseconds, at most some 292 years.
  var nanoseconds: Int64 {
    let (seconds, attoseconds) = components
    let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    return overflow
      ? .max : product.addingReportingOverflow(attoseconds / 1_000_000_000).partialValue
  }
}
