import CacheStore
import EntryTable
import FoundationEssentials
import SQLite

/// The databases beside the files: aliases, and the times of use.
extension FolderValues {
  typealias Done = Zip2Sequence<ArraySlice<ValueChange>, [ValueChange.Outcome]>

  func target(ofAlias key: String) throws -> String? {
    try withDatabase(aliasFile, "redirects", isReadOnly: true) { connection in
      let statement = try connection.statement("SELECT value FROM redirects WHERE key = ?")
      defer { statement.reset() }
      statement.bind(1, key)
      return try statement.step() ? AliasValue.target(statement, 0) : nil
    } ?? nil
  }

  func aliases() throws -> [(alias: String, target: String)] {
    try withDatabase(aliasFile, "redirects", isReadOnly: true, AliasValue.all) ?? []
  }

  func aliases(of key: String) throws -> [String] {
    try withDatabase(aliasFile, "redirects", isReadOnly: true) {
      try AliasValue.all($0, of: key)
    } ?? []
  }

  func keepAliases(_ done: Done) throws {
    let made = done.filter { if case .made = $0.1 { true } else { false } }.map(\.0)
    guard made.contains(where: { $0.value == nil || !$0.aliases.isEmpty }) else { return }
    _ = try withDatabase(aliasFile, "redirects", isReadOnly: false) { connection in
      try connection.write {
        let known = try AliasValue.all(connection)
        let gone = Set(made.filter { $0.value == nil }.map(\.key))
        for (alias, target) in known where gone.contains(target) {
          try connection.run("DELETE FROM redirects WHERE key = ?", .text(alias))
        }
        let arePickled = try AliasValue.arePickled(connection)
        for change in made where change.value != nil {
          for alias in change.aliases where try isFree(alias, for: change.key, connection) {
            try connection.run(
              "INSERT OR REPLACE INTO redirects (key, value) VALUES (?, ?)", .text(alias),
              try AliasValue.value(change.key, isPickled: arePickled))
          }
        }
      }
    }
  }

  /// Whether an alias stands for nothing else that is there.
  private func isFree(_ alias: String, for key: String, _ connection: Connection) throws -> Bool {
    let statement = try connection.statement("SELECT value FROM redirects WHERE key = ?")
    defer { statement.reset() }
    statement.bind(1, alias)
    guard try statement.step(), let target = AliasValue.target(statement, 0), target != key else {
      return true
    }
    return file(target).flatMap { FileIdentity(ofFile: $0) } == nil
  }

  /// Tells the index of uses what came and went; its triggers, which keep the sum, don't run here.
  func keepUses(_ done: Done) throws {
    _ = try withDatabase(usesFile, "lru", isReadOnly: false) { connection in
      try connection.write {
        let block = try Self.blockSize(connection)
        for case (let change, .made(let mark)) in done {
          try Self.note(change.key, mark, block: block, connection)
        }
        try UsesIndex.correctTotal(connection)
      }
    }
  }

  private static func note(
    _ key: String, _ mark: ValueMark?, block: Int64, _ connection: Connection
  ) throws {
    guard let mark else { return try connection.run("DELETE FROM lru WHERE key = ?", .text(key)) }
    let blocks = (Int64(mark.size) + block - 1) / block
    try connection.run(
      "INSERT OR REPLACE INTO lru (key, access_time, size) VALUES (?, ?, ?)", .text(key),
      .integer(mark.place), .integer(blocks * block))
  }

  /// What sizes are rounded up to, a setting that is stored nowhere: the largest number that divides all.
  private static func blockSize(_ connection: Connection) throws -> Int64 {
    let statement = try connection.statement("SELECT DISTINCT size FROM lru WHERE size > 0")
    defer { statement.reset() }
    var block: Int64 = 0
    while try block != 1 && statement.step() {
      var rest = statement.int(0)
      while rest != 0 { (block, rest) = (rest, block % rest) }
    }
    return max(1, block)
  }

  /// Runs a body with a database that has a table; nil where there is none.
  func withDatabase<Result>(
    _ file: String, _ table: String, isReadOnly: Bool, _ body: (Connection) throws -> Result
  ) throws -> Result? {
    guard FileIdentity(file) != nil else { return nil }
    return try StoreError.telling(path) {
      let connection = try SQLiteValues.connect(file, isReadOnly)
      guard try !SQLiteValues.columns(of: table, connection).isEmpty else { return nil }
      return try body(connection)
    }
  }
}
