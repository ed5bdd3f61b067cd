package import CacheStore
package import SQLite

/// `ENOSPC`: a full disk often shows as a failed write.
private let noSpaceLeft: Int32 = 28

extension StoreError {
  /// What a failure of SQLite means to people.
  package init(_ error: SQLiteError, store: String) {
    guard !error.needsRollback else {
      self.init(
        .locked, store: store,
        detail: "a writer is at work or was killed half-way; larder doctor tells more")
      return
    }
    let code: Code =
      switch error.code {
      case .busy, .locked, .protocolFailure: .locked
      case .full: .full
      case .corrupt, .notADatabase: .corrupt
      case .permission, .cantOpen, .readOnly: .permission
      case .io where error.systemError == noSpaceLeft: .full
      default: .io
      }
    self.init(code, store: store, detail: error.description)
  }
}
