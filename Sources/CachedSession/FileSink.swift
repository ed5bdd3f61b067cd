import FoundationEssentials
import Glibc
import HTTPTransport

/// Writes a stream to a file that appears when it is whole. A device, a pipe or a link is written to as it is: a
/// file put in its place would take it away from everybody.
enum FileSink {
  static func write(_ bytes: ResponseBody, to path: String) async throws {
    var status = stat()
    if lstat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
      let file = Glibc.open(path, O_WRONLY | O_TRUNC)
      guard file >= 0 else { throw failure(path) }
      return try await copy(bytes, to: file, path)
    }
    let partial = path + ".part-\(getpid())-\(UInt32.random(in: .min ... .max))"
    let file = Glibc.open(partial, O_WRONLY | O_CREAT | O_EXCL, 0o600)
    guard file >= 0 else { throw failure(path) }
    do {
      try await copy(bytes, to: file, path)
      guard rename(partial, path) == 0 else { throw failure(path) }
    } catch {
      unlink(partial)
      throw error
    }
  }

  /// Writes all of it and closes the file, whatever happens.
  private static func copy(_ bytes: ResponseBody, to file: Int32, _ path: String) async throws {
    do {
      for try await chunk in bytes { try append(chunk, to: file, path) }
    } catch {
      Glibc.close(file)
      throw error
    }
    guard Glibc.close(file) == 0 else { throw failure(path) }
  }

  private static func append(_ chunk: Data, to file: Int32, _ path: String) throws {
    try chunk.withUnsafeBytes { bytes in
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = Glibc.write(
          file, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        guard count > 0 || errno == EINTR else { throw failure(path) }
        rest = rest.dropFirst(max(0, count))
      }
    }
  }

  /// What the last call complained of, about the file that was asked for.
  private static func failure(_ path: String) -> CocoaError {
    let number = errno
    let code: CocoaError.Code =
      switch number {
      case ENOSPC, EDQUOT: .fileWriteOutOfSpace
      case EACCES, EPERM: .fileWriteNoPermission
      case ENOENT, ENOTDIR: .fileNoSuchFile
      case EROFS: .fileWriteVolumeReadOnly
      default: .fileWriteUnknown
      }
    let words = "\(path) can't be written: \(String(cString: strerror(number)))."
    return CocoaError(code, userInfo: ["NSFilePath": path, "NSLocalizedDescription": words])
  }
}
