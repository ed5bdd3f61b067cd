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
      try file.inspect()
      guard mode != .readOnly else {
        try file.checkVersion(file.connect(.lists))
        return SQLiteStore(path: path, mode: mode, options: options, file: file, writer: nil)
      }
      let connection = try file.connect(.writing)
      try file.prepare(connection)
      let writer = Writer(WriterConnection(connection, options: options), path: path)
      return SQLiteStore(path: path, mode: mode, options: options, file: file, writer: writer)
    }
  }

  /// Whether a file's first bytes are those of a store. Reads them and nothing else.
  public static func recognizes(path: String) -> Bool {
    FileHeader(path: path)?.isStore ?? false
  }
}

/// The first 100 bytes of a database: read before SQLite sees the file, so that a file that isn't ours
/// is left alone.
struct FileHeader {
  private let bytes: [UInt8]

  /// Nil when the file can't be read; short when it is.
  init?(path: String) {
    let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    bytes = [UInt8](unsafeUninitializedCapacity: 100) { buffer, count in
      count = max(0, read(descriptor, buffer.baseAddress, 100))
    }
  }

  var isEmpty: Bool { bytes.isEmpty }

  var isStore: Bool {
    bytes.count == 100 && bytes.starts(with: "SQLite format 3\0".utf8)
      && bytes[68..<72].reduce(0) { $0 << 8 | Int64($1) } == Schema.applicationID
  }
}

extension StoreFile {
  /// Checks that the file is there and ours, before anything else touches it.
  func inspect() throws {
    if mode == .create { createFile() }
    guard let header = FileHeader(path: path) else {
      throw StoreError(
        errno == ENOENT || errno == ENOTDIR ? .notFound : .permission, store: path,
        detail: String(cString: strerror(errno)))
    }
    if header.isStore || (header.isEmpty && mode == .create) { return }
    throw StoreError(.notACache, store: path)
  }

  /// Makes an empty file that only its owner may read; SQLite gives side files the same mode. One that
  /// is there stays as it is, and failure shows when it is read.
  private func createFile() {
    let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    if descriptor >= 0 { close(descriptor) }
  }

  /// Makes or migrates the tables.
  func prepare(_ connection: Connection) throws {
    if try connection.integer("PRAGMA application_id") == 0 {
      try create(connection)
    }
    let version = try checkVersion(connection)
    if version < Schema.version { try migrate(connection) }
    // From here on readers never wait for writers. Persistent: only the first time changes the file.
    if try connection.text("PRAGMA journal_mode") != "wal" {
      try connection.script("PRAGMA journal_mode = WAL")
    }
  }

  /// In one transaction and without the log, so that the file's first bytes name it from the start.
  private func create(_ connection: Connection) throws {
    try connection.script("PRAGMA page_size = 4096; PRAGMA auto_vacuum = INCREMENTAL")
    try connection.write {
      guard try connection.integer("PRAGMA application_id") == 0 else { return }
      try connection.script("PRAGMA application_id = \(Schema.applicationID)")
      try apply(from: 0, connection)
    }
  }

  private func migrate(_ connection: Connection) throws {
    try connection.write {
      try apply(from: try checkVersion(connection), connection)
    }
  }

  private func apply(from version: Int, _ connection: Connection) throws {
    for step in Schema.migrations.dropFirst(version) { try connection.script(step) }
    try connection.script("PRAGMA user_version = \(Schema.version)")
  }

  /// The schema's version, if this program knows it.
  @discardableResult
  func checkVersion(_ connection: Connection) throws -> Int {
    guard try connection.integer("PRAGMA application_id") == Schema.applicationID else {
      throw StoreError(.notACache, store: path)
    }
    let version = Int(try connection.integer("PRAGMA user_version") ?? 0)
    guard version <= Schema.version else { throw StoreError(.newerSchema, store: path) }
    return version
  }
}
