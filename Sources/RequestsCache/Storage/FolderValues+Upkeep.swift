import CacheStore
import EntryTable
import SQLite

extension FolderValues {
  var hasExpiry: Bool { false }

  func integrity() throws -> [String] {
    try [(aliasFile, "redirects"), (usesFile, "lru")].flatMap { file, table in
      try withDatabase(file, table, isReadOnly: true) { IntegrityCheck.faults($0) } ?? []
    }
  }

  func setExpiries(_ changes: [ExpiryChange]) throws -> Int { 0 }

  func removeAliases(_ aliases: [String]) throws -> Int {
    try withDatabase(aliasFile, "redirects", isReadOnly: false) { connection in
      try connection.write {
        var count = 0
        for alias in aliases {
          let statement = try connection.statement("SELECT value FROM redirects WHERE key = ?")
          defer { statement.reset() }
          statement.bind(1, alias)
          guard try statement.step(), let target = AliasValue.target(statement, 0),
            file(target).flatMap({ FileIdentity(ofFile: $0) }) == nil
          else { continue }
          statement.reset()
          try connection.run("DELETE FROM redirects WHERE key = ?", .text(alias))
          count += connection.changes
        }
        return count
      }
    } ?? 0
  }

  // MARK: The index of uses

  func uses() throws -> Finding? {
    guard let index = try withDatabase(usesFile, "lru", isReadOnly: true, UsesIndex.init) else {
      return nil
    }
    var tally = Tally()
    for fault in index.faults(try files()) {
      tally.add(part: fault.words, example: "\(fault.key)  \(fault.words)")
    }
    if !index.hasRightTotal {
      tally.add(part: "wrong total", example: "the total is \(index.total)")
    }
    return tally.finding(.uses, fix: .correctUses)
  }

  func correctUses() throws -> Int {
    try withDatabase(usesFile, "lru", isReadOnly: false) { connection in
      try connection.write {
        let faults = try UsesIndex(connection).faults(try files())
        for fault in faults { try fault.correct(connection) }
        try UsesIndex.correctTotal(connection)
        return max(1, faults.count)
      }
    } ?? 0
  }

  private func files() throws -> [String: FileIdentity] {
    var files: [String: FileIdentity] = [:]
    for key in try keys() { files[key] = file(key).flatMap { FileIdentity($0) } }
    return files
  }
}

/// What `lru.db` has.
struct UsesIndex: Sendable {
  private var sizes: [String: Int64] = [:]
  /// The sum that it has noted.
  private(set) var total: Int64 = 0

  init(_ connection: Connection) throws {
    let rows = try connection.prepare("SELECT key, size FROM lru")
    while try rows.step() { sizes[rows.text(0)] = rows.int(1) }
    total = try connection.integer("SELECT total_size FROM lru_size ORDER BY rowid LIMIT 1") ?? 0
  }

  var hasRightTotal: Bool { sizes.values.reduce(0, &+) == total }

  /// Sizes are rounded up to blocks of a size that nobody wrote down: they have it in common.
  private var block: Int64 {
    guard sizes.count >= 4 else { return 1 }
    return sizes.values.filter { $0 > 0 }.reduce(0) { left, right in
      var (left, right) = (left, right)
      while right > 0 { (left, right) = (right, left % right) }
      return left
    }
  }

  /// A row that is wrong, missing or too much.
  struct Fault: Sendable {
    var key: String
    var words: String
    /// The size, and when the file was changed in nanoseconds; nil where there is no file.
    var file: (size: Int64, changed: Int64)?

    func correct(_ connection: Connection) throws {
      guard let file else {
        return try connection.run("DELETE FROM lru WHERE key = ?", .text(key))
      }
      try connection.run(
        "INSERT INTO lru (key, access_time, size) VALUES (?, ?, ?) "
          + "ON CONFLICT (key) DO UPDATE SET size = excluded.size",
        .text(key), .integer(file.changed), .integer(file.size))
    }
  }

  /// Of a few rows the blocks can't be told.
  private func mayBeRounded(_ row: Int64?, _ file: FileIdentity) -> Bool {
    sizes.count < 4 && row.map { $0 >= file.size } ?? false
  }

  func faults(_ files: [String: FileIdentity]) -> [Fault] {
    let block = max(1, block)
    var faults: [Fault] = []
    for key in Set(sizes.keys).union(files.keys).sorted() {
      guard let file = files[key] else {
        faults.append(Fault(key: key, words: "row without a file"))
        continue
      }
      let size = (file.size + block - 1) / block * block
      guard sizes[key] != size, sizes[key] != file.size, !mayBeRounded(sizes[key], file) else {
        continue
      }
      faults.append(
        Fault(
          key: key, words: sizes[key] == nil ? "file without a row" : "row with another size",
          file: (size, file.changed)))
    }
    return faults
  }

  /// Row 1 has the sum that counts; its triggers don't run here.
  static func correctTotal(_ connection: Connection) throws {
    try connection.run(
      "UPDATE lru_size SET total_size = (SELECT coalesce(sum(size), 0) FROM lru) "
        + "WHERE rowid = (SELECT min(rowid) FROM lru_size)")
  }
}
