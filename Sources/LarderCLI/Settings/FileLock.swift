import Glibc

/// A lock between programs that read, change and write the same small file: a file beside it, which stays.
enum FileLock {
  /// Another program keeps the lock, or it can't be made.
  struct NotTaken: Error {}

  /// Runs a body while no other program has the lock of that file; waits for one up to a second.
  ///
  /// - Throws: `NotTaken` where it can't be had, or what the body throws.
  static func holding<Result>(_ file: PrivateFile, _ body: () throws -> Result) throws -> Result {
    try file.prepareFolder()
    let lock = open(file.path + ".lock", O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
    guard lock >= 0 else { throw NotTaken() }
    defer { close(lock) }
    guard take(lock) else { throw NotTaken() }
    return try body()
  }

  private static func take(_ file: Int32) -> Bool {
    for _ in 0..<50 {
      if flock(file, LOCK_EX | LOCK_NB) == 0 { return true }
      usleep(20_000)
    }
    return false
  }
}
