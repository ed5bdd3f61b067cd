import CacheStore
import EntryTable
import FoundationEssentials
import Glibc
import SQLite
import Synchronization

/// What larder keeps beside a cache of requests-cache, so that changes can be undone: a SQLite file of
/// larder's own, named like the cache with `.larder` at the end, mode 600, made with the first change.
///
/// `operation`: what was done; `owner` is the process that is at it, null once it has ended. `item`: a key in
/// an operation, with the version that the operation left (null where it left nothing), and what was there
/// before: a row of `kept`, nothing, or the same value with another expiry, of which only that is kept; the
/// version that it had is `former`. A value that comes back has a new version, in all items then. While
/// it is `pending` the change is about to be made, and instead of the version there is a part of it. `kept`:
/// former values byte by byte, with their aliases and the size of their bodies.
final class Sidecar: Sendable {
  let path: String
  private let connection = Mutex<Connection?>(nil)

  /// "lrds".
  static let applicationID: Int64 = 0x6C72_6473

  private static let schema = """
    CREATE TABLE operation (
      id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, time REAL NOT NULL,
      count INTEGER NOT NULL, undone INTEGER NOT NULL, reason TEXT NOT NULL,
      owner INTEGER);
    CREATE TABLE item (
      operation INTEGER NOT NULL, key TEXT NOT NULL, version INTEGER, kept INTEGER, expiry TEXT,
      manual REAL, lifetime REAL, former INTEGER,
      pending INTEGER NOT NULL, PRIMARY KEY (operation, key)) WITHOUT ROWID;
    CREATE TABLE kept (
      id INTEGER PRIMARY KEY AUTOINCREMENT, operation INTEGER NOT NULL, key TEXT NOT NULL,
      value BLOB NOT NULL, is_text INTEGER NOT NULL, odd_type TEXT, expires INTEGER, aliases TEXT NOT NULL,
      in_trash INTEGER NOT NULL, time REAL NOT NULL, bytes INTEGER NOT NULL);
    CREATE INDEX kept_operation ON kept (operation);
    CREATE INDEX item_key ON item (key);
    """

  init(besides cache: String) {
    var name = cache[...]
    while name.count > 1, name.hasSuffix("/") { name.removeLast() }
    path = name + ".larder"
  }

  /// Runs a body with the file; nil where there is none and none is to be made.
  func use<Result: Sendable>(
    making: Bool, _ body: @Sendable (Connection) throws -> Result
  ) throws -> Result? {
    try StoreError.telling(path) {
      try connection.withLock { held in
        if held?.hasMoved != false {
          held = nil
          guard making || FileIdentity(path) != nil else { return nil }
          held = try open()
        }
        return try held.map { try body($0) }
      }
    }
  }

  /// Runs a body in one transaction, with the file made if there is none.
  func write<Result: Sendable>(
    _ body: @Sendable (Connection) throws -> Result
  ) throws -> Result {
    let result = try use(making: true) { connection in try connection.write { try body(connection) }
    }
    guard let result else { throw StoreError(.io, store: path) }
    return result
  }

  func close() { connection.withLock { $0 = nil } }

  private func open() throws -> Connection {
    let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    if descriptor >= 0 {
      Glibc.close(descriptor)
    } else if errno != EEXIST {
      let reason = errno
      throw StoreError(
        reason == ENOSPC ? .full : [EACCES, EPERM, EROFS].contains(reason) ? .permission : .io,
        store: path,
        detail: "larder keeps there what it undoes: \(String(cString: strerror(reason)))")
    }
    let location = try DatabaseLocation(path, isReadOnly: false).uri
    try checkOwner(location)
    let connection = try Connection(
      location, access: .readWrite, waitingAtMost: SQLiteValues.patience)
    // Former values are appended: a rollback journal has next to nothing to keep, a log would write them
    // twice. Where another process has it open with a log, it stays so.
    try? connection.script("PRAGMA journal_mode = DELETE")
    try connection.script("PRAGMA synchronous = FULL; PRAGMA cache_size = -16000")
    try connection.write {
      guard try connection.integer("PRAGMA application_id") != Self.applicationID else { return }
      try connection.script("PRAGMA application_id = \(Self.applicationID)")
      try connection.script(Self.schema)
    }
    return connection
  }

  /// Looks whether the file is larder's, or nobody's, before anything in it can change.
  private func checkOwner(_ location: String) throws {
    let probe = try Connection(
      location + "?immutable=1", access: .readOnly, waitingAtMost: .zero)
    guard
      try probe.integer("PRAGMA application_id") == Self.applicationID
        || probe.integer("SELECT count(*) FROM sqlite_schema") == 0
    else {
      throw StoreError(.notACache, store: path, detail: "larder would keep there what it undoes")
    }
  }
}

/// What was there before a change.
enum FormerState: Sendable, Hashable {
  case nothing
  /// A row of `kept`.
  case value(kept: Int64)
  /// The same with another expiry.
  case expiry(ExpiryMarks)
}

/// A key in an operation.
struct UndoItem: Sendable, Hashable {
  var key: String
  /// What the operation, or its undoing, left; nil for nothing.
  var version: Int64?
  var former = FormerState.nothing
  /// The version that it had.
  var formerVersion: Int64?
}

/// A former value.
struct KeptValue: Sendable {
  var id: Int64
  var operation: Int64
  var key: String
  var value: NewValue
  var aliases: [String]
  var time: Date
  /// Of body.
  var bytes: Int64
  var reason: String

  /// The value as if it lay in the storage.
  var mark: ValueMark {
    ValueMark(
      key: key, place: 0, version: 0, size: value.bytes.count, expires: value.expires,
      isText: value.isText, oddType: value.oddType)
  }
}
