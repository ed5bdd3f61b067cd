import CacheStore
import FoundationEssentials
import RequestsCache
import SQLite
import TestSupport
import Testing

/// A cache that a test makes row by row, in a folder of its own.
struct RawCache {
  static let now = Date(timeIntervalSince1970: 1_772_359_200)

  let folder: TemporaryFolder
  let path: String

  /// - Parameter journal: the journal mode of the file.
  init(_ count: Int = 0, bodySize: Int = 10, journal: String = "delete") throws {
    folder = try TemporaryFolder()
    path = folder.file()
    try Data().write(to: URL(filePath: path))
    let connection = try connect()
    try connection.script(
      """
      PRAGMA journal_mode = \(journal);
      CREATE TABLE responses (key TEXT PRIMARY KEY, value BLOB, expires INTEGER);
      CREATE TABLE redirects (key TEXT PRIMARY KEY, value BLOB, expires INTEGER);
      CREATE INDEX expires_idx ON responses(expires)
      """)
    try connection.write {
      for number in 0..<count {
        try Self.add(Self.key(number), number, connection, bodySize: bodySize)
      }
    }
  }

  /// One whose files are in a folder already.
  init(in folder: TemporaryFolder) {
    self.folder = folder
    path = folder.file()
  }

  static func key(_ number: Int) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// A response in a pickle.
  static func value(_ number: Int, bodySize: Int = 10) throws -> [UInt8] {
    try PickleCodec().encode(
      .named([
        ("_content", .bytes([UInt8](repeating: UInt8(number % 251), count: bodySize))),
        ("created_at", .text("2026-01-01T00:00:00+00:00")),
        ("headers", .named([("Content-Type", .text("text/plain"))])),
        ("request", .named([("method", .text("GET")), ("url", .text("http://a.test/\(number)"))])),
        ("status_code", .integer(200)), ("url", .text("http://a.test/\(number)")),
      ]))
  }

  static func add(
    _ key: String, _ number: Int, _ connection: Connection, bodySize: Int = 10
  ) throws {
    try connection.run(
      "INSERT OR REPLACE INTO responses VALUES (?, ?, NULL)", .text(key),
      .blob(try value(number, bodySize: bodySize)))
  }

  func connect() throws -> Connection {
    try Connection(path, access: .readWrite, waitingAtMost: .seconds(1))
  }

  func open(_ mode: RequestsCacheStore.Mode = .readWrite) throws -> RequestsCacheStore {
    try RequestsCacheStore.open(path: path, mode: mode)
  }

  /// The rows as SQL has them.
  func dump() throws -> [String] {
    let connection = try connect()
    let statement = try connection.prepare(
      "SELECT quote(key) || quote(value) || quote(expires) FROM responses ORDER BY key")
    var rows: [String] = []
    while try statement.step() { rows.append(statement.text(0)) }
    return rows
  }
}

extension RequestsCacheStore {
  /// All rows of the list.
  func rows() async throws -> [EntrySummary] {
    try await browse(EntryQuery(sort: EntrySort(.url), limit: 10_000, now: RawCache.now)).rows
  }
}
