import CacheStore
import EntryTable
import FoundationEssentials
import Glibc
import SQLite
import Synchronization

/// The tables `responses` and `redirects` of a SQLite file, as requests-cache has laid them out since 0.3:
/// a key, a value, and since 1.0 the expiry in whole seconds.
///
/// The file is somebody else's: its journal mode stays, nothing is added to its schema, and every change is
/// a short transaction that begins with its lock, as Python waits for such a lock without end.
final class SQLiteValues: ValueStorage {
  let path: String
  let isReadOnly: Bool
  let hasExpiry: Bool
  let hasAliases: Bool
  private let reading = Mutex<Reading?>(nil)
  private let writing = Mutex<Connection?>(nil)
  /// How many connections for writing there have been: each counts the changes of others by itself.
  private let connections = Atomic<Int64>(0)
  /// The last `state` that was seen.
  private let known = Mutex<Int64?>(nil)
  private let watch = Mutex(Watch())
  /// The keys that aliases stand for, as of a `data_version` of the connection for writing.
  let targets = Mutex<(version: Int64?, keys: Set<String>)?>(nil)

  private struct Watch {
    var reading: Reading?
    var seen: Int64?
    var count: Int64 = 0
  }

  /// A connection for reading.
  private struct Reading {
    let connection: Connection
    private let path: String
    private let file: FileIdentity?
    /// What a frozen connection holds for; nil for one that sees changes.
    private let state: DatabaseState?

    init(_ path: String, isReadOnly: Bool) throws {
      self.path = path
      file = FileIdentity(path)
      let present = DatabaseState(path)
      let isFrozen: Bool
      (connection, isFrozen) = try SQLiteValues.reading(path, isReadOnly: isReadOnly)
      state = isFrozen ? present : nil
    }

    var isOfNow: Bool {
      FileIdentity(path) == file && (state == nil || state == DatabaseState(path))
    }
  }

  /// How long a lock is waited for.
  static let patience = Duration.seconds(5)

  init(path: String, isReadOnly: Bool) throws {
    self.path = path
    self.isReadOnly = isReadOnly
    let connection = try Self.connect(path, isReadOnly)
    let columns = try Self.columns(of: "responses", connection)
    guard columns.isSuperset(of: ["key", "value"]) else {
      throw StoreError(.notACache, store: path)
    }
    hasExpiry = columns.contains("expires")
    hasAliases = try !Self.columns(of: "redirects", connection).isEmpty
    reading.withLock { $0 = nil }
  }

  static func columns(of table: String, _ connection: Connection) throws -> Set<String> {
    let statement = try connection.statement("SELECT name FROM pragma_table_info('\(table)')")
    defer { statement.reset() }
    var names: Set<String> = []
    while try statement.step() { names.insert(statement.text(0)) }
    return names
  }

  static func connect(_ path: String, _ isReadOnly: Bool) throws -> Connection {
    try isReadOnly
      ? reading(path, isReadOnly: true).0
      : set(
        up: Connection(
          DatabaseLocation(path, isReadOnly: false).uri, access: .readWrite, waitingAtMost: patience
        ))
  }

  /// A connection that reads.
  ///
  /// - Parameters:
  ///   - isReadOnly: whether nothing may be changed or made; then it may be frozen.
  ///   - access: for reading, or for a scan of all values.
  ///   - waiting: how long a lock is waited for.
  static func reading(
    _ path: String, isReadOnly: Bool, access: Connection.Access = .readOnly,
    waiting: Duration = patience
  ) throws -> (Connection, isFrozen: Bool) {
    let location = try DatabaseLocation(path, isReadOnly: isReadOnly)
    let connection = try Connection(location.uri, access: access, waitingAtMost: waiting)
    if isReadOnly { connection.keepLogOnClose() }
    return (try set(up: connection), location.isFrozen)
  }

  private static func set(up connection: Connection) throws -> Connection {
    try connection.script("PRAGMA cell_size_check = ON; PRAGMA cache_size = -2000")
    return connection
  }

  /// Runs a body with the connection for reading, which is opened anew where the file was replaced.
  func read<Result: Sendable>(
    _ body: @Sendable (Connection) throws -> Result
  ) throws -> Result {
    try StoreError.telling(path) {
      try reading.withLock { held in
        if let known = held, known.isOfNow { return try body(known.connection) }
        guard FileIdentity(path) != nil else {
          throw StoreError.moved(path)
        }
        let new = try Reading(path, isReadOnly: isReadOnly)
        held = new
        return try body(new.connection)
      }
    }
  }

  /// Runs a body with the connection for writing.
  func write<Result: Sendable>(
    _ body: @Sendable (Connection) throws -> Result
  ) throws -> Result {
    guard !isReadOnly else { throw StoreError(.readOnly, store: path) }
    return try StoreError.telling(path) {
      try writing.withLock { try body(try connection(&$0)) }
    }
  }

  private func connection(_ held: inout Connection?) throws -> Connection {
    if let held, !held.hasMoved { return held }
    guard FileIdentity(path) != nil else {
      throw StoreError.moved(path)
    }
    let new = try Self.connect(path, false)
    connections.add(1, ordering: .relaxed)
    targets.withLock { $0 = nil }
    // Changes of many values touch pages all over the file. Pages that are only freed are not
    // written once more: Debian's SQLite would fill them with zeros, which doubles what is written.
    try new.script("PRAGMA cache_size = -32000; PRAGMA secure_delete = FAST")
    held = new
    return new
  }

  /// Tells of the connection for writing whether the file is still as others left it: the
  /// same number means that no one else has changed it, and that it is the same file.
  func state(_ connection: Connection) throws -> Int64? {
    let state = try connection.integer("PRAGMA data_version").map {
      connections.load(ordering: .relaxed) << 32 | $0 & 0xFFFF_FFFF
    }
    known.withLock { $0 = state }
    return state
  }

  /// The state now, or that of a moment ago where the connection for writing is in use.
  func lastState() throws -> Int64? {
    try StoreError.telling(path) {
      try writing.withLockIfAvailable { try state(try connection(&$0)) } ?? known.withLock { $0 }
    }
  }

  func changeCounter(thoroughly: Bool) throws -> Int64 {
    try StoreError.telling(path) {
      try watch.withLock { watch in
        if watch.reading?.isOfNow != true {
          watch.reading = try Reading(path, isReadOnly: isReadOnly)
          watch.seen = nil
        }
        let version = try watch.reading?.connection.integer("PRAGMA data_version")
        if version != watch.seen {
          watch.seen = version
          watch.count += 1
        }
        return watch.count
      }
    }
  }

  /// Tables that are made anew count their rows anew, and a vacuum may number them anew.
  func placing() throws -> Int64 { try read { try $0.integer("PRAGMA schema_version") ?? 0 } }

  func mayBeForeign(_ key: String) -> Bool { false }

  func storage() throws -> (bytes: Int64, reclaimable: Int64) {
    let sides = ["", "-wal", "-journal"].compactMap { FileIdentity(path + $0)?.size }
    let free = try read { connection in
      (try connection.integer("PRAGMA freelist_count") ?? 0)
        * (try connection.integer("PRAGMA page_size") ?? 0)
    }
    return (sides.reduce(0, +), free)
  }

  /// requests-cache makes files that can only be rewritten whole, which is left to its owner.
  func vacuum() throws -> Int64 { 0 }
}

extension StoreError {
  /// Runs a body, and says what SQLite's failures in it mean.
  static func telling<Result>(_ path: String, _ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as SQLiteError {
      throw StoreError(error, store: path)
    }
  }
}
