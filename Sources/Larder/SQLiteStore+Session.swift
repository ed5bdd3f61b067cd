import CacheStore
package import SQLiteStore

extension SQLiteStore {
  /// Opened for a session: for writing, or where that isn't allowed for reading alone, so that what is stored
  /// still answers.
  static func openForSession(
    path: String, options: StoreOptions = StoreOptions()
  ) throws -> SQLiteStore {
    try writableOrNot { try open(path: path, mode: $0, options: options) }
  }

  /// - Throws: what opening for writing did, where opening for reading does too: it tells more.
  package static func writableOrNot(
    _ open: (Mode) throws -> SQLiteStore
  ) throws -> SQLiteStore {
    do {
      return try open(.create)
    } catch let error as StoreError where error.code == .permission {
      guard let store = try? open(.readOnly) else { throw error }
      return store
    }
  }
}
