import CacheStore
import FoundationEssentials
import SQLite

extension RequestsCacheStore {
  /// What may be done with a cache.
  public enum Mode: String, Sendable, Hashable {
    /// Reads and writes it; makes it, as requests-cache would, if it isn't there.
    case create
    /// Reads and writes an existing one.
    case readWrite
    /// Reads it: makes no file, takes no lock that a writer would wait for, changes nothing.
    case readOnly
  }

  /// Opens a cache of requests-cache. What it is, and its serializer, is told from its content.
  ///
  /// - Parameters:
  ///   - path: a SQLite file, or a folder. In mode `create` a path that ends in a slash makes a folder.
  ///   - mode: what may be done with it. Default: `readWrite`.
  ///   - options: serializer, secrets, and how lists answer.
  /// - Throws: `StoreError`: `notFound`, `notACache`, `permission`, `locked`, `corrupt`, `full` or `io`.
  public static func open(
    path: String, mode: Mode = .readWrite, options: RequestsCacheOptions = RequestsCacheOptions()
  ) throws -> RequestsCacheStore {
    let isNew = mode == .create && FileIdentity(path) == nil
    if isNew { try EmptyCache.make(path, options) }
    let isReadOnly = mode == .readOnly
    if let known = RequestsCacheFolder.ending(path) {
      let ending = isNew ? RequestsCacheFolder.ending(of: options.serializer) : known
      let folder = try FolderValues(path: path, ending: ending, isReadOnly: isReadOnly)
      return try RequestsCacheStore(folder, options: options)
    }
    let table = try StoreError.telling(path) {
      try SQLiteValues(path: path, isReadOnly: isReadOnly)
    }
    return try RequestsCacheStore(table, options: options)
  }

  /// Whether a file or folder looks like a cache of requests-cache. Changes nothing.
  public static func recognizes(path: String) -> Bool { (try? look(at: path)) ?? false }

  /// As `recognizes`, but a database that nobody can look into is told from one of something else.
  ///
  /// - Throws: `StoreError`: `locked`, `permission`, `unreadable` or `io`.
  package static func look(at path: String) throws -> Bool {
    if RequestsCacheFolder.ending(path) != nil { return true }
    guard let file = FileIdentity(path), file.size >= leastSize, !FileContent.isFolder(path) else {
      return false
    }
    do {
      return try StoreError.telling(path) { try hasValues(path) }
    } catch var error as StoreError where error.code == .corrupt {
      error.code = .unreadable
      throw error
    }
  }
}

extension RequestsCacheStore {
  /// Bytes that a database has: one page of the smallest size.
  private static let leastSize = 512

  /// Whether a file is a database with a table of values. A locked one is looked at as it lies there: whose it
  /// is doesn't depend on what is being written. Where that is half a page, the lock is waited for.
  private static func hasValues(_ path: String) throws -> Bool {
    guard journal(besides: path) == nil else { return try hasValues(frozen(path)) }
    do {
      return try hasValues(SQLiteValues.reading(path, isReadOnly: true, waiting: .zero).0)
    } catch {
      if let found = try? hasValues(frozen(path)) { return found }
      return try hasValues(SQLiteValues.connect(path, true))
    }
  }

  private static func hasValues(_ connection: Connection) throws -> Bool {
    guard try connection.fileStart(16).elementsEqual("SQLite format 3\0".utf8) else { return false }
    return try SQLiteValues.columns(of: "responses", connection).isSuperset(of: ["key", "value"])
  }

  private static func frozen(_ path: String) throws -> Connection {
    try Connection(DatabaseLocation.frozen(path), access: .readOnly, waitingAtMost: .zero)
  }
}

/// How a folder of values is told from others.
enum RequestsCacheFolder {
  /// Files looked at.
  private static let limit = 2000

  private static let known: Set<String> = ["json", "yaml", "pkl", "bson", "dat"]

  /// The ending that most of its values have; nil for a folder of something else. A folder with
  /// `redirects.sqlite` and no values is one too.
  static func ending(_ path: String) -> String? {
    guard FileContent.isFolder(path) else { return nil }
    var counts: [String: Int] = [:]
    for name in FileContent.names(in: path, limit: limit) {
      let parts = name.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
      guard isKey(parts[0]) else { continue }
      counts[parts.count == 2 ? String(parts[1]) : "", default: 0] += 1
    }
    let hasAliases = FileIdentity(path + "/redirects.sqlite") != nil
    let best = counts.filter { hasAliases || known.contains($0.key) }
      .max { ($0.value, $1.key) < ($1.value, $0.key) }
    return best?.key ?? (hasAliases ? "json" : nil)
  }

  /// What requests-cache names the files of a serializer with.
  static func ending(of serializer: String?) -> String {
    guard let serializer else { return "json" }
    return KnownCodecs.named(serializer)?.fileExtension ?? PickleCodec().fileExtension
  }

  /// 16 hexadecimal digits since 0.8, 64 before; whoever makes keys of their own leaves them to the file
  /// of aliases to tell.
  static func isKey(_ name: Substring) -> Bool {
    (name.utf8.count == 16 || name.utf8.count == 64) && name.allSatisfy(\.isHexDigit)
  }
}

/// An empty cache, as requests-cache 1.x makes it.
enum EmptyCache {
  static func make(_ path: String, _ options: RequestsCacheOptions) throws {
    if path.hasSuffix("/") {
      try FileContent.makeFolder(path)
      try makeDatabase(path + "redirects.sqlite", tables: ["redirects"])
    } else {
      try makeDatabase(path, tables: ["responses", "redirects"])
    }
  }

  private static func makeDatabase(_ path: String, tables: [String]) throws {
    try FileContent.makeFile(path)
    try StoreError.telling(path) {
      let connection = try SQLiteValues.connect(path, false)
      try connection.write {
        for table in tables {
          try connection.script(
            "CREATE TABLE IF NOT EXISTS \(table) (    key TEXT PRIMARY KEY,    value BLOB, "
              + "    expires INTEGER);"
              + "CREATE INDEX IF NOT EXISTS expires_idx ON \(table)(expires)")
        }
      }
    }
  }
}
