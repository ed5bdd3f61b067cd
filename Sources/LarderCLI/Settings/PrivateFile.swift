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

  /// The bytes; nil when there is no such file.
  func read() throws(ReadError) -> Data? {
    var facts = stat()
    guard stat(path, &facts) == 0 else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw .notReadable
    }
    guard facts.st_mode & S_IFMT == S_IFREG else { throw .notAFile }
    guard facts.st_size <= Self.limit else { throw .tooLarge }
    guard let data = try? Data(contentsOf: URL(filePath: path)) else { throw .notReadable }
    return data
  }

  /// Puts bytes in the place of what was there, with mode 600. A link stays one: what it leads to is written.
  func write(_ data: Data) throws {
    try prepareFolder()
    let target = resolved
    var template = Array("\(target).XXXXXX".utf8CString)
    let file = mkstemp(&template)
    guard file >= 0 else { throw CocoaError(.fileWriteNoPermission) }
    let temporary = String(
      decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    let isWritten = Self.write(data, to: file) && fchmod(file, 0o600) == 0 && fsync(file) == 0
    guard close(file) == 0, isWritten, rename(temporary, target) == 0 else {
      unlink(temporary)
      throw CocoaError(.fileWriteUnknown)
    }
  }

  /// Makes the folder, for the owner alone.
  func prepareFolder() throws {
    let folder = URL(filePath: path).deletingLastPathComponent().path
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
  }

  /// Where the path leads when all links are followed; the path itself where nothing is.
  private var resolved: String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }

  private static func write(_ data: Data, to file: Int32) -> Bool {
    var rest = [UInt8](data)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if count < 0, errno != EINTR { return false }
      rest = rest.dropFirst(max(0, count))
    }
    return true
  }
}
