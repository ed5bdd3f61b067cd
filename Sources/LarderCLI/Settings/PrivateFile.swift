import FoundationEssentials
import Glibc

/// A small file that only its owner may read, written whole or not at all.
struct PrivateFile: Sendable {
  let path: String

  /// Nobody writes a larger one by hand.
  static let limit = 1 << 20

  enum ReadError: Error {
    case notReadable
    case notAFile
    case tooLarge
  }

  /// The bytes; nil when there is no such file. The null device is an empty one: so people say "none".
  func read() throws(ReadError) -> Data? {
    var facts = stat()
    guard stat(path, &facts) == 0 else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw .notReadable
    }
    guard facts.st_mode & S_IFMT == S_IFREG else {
      guard isNullDevice(facts) else { throw .notAFile }
      return Data()
    }
    guard facts.st_size <= Self.limit else { throw .tooLarge }
    guard let data = try? Data(contentsOf: URL(filePath: path)) else { throw .notReadable }
    return data
  }

  private func isNullDevice(_ facts: stat) -> Bool {
    var null = stat()
    return facts.st_mode & S_IFMT == S_IFCHR && stat("/dev/null", &null) == 0
      && null.st_mode & S_IFMT == S_IFCHR && null.st_rdev == facts.st_rdev
  }

  /// Puts bytes in the place of what was there, with mode 600. A link stays one: what it leads to is written.
  func write(_ data: Data) throws {
    try prepareFolder()
    let file = try AtomicFile(path, mayReplace: true)
    try data.withUnsafeBytes { try file.write($0) }
    try file.finish()
  }

  /// Makes the folder, for the owner alone.
  func prepareFolder() throws {
    let folder = URL(filePath: path).deletingLastPathComponent().path
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
  }
}
