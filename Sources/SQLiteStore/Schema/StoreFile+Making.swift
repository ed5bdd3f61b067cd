import CacheStore
import FoundationEssentials
import Glibc
import SQLite
import Synchronization

extension StoreFile {
  /// Threads of this process make files one after another: a descriptor that one of them closes would
  /// take the locks of another's connection with it.
  private static let making = Mutex(())

  /// Makes the store where there is no file or an empty one. It is made beside its place and moved there
  /// when it is finished, so that no one ever sees half of it; a lock on the empty file keeps other
  /// processes from doing the same. A link stays one, and what is no file is left alone: a device says that it
  /// is empty, too.
  func makeIfEmpty() throws {
    try Self.making.withLock { _ in
      if let mark = Self.mark(path), mark.size > 0 { return }
      guard !Self.isSpecial(path) else { return }
      // Whatever is wrong shows when the file is opened.
      let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
      guard descriptor >= 0 else { return }
      defer { close(descriptor) }
      try lock(descriptor)
      guard let place = Self.fileBehind(path), Self.mark(place)?.size == 0 else { return }
      try make(at: place + ".new")
      // A log that a removed or emptied file left behind would be applied to the new one.
      for ending in ["-wal", "-shm", "-journal"] { unlink(place + ending) }
      guard rename(place + ".new", place) == 0 else {
        throw StoreError(.io, store: path, detail: String(cString: strerror(errno)))
      }
    }
  }

  /// Whether something is there that is neither a file nor a folder: opening a pipe would wait for its other end.
  static func isSpecial(_ path: String) -> Bool {
    var facts = stat()
    return stat(path, &facts) == 0 && ![S_IFREG, S_IFDIR].contains(facts.st_mode & S_IFMT)
  }

  /// The file that a path leads to, through links; nil when that is no file.
  private static func fileBehind(_ path: String) -> String? {
    guard !isSpecial(path), let place = realpath(path, nil) else { return nil }
    defer { free(place) }
    return String(cString: place)
  }

  /// Waits for whoever makes the same store, as long as for any other lock.
  private func lock(_ descriptor: Int32) throws {
    let end = ContinuousClock.now + options.lockPatience
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK || errno == EINTR else { return }
      guard .now < end else { throw StoreError(.locked, store: path) }
      usleep(2000)
    }
  }

  private func make(at place: String) throws {
    unlink(place)
    unlink(place + "-journal")
    let descriptor = Glibc.open(place, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw StoreError(
        errno == ENOSPC ? .full : .permission, store: path, detail: String(cString: strerror(errno))
      )
    }
    close(descriptor)
    let location = "file:" + Self.escaped(place)
    let connection = try Connection(
      location, access: .readWrite, waitingAtMost: options.lockPatience)
    try connection.script("PRAGMA page_size = 4096; PRAGMA auto_vacuum = INCREMENTAL")
    try connection.write {
      try connection.script("PRAGMA application_id = \(Schema.applicationID)")
      try Schema.apply(from: 0, to: connection)
    }
    // From here on readers never wait for writers. The file remembers it.
    try connection.script("PRAGMA journal_mode = WAL")
  }

  /// Why a file can't be read; nil when it can.
  static func problem(_ path: String) -> (isMissing: Bool, words: String)? {
    guard access(path, R_OK) != 0 else { return nil }
    return (errno == ENOENT || errno == ENOTDIR, String(cString: strerror(errno)))
  }
}
