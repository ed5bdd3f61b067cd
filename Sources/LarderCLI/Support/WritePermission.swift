import Glibc

/// Whether a file may be written by anyone.
enum WritePermission {
  /// Whether nobody has write permission. That is a wish which holds for the superuser too, whom the system
  /// would let write all the same.
  static func isTaken(from path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & (S_IWUSR | S_IWGRP | S_IWOTH) == 0
  }
}
