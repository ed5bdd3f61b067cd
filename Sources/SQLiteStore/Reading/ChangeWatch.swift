import CacheStore
import SQLite
import Synchronization

/// Tells whether anyone changed the file: a connection that never writes asks SQLite, which looks at
/// one number in shared memory.
final class ChangeWatch: Sendable {
  private let file: StoreFile
  /// The file that the store was opened on.
  private let origin: StoreFile.FileMark?
  private let content = Mutex(Content())

  private struct Content {
    var connection: Connection?
    var state: StoreFile.State?
    var seen: Int64?
    var count: Int64 = 0
    /// The log that lay beside the store's own file.
    var log: StoreFile.FileMark?
  }

  init(_ file: StoreFile) {
    self.file = file
    origin = StoreFile.mark(file.path)
  }

  /// Whether another file is in the place of the store's own, and no log of that one beside it: SQLite would
  /// take it for the new file's, and put its pages over that.
  var isReplaced: Bool {
    guard let origin, let present = StoreFile.mark(file.path), !present.isFile(of: origin) else {
      return false
    }
    guard let log = content.withLock({ $0.log }), let beside = StoreFile.mark(file.path + "-wal")
    else { return true }
    return !beside.isFile(of: log) || beside.size == 0
  }

  func close() { content.withLock { $0 = Content(count: $0.count) } }

  /// A number that grows whenever the file has changed since the last call.
  func counter() throws -> Int64 {
    try content.withLock { content in
      let state = file.state()
      if let origin, StoreFile.mark(file.path)?.isFile(of: origin) == true {
        content.log = StoreFile.mark(file.path + "-wal")
      }
      if content.state?.serves(state) != true {
        content.connection = try file.connect(.lists)
        content.seen = nil
      }
      content.state = state
      let version = try content.connection?.integer("PRAGMA data_version")
      if version != content.seen {
        content.seen = version
        content.count += 1
      }
      return content.count
    }
  }
}
