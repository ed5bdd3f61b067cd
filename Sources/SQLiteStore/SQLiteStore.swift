public import CacheStore
import Dispatch
import SQLite

/// larder's own store: one SQLite file that several processes and many threads share.
///
/// Lookups run on the caller's thread, on connections of their own, and never wait for a writer; small
/// changes run there too while nobody else writes. Lists run on a queue for reading, all other changes
/// one by one on a queue for writing, so that no lock ever holds up a thread that Swift's tasks run on.
/// What the file holds, and why, stands at `Schema`.
public final class SQLiteStore: CacheStore {
  /// Where the file is.
  public let path: String

  /// What it may do with the file.
  public let mode: Mode

  let options: StoreOptions
  let lookups: ReaderPool<LookupReader>
  let lists: ReaderPool<ListReader>
  let changes: ChangeWatch
  // Goes last: only a connection that writes can tidy up behind itself.
  let writer: Writer?

  /// What a store may do with its file.
  public enum Mode: String, Sendable, Hashable {
    /// Reads and writes it; makes it, readable by its owner alone, if it isn't there.
    case create
    /// Reads and writes an existing one.
    case readWrite
    /// Reads it; makes no file, takes no write lock and changes nothing. Beside a writer it is noted
    /// as a reader in the side file for that.
    case readOnly
  }

  init(
    path: String, mode: Mode, options: StoreOptions, file: StoreFile, writer: Writer?
  ) {
    self.path = path
    self.mode = mode
    self.options = options
    self.writer = writer
    lookups = ReaderPool(count: 4) {
      try LookupReader(file.connect(.lookups))
    } check: {
      file.state()
    }
    let damage = ListReader.Damage()
    lists = ReaderPool(count: 2) {
      try ListReader(file.connect(.lists), damage)
    } check: {
      file.state()
    }
    changes = ChangeWatch(file)
  }

  /// Closes the file, when all that was asked before is done. The last one to close it moves the log
  /// into it and removes the side files; a process that ends without leaves that to the next.
  /// Whoever reads afterwards opens it again; changes throw.
  public func close() async {
    lookups.close()
    lists.close()
    changes.close()
    await writer?.close()
  }

  /// Whether another file has taken the place of the one that changes would go to. What is read is of that
  /// one then, in which the same numbers mean other entries; changes throw. It can be opened as a new store,
  /// once this one is closed: two files must not share the locks of one name.
  package var isReplaced: Bool { changes.isReplaced }

  /// The path.
  public var name: String { path }

  /// Everything, or with a read-only file what needs no writing.
  public var capabilities: StoreCapabilities {
    mode == .readOnly ? [.lastUsed, .activity, .history] : .all
  }
}
