import CacheStore
import FoundationEssentials
import Glibc
import SQLite

extension SQLiteStore {
  /// Opens a store. A file of an older schema is migrated, unless it is opened read-only.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - mode: what may be done with it; `.create` makes it if it isn't there. Default: `.create`.
  ///   - options: limits and patience.
  /// - Throws: `StoreError`: `notFound`, `notACache`, `newerSchema`, `permission`, `locked`, `corrupt`,
  ///   `full` or `io`.
  public static func open(
    path: String, mode: Mode = .create, options: StoreOptions = StoreOptions()
  ) throws -> SQLiteStore {
    let file = StoreFile(path: path, mode: mode, options: options)
    return try StoreError.mapping(store: path) {
      if mode == .create { try file.makeIfEmpty() }
      try file.checkExists()
      guard mode != .readOnly else {
        try file.checkVersion(file.connect(.lists))
        return SQLiteStore(path: path, mode: mode, options: options, file: file, writer: nil)
      }
      let connection = try file.connect(.writing)
      if try file.checkVersion(connection) < Schema.version { try file.migrate(connection) }
      let writer = Writer(WriterConnection(connection, options: options), path: path)
      return SQLiteStore(path: path, mode: mode, options: options, file: file, writer: writer)
    }
  }

  /// Whether a file's first bytes are those of a store. Reads them and nothing else.
  public static func recognizes(path: String) -> Bool {
    guard !StoreFile.isSpecial(path) else { return false }
    let file = StoreFile(path: path, mode: .readOnly, options: StoreOptions())
    return (try? file.connect(.lists)) != nil
  }
}

/// The first bytes of a database, read before SQLite looks at the file, so that a file that isn't ours is
/// left alone.
enum FileHeader {
  static let size = 100

  static func isStore(_ bytes: [UInt8]) -> Bool {
    bytes.count == size && bytes.starts(with: "SQLite format 3\0".utf8)
      && bytes[68..<72].reduce(0) { $0 << 8 | Int64($1) } == Schema.applicationID
  }
}

extension StoreFile {
  /// Tells a missing file from one that may not be read, and from what is none.
  func checkExists() throws {
    guard !Self.isSpecial(path) else { throw StoreError(.notACache, store: path) }
    guard let problem = Self.problem(path) else { return }
    if mode == .create, problem.isMissing, !Self.hasFolder(path) {
      throw StoreError.folderMissing(path)
    }
    throw StoreError(
      problem.isMissing ? .notFound : .permission, store: path, detail: problem.words)
  }

  /// Whether the folder of a file that isn't there is.
  private static func hasFolder(_ path: String) -> Bool {
    guard let slash = path.lastIndex(of: "/") else { return true }
    return access(String(path[...slash]), F_OK) == 0
  }

  /// The schema's version, if this program knows it.
  @discardableResult
  func checkVersion(_ connection: Connection) throws -> Int {
    let version = Int(try connection.integer("PRAGMA user_version") ?? 0)
    guard version >= 0 else { throw StoreError(.notACache, store: path) }
    guard version <= Schema.version else { throw StoreError(.newerSchema, store: path) }
    return version
  }

  func migrate(_ connection: Connection) throws {
    try connection.write {
      try Schema.apply(from: try checkVersion(connection), to: connection)
    }
  }
}

extension Schema {
  /// Takes the steps from a version to the present one, inside a transaction.
  static func apply(from version: Int, to connection: Connection) throws {
    for step in migrations.dropFirst(version) { try connection.script(step) }
    try connection.script("PRAGMA user_version = \(Self.version)")
  }
}
