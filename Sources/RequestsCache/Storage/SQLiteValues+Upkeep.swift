import CacheStore
import EntryTable
import SQLite

extension SQLiteValues {
  func integrity() throws -> [String] { try read { IntegrityCheck.faults($0) } }

  func setExpiries(_ changes: [ExpiryChange]) throws -> Int {
    guard hasExpiry else { return 0 }
    return try write { connection in
      try connection.write {
        var fixed = 0
        for change in changes {
          try connection.run(
            "UPDATE responses SET expires = ? WHERE key = ? AND rowid = ? AND expires IS ?",
            change.expires.map(SQLValue.integer) ?? .null, .text(change.mark.key),
            .integer(change.mark.place), change.mark.expires.map(SQLValue.integer) ?? .null)
          fixed += connection.changes
        }
        return fixed
      }
    }
  }

  func removeAliases(_ aliases: [String]) throws -> Int {
    try write { connection in
      try connection.write {
        try aliases.reduce(0) { count, alias in
          try connection.run(
            "DELETE FROM redirects WHERE key = ? AND value NOT IN (SELECT key FROM responses)",
            .text(alias))
          return count + connection.changes
        }
      }
    }
  }

  func uses() throws -> Finding? { nil }

  func correctUses() throws -> Int { 0 }
}

/// SQLite's own look at a database.
enum IntegrityCheck {
  /// What is wrong, in some 20 sentences.
  static func faults(_ connection: Connection) -> [String] {
    do {
      let statement = try connection.prepare("PRAGMA integrity_check(20)")
      var faults: [String] = []
      while try statement.step() {
        faults += statement.text(0).split(separator: "\n").map(String.init)
      }
      return faults == ["ok"] ? [] : faults
    } catch {
      return ["\(error)"]
    }
  }
}
