import CacheStore
import SQLite
import Synchronization

/// Tells whether anyone changed the file: a connection that never writes asks SQLite, which looks at
/// one number in shared memory.
final class ChangeWatch: Sendable {
  private let file: StoreFile
  private let content = Mutex(Content())

  private struct Content {
    var connection: Connection?
    var state: StoreFile.State?
    var seen: Int64?
    var count: Int64 = 0
  }

  init(_ file: StoreFile) { self.file = file }

  func close() { content.withLock { $0 = Content(count: $0.count) } }

  /// A number that grows whenever the file has changed since the last call.
  func counter() throws -> Int64 {
    try content.withLock { content in
      let state = file.state()
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
