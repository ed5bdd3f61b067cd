import CacheStore
import FoundationEssentials
import Glibc

/// Files of somebody else's.
enum FileContent {
  /// What a regular file has, with its facts at that moment; nil where there is none, or something else
  /// than a regular file. One that is too large, or can't be read, is empty.
  static func read(_ path: String) throws -> (FileIdentity, [UInt8])? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW)
    guard descriptor >= 0 else {
      guard errno == EACCES, let facts = FileIdentity(path) else { return nil }
      return (facts, [])
    }
    defer { close(descriptor) }
    var facts = stat()
    guard fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { return nil }
    let size = Int(facts.st_size)
    guard size > 0, size <= FolderValues.sizeLimit else { return (FileIdentity(facts), []) }
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size {
        let read = Glibc.read(descriptor, buffer.baseAddress?.advanced(by: count), size - count)
        guard read > 0 else { break }
        count += read
      }
    }
    return (FileIdentity(facts), bytes)
  }

  static func isFolder(_ path: String) -> Bool {
    var facts = stat()
    return stat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFDIR
  }

  /// The names in a folder; none where it can't be read.
  static func names(in path: String, limit: Int = .max) -> [String] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while names.count < limit, let entry = readdir(folder) {
      names.append(
        withUnsafePointer(to: &entry.pointee.d_name) {
          $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        })
    }
    return names
  }

  static func makeFolder(_ path: String) throws {
    guard mkdir(path, 0o700) == 0 else { throw makingFailure(path) }
  }

  /// An empty file that only its owner can read.
  static func makeFile(_ path: String) throws {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw makingFailure(path) }
    close(descriptor)
  }

  /// The same for what is made: what isn't found there is the folder around it.
  private static func makingFailure(_ path: String) -> StoreError {
    errno == ENOENT ? .folderMissing(path) : failure(path)
  }

  /// What the last call of the system failed with.
  static func failure(_ path: String) -> StoreError {
    let words = String(cString: strerror(errno))
    return switch errno {
    case ENOENT, ENOTDIR: StoreError(.notFound, store: path, detail: words)
    case ENOSPC, EDQUOT: StoreError(.full, store: path, detail: words)
    case EACCES, EPERM, EROFS: StoreError(.permission, store: path, detail: words)
    default: StoreError(.io, store: path, detail: words)
    }
  }
}
