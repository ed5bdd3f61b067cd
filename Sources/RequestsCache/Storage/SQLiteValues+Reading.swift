import CacheStore
import EntryTable
import FoundationEssentials
import SQLite

extension SQLiteValues {
  func count() throws -> Int {
    try read { Int(try $0.integer("SELECT count(*) FROM responses") ?? 0) }
  }

  func value(_ key: String) throws -> StoredValue? {
    try read { [expiry] connection in
      let statement = try connection.statement(
        "SELECT \(Self.columns(expiry: expiry)) FROM responses WHERE key = ?")
      defer { statement.reset() }
      statement.bind(1, key)
      guard try statement.step() else { return nil }
      return StoredValue(mark: Self.mark(statement), bytes: statement.data(2))
    }
  }

  /// Bytes of values that are read at a time, and how long that may keep others from ending a transaction.
  private static let readBytes = 16 << 20
  private static let readTime = Duration.milliseconds(100)

  func values(_ keys: ArraySlice<String>) throws -> [StoredValue?] {
    // What is read afterwards is at least as new.
    let state = try isReadOnly ? nil : lastState()
    return try read { [expiry] connection in
      try connection.snapshot {
        let statement = try connection.statement(
          "SELECT \(Self.columns(expiry: expiry)) FROM responses WHERE key = ?")
        defer { statement.reset() }
        var (values, bytes) = ([StoredValue?](), 0)
        let end = ContinuousClock.now + Self.readTime
        for key in keys {
          if !values.isEmpty, bytes >= Self.readBytes || ContinuousClock.now >= end { break }
          statement.reset()
          statement.bind(1, key)
          let isThere = try statement.step()
          values.append(
            isThere
              ? StoredValue(mark: Self.mark(statement), bytes: statement.data(2), state: state)
              : nil)
          bytes += isThere ? statement.byteCount(2) : 0
        }
        return values
      }
    }
  }

  func value(_ key: String, at place: Int64) throws -> StoredValue? {
    try read { [expiry] connection in
      let statement = try connection.statement(
        "SELECT \(Self.columns(expiry: expiry)) FROM responses WHERE rowid = ?")
      defer { statement.reset() }
      statement.bind(1, place)
      guard try statement.step(), statement.text(1) == key else { return nil }
      return StoredValue(mark: Self.mark(statement), bytes: statement.data(2))
    }
  }

  func places() throws -> [String: Int64] {
    try read { connection in
      // The index of the keys has all of it.
      let statement = try connection.statement("SELECT key, rowid FROM responses ORDER BY key")
      defer { statement.reset() }
      var places: [String: Int64] = [:]
      while try statement.step() { places[statement.text(0)] = statement.int(1) }
      return places
    }
  }

  /// Values that one piece should have.
  private static let pieceSize: Int64 = 256

  func pieces() throws -> [ScanPiece] {
    guard let (first, last, count) = try bounds() else { return [] }
    let (span, isHuge) = last.subtractingReportingOverflow(first)
    // Replaced rows leave gaps; whoever writes row numbers with larger ones gets larger pieces.
    let width = max(Self.pieceSize, (isHuge ? .max : span) / max(1, count / Self.pieceSize))
    var pieces: [ScanPiece] = []
    var end = last
    while true {
      let (start, isBelow) = end.subtractingReportingOverflow(width - 1)
      guard !isBelow, start > first else {
        pieces.append(.rows(first...end))
        return pieces
      }
      pieces.append(.rows(start...end))
      end = start - 1
    }
  }

  /// The first and the last row number, and how many rows there are; nil for none. Where the way to them is
  /// damaged, what the index of the keys says of them.
  private func bounds() throws -> (first: Int64, last: Int64, count: Int64)? {
    do {
      return try read { connection in
        guard let first = try connection.integer("SELECT min(rowid) FROM responses"),
          let last = try connection.integer("SELECT max(rowid) FROM responses"),
          let count = try connection.integer("SELECT count(*) FROM responses"), count > 0
        else { return nil }
        // To count took every page of an index.
        try connection.script("PRAGMA shrink_memory")
        return (first, max(first, last), count)
      }
    } catch let error as StoreError where error.code == .corrupt {
      let rows = try? places().values
      guard let first = rows?.min(), let last = rows?.max() else { return (1, 1 << 20, 1 << 20) }
      return (first, last, Int64(rows?.count ?? 1))
    }
  }

  func pieces(_ places: [String: Int64]) -> [ScanPiece] {
    let keys = places.sorted { $0.value > $1.value }.map(\.key)
    return stride(from: 0, to: keys.count, by: Int(Self.pieceSize)).map { start in
      .keys(Array(keys[start..<min(start + Int(Self.pieceSize), keys.count)]))
    }
  }

  func scanner() throws -> any ValueScanner {
    let (connection, _) = try Self.reading(path, isReadOnly: isReadOnly, access: .scan)
    return try SQLiteScanner(connection, expiry: expiry, path: path)
  }

  func target(ofAlias key: String) throws -> String? {
    guard hasAliases else { return nil }
    return try read { connection in
      let statement = try connection.statement("SELECT value FROM redirects WHERE key = ?")
      defer { statement.reset() }
      statement.bind(1, key)
      return try statement.step() ? AliasValue.target(statement, 0) : nil
    }
  }

  func aliases() throws -> [(alias: String, target: String)] {
    guard hasAliases else { return [] }
    return try read { try AliasValue.all($0) }
  }

  func aliases(of key: String) throws -> [String] {
    guard hasAliases else { return [] }
    return try read { try AliasValue.all($0, of: key) }
  }

  /// The column of the expiry, or what stands for it.
  var expiry: String { hasExpiry ? "expires" : "NULL" }

  /// What a row is read by.
  static func columns(expiry: String) -> String { "rowid, key, value, \(expiry)" }

  /// Of a row that was read so.
  static func mark(_ row: Statement) -> ValueMark {
    let (place, kind) = (row.int(0), row.kind(2))
    return ValueMark(
      key: row.text(1), place: place,
      version: row.withBytes(2) { ValueVersion.of(place: place, $0) }, size: row.byteCount(2),
      expires: row.optionalInt(3), isText: kind == .text,
      oddType: [.text, .blob].contains(kind) ? nil : kind.rawValue)
  }
}

/// What the table `redirects` has for an alias.
enum AliasValue {
  /// A key as text; 1.0.0 and 1.0.1 pickled it in folders, where an old pickle of a text has it.
  static func target(_ statement: Statement, _ column: Int32) -> String? {
    statement.withBytes(column) { bytes in
      guard bytes.first == 0x80 else { return String(decoding: bytes, as: UTF8.self) }
      var tree = PlainTree()
      guard (try? PickleCodec().decode(bytes, into: &tree)) != nil else { return nil }
      return tree.withRoot(bytes) { $0.text } ?? nil
    }
  }

  /// Whether the table has pickles where it has values.
  static func arePickled(_ connection: Connection) throws -> Bool {
    try connection.text("SELECT typeof(value) FROM redirects LIMIT 1") == "blob"
  }

  static func value(_ key: String, isPickled: Bool) throws -> SQLValue {
    isPickled ? .blob(try PickleCodec().encode(.text(key))) : .text(key)
  }

  static func all(_ connection: Connection) throws -> [(alias: String, target: String)] {
    let statement = try connection.statement("SELECT key, value FROM redirects ORDER BY key")
    defer { statement.reset() }
    var aliases: [(alias: String, target: String)] = []
    while try statement.step() {
      if let target = target(statement, 1) { aliases.append((statement.text(0), target)) }
    }
    return aliases
  }

  /// Those of one key. No index leads to them: SQLite looks through all as they lie, and only pickles are
  /// decoded.
  static func all(_ connection: Connection, of key: String) throws -> [String] {
    let statement = try connection.statement(
      "SELECT key, value FROM redirects WHERE value = ? OR typeof(value) = 'blob' ORDER BY +key")
    defer { statement.reset() }
    statement.bind(1, key)
    var aliases: [String] = []
    while try statement.step() {
      if target(statement, 1) == key { aliases.append(statement.text(0)) }
    }
    return aliases
  }
}

/// Reads the rows of a piece on a connection of its own.
private final class SQLiteScanner: ValueScanner {
  private let connection: Connection
  private let rows: Statement
  private let row: Statement
  private let path: String

  init(_ connection: Connection, expiry: String, path: String) throws {
    self.connection = connection
    self.path = path
    // Each page of a value is read once: only the way to it is worth keeping.
    try connection.script("PRAGMA cache_size = -256")
    let columns = SQLiteValues.columns(expiry: expiry)
    rows = try connection.prepare(
      "SELECT \(columns) FROM responses WHERE rowid BETWEEN ? AND ? ORDER BY rowid DESC")
    row = try connection.prepare("SELECT \(columns) FROM responses WHERE key = ?")
  }

  func scan(_ piece: ScanPiece, _ body: (ValueMark, UnsafeRawBufferPointer) throws -> Void) throws {
    try StoreError.telling(path) {
      switch piece {
      case .rows(let range):
        rows.bind([.integer(range.lowerBound), .integer(range.upperBound)])
        try all(of: rows, body)
      case .keys(let keys):
        for key in keys {
          row.bind(1, key)
          try all(of: row, body)
        }
      }
    }
  }

  private func all(
    of statement: Statement, _ body: (ValueMark, UnsafeRawBufferPointer) throws -> Void
  ) throws {
    defer { statement.reset() }
    while try statement.step() {
      let mark = SQLiteValues.mark(statement)
      try statement.withBytes(2) { try body(mark, $0) }
    }
  }
}
