import CacheStore
import Glibc
import SQLite

/// How a database of somebody else's is opened: for reading alone without a trace.
struct DatabaseLocation {
  let uri: String

  /// - Throws: `StoreError`: `notFound`, `permission`; `locked` for a file that a writer left half changed,
  ///   which reading alone can't put right.
  init(_ path: String, isReadOnly: Bool) throws {
    guard access(path, R_OK) == 0 else {
      let words = String(cString: strerror(errno))
      throw StoreError(errno == ENOENT ? .notFound : .permission, store: path, detail: words)
    }
    let plain = "file:" + Self.escaped(path)
    guard isReadOnly, try Self.usesLog(plain) else {
      uri = plain
      return
    }
    // A write-ahead log needs files beside it, which a reader would make. Without a log there is nothing
    // but the file.
    let hasLog = (FileIdentity(path + "-wal")?.size ?? 0) > 0
    let hasIndex = FileIdentity(path + "-shm") != nil
    if hasLog && hasIndex {
      uri = plain + (access(path + "-shm", W_OK) == 0 ? "" : "?readonly_shm=1")
    } else {
      uri = plain + "?immutable=1"
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

  /// A number that changes with the file's content.
  var version: Int64 {
    ValueVersion.of(Int64(truncatingIfNeeded: number), changed, size)
  }
}

/// Versions of values, made of what changes with them.
enum ValueVersion {
  /// One number of several, never negative; the same in every run.
  static func of(_ numbers: Int64...) -> Int64 {
    var mixed: UInt64 = 0x9E37_79B9_7F4A_7C15
    for number in numbers {
      mixed = (mixed ^ UInt64(bitPattern: number)) &* 0xBF58_476D_1CE4_E5B9
      mixed ^= mixed >> 29
    }
    return Int64(mixed >> 1)
  }
}
