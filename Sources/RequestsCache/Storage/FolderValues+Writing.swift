import CacheStore
import EntryTable
import FoundationEssentials
import Glibc
import SQLite

extension FolderValues {
  /// Changes made at once; each is a file of its own.
  private static let batchChanges = 64

  func apply(_ changes: ArraySlice<ValueChange>) throws -> [ValueChange.Outcome] {
    guard !isReadOnly else { throw StoreError(.readOnly, store: path) }
    let batch = changes.prefix(Self.batchChanges)
    let outcomes = try batch.map(apply)
    try StoreError.telling(path) {
      try keepUses(zip(batch, outcomes))
      try keepAliases(zip(batch, outcomes))
    }
    return outcomes
  }

  private func apply(_ change: ValueChange) throws -> ValueChange.Outcome {
    guard let file = file(change.key) else { return .gone }
    let found = FileIdentity(file)
    switch (change.condition, found) {
    case (.version, nil): return .gone
    case (.version(let version), let facts?) where facts.version != version: return .changed
    case (.nothing, .some): return .changed
    default: break
    }
    guard let value = change.value else {
      guard found != nil, unlink(file) == 0 else { return .gone }
      return .made(nil)
    }
    try write(value.bytes, to: file)
    return .made(FileIdentity(file).map { mark(change.key, $0) })
  }

  /// Writes a file beside its place and moves it there, with the mode of the one that it replaces.
  private func write(_ bytes: Data, to file: String) throws {
    let place = path + "/.larder-\(getpid())-\(UInt64.random(in: 0...UInt64.max)).tmp"
    var facts = stat()
    let mode = stat(file, &facts) == 0 ? facts.st_mode & 0o777 : 0o600
    let descriptor = open(place, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
    guard descriptor >= 0 else { throw FileContent.failure(path) }
    do {
      try fill(descriptor, bytes, mode)
      guard rename(place, file) == 0 else { throw FileContent.failure(path) }
    } catch {
      unlink(place)
      throw error
    }
  }

  /// Writes and closes a file.
  private func fill(_ descriptor: Int32, _ bytes: Data, _ mode: mode_t) throws {
    defer { close(descriptor) }
    try bytes.withUnsafeBytes { bytes in
      var done = 0
      while done < bytes.count {
        let count = Glibc.write(
          descriptor, bytes.baseAddress?.advanced(by: done), bytes.count - done)
        guard count > 0 || errno == EINTR else { throw FileContent.failure(path) }
        done += max(0, count)
      }
    }
    guard fchmod(descriptor, mode) == 0, fsync(descriptor) == 0 else {
      throw FileContent.failure(path)
    }
  }
}

// MARK: The databases beside the files

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

  private func keepAliases(_ done: Done) throws {
    let made = done.filter { if case .made = $0.1 { true } else { false } }.map(\.0)
    guard made.contains(where: { $0.value == nil || !$0.aliases.isEmpty }) else { return }
    _ = try withDatabase(aliasFile, "redirects", isReadOnly: false) { connection in
      try connection.write {
        for change in made where change.value == nil {
          try connection.run("DELETE FROM redirects WHERE value = ?", .text(change.key))
        }
        for change in made where change.value != nil {
          for alias in change.aliases where try isFree(alias, for: change.key, connection) {
            try connection.run(
              "INSERT OR REPLACE INTO redirects (key, value) VALUES (?, ?)", .text(alias),
              .text(change.key))
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
    return file(target).flatMap(FileIdentity.init) == nil
  }

  /// Tells the index of uses what came and went; its triggers, which keep the sum, don't run here.
  private func keepUses(_ done: Done) throws {
    _ = try withDatabase(usesFile, "lru", isReadOnly: false) { connection in
      try connection.write {
        for case (let change, .made(let mark)) in done {
          if let mark {
            try connection.run(
              "INSERT OR REPLACE INTO lru (key, access_time, size) VALUES (?, ?, ?)",
              .text(change.key), .integer(mark.place), .integer(Int64(mark.size)))
          } else {
            try connection.run("DELETE FROM lru WHERE key = ?", .text(change.key))
          }
        }
        try UsesIndex.correctTotal(connection)
      }
    }
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
