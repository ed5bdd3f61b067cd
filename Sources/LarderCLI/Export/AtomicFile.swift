import FoundationEssentials
import Glibc

/// A file that appears at its path whole or not at all, readable by its owner alone. It is written in the same
/// folder and gets its name at the end; what isn't finished leaves nothing, even where the process was killed.
final class AtomicFile {
  private let path: String
  /// A name beside its place.
  private let temporary: String
  private let mayReplace: Bool
  private var file: Int32
  private var isOver = false
  /// Whether it has no name yet: some file systems can't do without.
  private let isNameless: Bool

  /// The path is taken: there is a file, and it may not be replaced.
  struct Exists: Error {}

  /// Begins a file.
  ///
  /// - Throws: `Exists`, or `Failure` where nothing can be written there.
  init(_ path: String, mayReplace: Bool) throws {
    // A link stays: what it leads to is replaced.
    let place = Self.resolved(path)
    var facts = stat()
    if lstat(place, &facts) == 0 {
      guard facts.st_mode & S_IFMT == S_IFREG else {
        throw Failure(.usage, "\(path) is no file; give the path of one.")
      }
      guard mayReplace else { throw Exists() }
    }
    self.path = place
    self.mayReplace = mayReplace
    temporary = "\(place).\(getpid())-\(UInt32.random(in: 0...UInt32.max)).part"
    let nameless = open(Self.folder(of: place), O_WRONLY | Self.withoutName | O_CLOEXEC, 0o600)
    // It gets its name by way of this; where that is missing, it needs one from the start.
    isNameless = nameless >= 0 && access("/proc/self/fd/\(nameless)", F_OK) == 0
    if nameless >= 0, !isNameless { close(nameless) }
    file =
      isNameless
      ? nameless : open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { throw Self.failure(path, "can't be written") }
  }

  deinit { abandon() }

  /// Appends bytes.
  ///
  /// - Throws: `Failure`, such as where the disk is full.
  func write(_ bytes: UnsafeRawBufferPointer) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let part = UnsafeRawBufferPointer(rebasing: rest)
      let count = Glibc.write(file, part.baseAddress, part.count)
      if count < 0, errno != EINTR { throw Self.failure(path, "can't be written") }
      rest = rest.dropFirst(max(0, count))
    }
  }

  /// Puts the file in its place.
  ///
  /// - Throws: `Exists` where another one came there meanwhile, or `Failure`.
  func finish() throws {
    guard fsync(file) == 0, isNameless || closeFile() else {
      throw Self.failure(path, "can't be written")
    }
    // A link is made only where nothing is.
    let isPlaced =
      mayReplace
      ? (!isNameless || link(as: temporary)) && rename(temporary, path) == 0 : link(as: path)
    let reason = errno
    abandon()
    guard isPlaced else {
      if reason == EEXIST { throw Exists() }
      errno = reason
      throw Self.failure(path, "can't be written")
    }
    Self.sync(folderOf: path)
  }

  private func link(as name: String) -> Bool {
    isNameless
      ? linkat(AT_FDCWD, "/proc/self/fd/\(file)", AT_FDCWD, name, AT_SYMLINK_FOLLOW) == 0
      : Glibc.link(temporary, name) == 0
  }

  /// Leaves nothing behind; after `finish` it does nothing.
  func abandon() {
    guard !isOver else { return }
    isOver = true
    if file >= 0 { _ = closeFile() }
    unlink(temporary)
  }

  private func closeFile() -> Bool {
    defer { file = -1 }
    return close(file) == 0
  }

  private static func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }

  /// The name survives a crash too.
  private static func sync(folderOf path: String) {
    let file = open(folder(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard file >= 0 else { return }
    fsync(file)
    close(file)
  }

  private static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
  }

  /// `O_TMPFILE`, which is no plain number in C.
  private static let withoutName: Int32 = 0o20000000 | O_DIRECTORY

  private static func failure(_ path: String, _ words: String) -> Failure {
    Failure(.someFailed, "\(path) \(words): \(String(cString: strerror(errno))).")
  }
}
