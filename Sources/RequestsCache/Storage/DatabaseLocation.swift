import CacheStore
import Glibc
import SQLite

/// How a database of somebody else's is opened: for reading alone without a trace.
struct DatabaseLocation {
  let uri: String
  /// Whether a connection takes the file for one that nobody changes, and so must end when somebody did.
  let isFrozen: Bool

  /// - Throws: `StoreError`: `notFound`, `permission`; `locked` for a file that a writer left half changed,
  ///   which reading alone can't put right.
  init(_ path: String, isReadOnly: Bool) throws {
    guard access(path, R_OK) == 0 else {
      let words = String(cString: strerror(errno))
      throw StoreError(errno == ENOENT ? .notFound : .permission, store: path, detail: words)
    }
    let plain = "file:" + Self.escaped(path)
    guard isReadOnly, try Self.usesLog(plain) else {
      (uri, isFrozen) = (plain, false)
      return
    }
    // A write-ahead log needs files beside it, which a reader would make. Without a log there is nothing
    // but the file.
    let hasLog = (FileIdentity(path + "-wal")?.size ?? 0) > 0
    let hasIndex = FileIdentity(path + "-shm") != nil
    if hasLog && hasIndex {
      uri = plain + (access(path + "-shm", W_OK) == 0 ? "" : "?readonly_shm=1")
      isFrozen = false
    } else {
      (uri, isFrozen) = (plain + "?immutable=1", true)
    }
  }

  /// A database as it lies there, whatever a writer left beside it: for a look at what kind it is.
  static func frozen(_ path: String) -> String { "file:" + escaped(path) + "?immutable=1" }

  /// Whether a database has a write-ahead log: byte 18 of its header. SQLite reads it, as it alone knows how
  /// to close a file without dropping the locks that this process has on it.
  private static func usesLog(_ plain: String) throws -> Bool {
    let probe = try Connection(
      plain + "?immutable=1", access: .readOnly, waitingAtMost: .zero)
    return try probe.fileStart(20)[18] == 2
  }

  /// What would have a meaning in a URI is escaped.
  private static func escaped(_ path: String) -> String {
    let text = path.utf8.reduce(into: "") { text, byte in
      switch byte {
      case UInt8(ascii: "?"), UInt8(ascii: "#"), UInt8(ascii: "%"):
        text += "%" + String(byte, radix: 16)
      default: text.unicodeScalars.append(Unicode.Scalar(byte))
      }
    }
    let bytes = text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
    let escaped = String(decoding: bytes, as: UTF8.self)
    // Two slashes at the start would name a host.
    return escaped.hasPrefix("//") ? "//" + escaped : escaped
  }
}

/// What tells whether a database was changed, without a look into it.
struct DatabaseState: Sendable, Equatable {
  private let facts: [Int64]

  init(_ path: String) {
    facts = ["", "-wal"].flatMap { side in
      FileIdentity(path + side).map { [$0.size, $0.changed] } ?? [-1, -1]
    }
  }
}

/// Which file lies at a path, and in which state.
struct FileIdentity: Sendable, Equatable {
  private var device: UInt64
  private var number: UInt64
  var size: Int64
  /// When it was changed, in nanoseconds since 1970.
  var changed: Int64

  /// Nil where there is none.
  init?(_ path: String) {
    var facts = stat()
    guard stat(path, &facts) == 0 else { return nil }
    self.init(facts)
  }

  /// Nil where there is none, or something else than a file: a folder, or a link to one.
  init?(ofFile path: String) {
    var facts = stat()
    guard lstat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { return nil }
    self.init(facts)
  }

  init(_ facts: stat) {
    device = UInt64(facts.st_dev)
    number = UInt64(facts.st_ino)
    size = Int64(facts.st_size)
    changed = Int64(facts.st_mtim.tv_sec) &* 1_000_000_000 &+ Int64(facts.st_mtim.tv_nsec)
  }

  /// The same file, in whatever state.
  static func == (left: Self, right: Self) -> Bool {
    left.device == right.device && left.number == right.number
  }

  /// Where a value in a file lies: the moment of its change, in nanoseconds, with its size, as the clock of
  /// file systems takes some milliseconds for a step.
  var place: Int64 { changed &+ size & 0xF_FFFF }
}
