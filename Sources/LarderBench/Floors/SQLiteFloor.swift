import CSQLite

/// Bare SQLite on a table laid out like that of Python's requests-cache: a key, a blob, an expiry.
final class SQLiteFloor {
  private let database: OpaquePointer
  private let select: OpaquePointer
  private let insert: OpaquePointer
  private var buffer: [UInt8]

  /// How the file takes changes.
  enum Journal: String {
    /// As requests-cache has it, and so what bare lookups are measured on.
    case delete
    /// The fastest that survives the end of the process, and so what bare writes are measured on.
    case wal
  }

  /// Opens or makes a database file, with `synchronous` normal.
  init(path: String, journal: Journal, blobLimit: Int = 1 << 20) throws {
    var opened: OpaquePointer?
    guard sqlite3_open(path, &opened) == SQLITE_OK, let opened else {
      sqlite3_close(opened)
      throw BenchmarkError("\(path) can't be opened.")
    }
    database = opened
    buffer = [UInt8](repeating: 1, count: blobLimit)
    try Self.execute(
      """
      PRAGMA journal_mode=\(journal.rawValue);
      PRAGMA synchronous=NORMAL;
      CREATE TABLE IF NOT EXISTS responses (key TEXT PRIMARY KEY, value BLOB, expires INTEGER);
      CREATE INDEX IF NOT EXISTS expires_idx ON responses(expires);
      """, in: opened)
    select = try Self.prepare("SELECT value FROM responses WHERE key=?", in: opened)
    insert = try Self.prepare(
      "INSERT OR REPLACE INTO responses (key, value, expires) VALUES (?, ?, ?)", in: opened)
  }

  deinit {
    sqlite3_finalize(select)
    sqlite3_finalize(insert)
    sqlite3_close(database)
  }

  /// Reads a blob by its key into a buffer of its own; returns how long it is.
  func read(_ key: String) throws -> Int {
    defer { sqlite3_reset(select) }
    sqlite3_bind_text(select, 1, key, -1, copied)
    guard sqlite3_step(select) == SQLITE_ROW, let bytes = sqlite3_column_blob(select, 0) else {
      throw BenchmarkError("The floor's table has no row \(key).")
    }
    let count = min(Int(sqlite3_column_bytes(select, 0)), buffer.count)
    buffer.withUnsafeMutableBytes { $0.baseAddress?.copyMemory(from: bytes, byteCount: count) }
    return count
  }

  /// Writes a blob in a transaction of its own.
  func write(_ key: String, _ blob: [UInt8], expires: Int64) throws {
    defer { sqlite3_reset(insert) }
    sqlite3_bind_text(insert, 1, key, -1, copied)
    _ = blob.withUnsafeBytes {
      sqlite3_bind_blob64(insert, 2, $0.baseAddress, UInt64($0.count), nil)
    }
    sqlite3_bind_int64(insert, 3, expires)
    guard sqlite3_step(insert) == SQLITE_DONE else {
      throw BenchmarkError(String(cString: sqlite3_errmsg(database)))
    }
  }

  /// Runs `work` in one transaction.
  func transaction(_ work: () throws -> Void) throws {
    try Self.execute("BEGIN", in: database)
    try work()
    try Self.execute("COMMIT", in: database)
  }

  /// SQLite's own word on a file: `ok`, or what is wrong with it.
  static func integrity(of path: String) throws -> String {
    var opened: OpaquePointer?
    defer { sqlite3_close(opened) }
    guard sqlite3_open(path, &opened) == SQLITE_OK, let opened else { return "can't be opened" }
    let check = try prepare("PRAGMA integrity_check", in: opened)
    defer { sqlite3_finalize(check) }
    guard sqlite3_step(check) == SQLITE_ROW, let text = sqlite3_column_text(check, 0) else {
      return String(cString: sqlite3_errmsg(opened))
    }
    return String(cString: text)
  }

  private static func execute(_ sql: String, in database: OpaquePointer) throws {
    guard sqlite3_exec(database, sql, nil, nil, nil) == SQLITE_OK else {
      throw BenchmarkError(String(cString: sqlite3_errmsg(database)))
    }
  }

  private static func prepare(_ sql: String, in database: OpaquePointer) throws -> OpaquePointer {
    var statement: OpaquePointer?
    let code = sqlite3_prepare_v2(database, sql, -1, &statement, nil)
    guard code == SQLITE_OK, let statement else {
      throw BenchmarkError(String(cString: sqlite3_errmsg(database)))
    }
    return statement
  }
}

/// Tells SQLite to copy a text before the call returns.
private let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
