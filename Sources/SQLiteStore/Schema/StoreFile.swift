import CacheStore
import EntryTable
import FoundationEssentials
import Glibc
import SQLite
import Synchronization

/// The file of a store and how connections to it are made.
struct StoreFile: Sendable {
  let path: String
  let mode: SQLiteStore.Mode
  let options: StoreOptions

  /// What a connection is for.
  enum Purpose: Sendable { case lookups, lists, writing }

  /// Which way to read, and which file as it was: a connection opened for another state is of no use.
  enum State: Sendable, Hashable {
    /// The file of a writable store, or nil when it was removed.
    case shared(FileMark?)
    /// Read-only beside a writer: its log and index exist. The index notes where readers are, unless
    /// it may not be written either.
    case besideWriter
    /// Read-only and alone: no log to read, and no lock to take.
    case alone(FileMark)

    /// Whether a connection opened in this state can be used in that one. The file of a writable store
    /// changes all the time, but where it has been replaced the connection reads one that nobody sees, and
    /// where it has been cut off, reading mapped pages of it ends the process.
    func serves(_ now: State) -> Bool {
      guard case .shared(let then?) = self, case .shared(let now?) = now else { return self == now }
      return now.isFile(of: then) && then.size <= now.size
    }
  }

  /// Enough of a file's facts to tell that it changed.
  struct FileMark: Sendable, Hashable {
    var device: UInt64
    var inode: UInt64
    var size: Int64
    var seconds: Int
    var nanoseconds: Int

    /// Whether both are of the same file, changed or not.
    func isFile(of other: FileMark) -> Bool { device == other.device && inode == other.inode }
  }

  func state() -> State {
    guard mode == .readOnly else { return .shared(Self.mark(path)) }
    if let log = Self.mark(path + "-wal"), log.size > 0, Self.mark(path + "-shm") != nil {
      return .besideWriter
    }
    return .alone(
      Self.mark(path) ?? FileMark(device: 0, inode: 0, size: 0, seconds: 0, nanoseconds: 0))
  }

  /// A new connection that has its settings, and has not looked at the file's tables.
  func connect(_ purpose: Purpose) throws -> Connection {
    if state() == .shared(nil) { throw FileMoved() }
    let access: Connection.Access = purpose == .writing ? .readWrite : .readOnly
    let connection = try Connection(
      location(for: purpose), access: access,
      waitingAtMost: purpose == .lookups ? .zero : options.lockPatience)
    guard FileHeader.isStore(try connection.fileStart(FileHeader.size)) else {
      throw StoreError(.notACache, store: path)
    }
    if mode == .readOnly { connection.keepLogOnClose() }
    try configure(connection, for: purpose)
    return connection
  }

  private func location(for purpose: Purpose) -> String {
    switch state() {
    case .shared: "file:" + Self.escaped(path)
    case .besideWriter:
      "file:" + Self.escaped(path) + (Self.isWritable(path + "-shm") ? "" : "?readonly_shm=1")
    case .alone: "file:" + Self.escaped(path) + "?immutable=1"
    }
  }

  /// Lookups may map the file: a page of it costs no system call then. Lists don't: they would map
  /// everything that lies between the rows.
  private func configure(_ connection: Connection, for purpose: Purpose) throws {
    switch purpose {
    case .lookups:
      // No check of all cells: SQLite would repeat it whenever it looks at a mapped page. Each cell
      // that is read is checked in any case.
      try connection.script(
        "PRAGMA mmap_size = \(options.memoryMapLimit); PRAGMA cache_size = -2000")
    case .lists:
      try connection.script(
        """
        PRAGMA mmap_size = 0; PRAGMA cell_size_check = ON;
        PRAGMA cache_size = -2000; PRAGMA temp_store = MEMORY
        """)
    case .writing:
      try connection.script(
        """
        PRAGMA mmap_size = 0; PRAGMA cell_size_check = ON;
        PRAGMA synchronous = NORMAL; PRAGMA secure_delete = FAST;
        PRAGMA journal_size_limit = 67108864; PRAGMA cache_size = -4000
        """)
      if let limit = options.pageLimit {
        try connection.script("PRAGMA max_page_count = \(limit)")
      }
    }
  }

  private static func isWritable(_ path: String) -> Bool { access(path, W_OK) == 0 }

  static func mark(_ path: String) -> FileMark? {
    var facts = stat()
    guard stat(path, &facts) == 0 else { return nil }
    return FileMark(
      device: UInt64(facts.st_dev), inode: UInt64(facts.st_ino), size: Int64(facts.st_size),
      seconds: facts.st_mtim.tv_sec,
      nanoseconds: facts.st_mtim.tv_nsec)
  }

  /// A path as part of a URI: what would have a meaning there is escaped.
  static func escaped(_ path: String) -> String {
    let escaped = path.utf8.reduce(into: [UInt8]()) { bytes, byte in
      switch byte {
      case UInt8(ascii: "?"), UInt8(ascii: "#"), UInt8(ascii: "%"):
        bytes += "%\(String(byte, radix: 16))".utf8
      default: bytes.append(byte)
      }
    }
    let text = String(decoding: escaped, as: UTF8.self)
    // Two slashes at the start would name a host.
    return text.hasPrefix("//") ? "//" + text : text
  }
}
