import Glibc

/// Whether a file may be written.
enum WritePermission {
  /// Whether nobody has write permission. That is a wish which holds for the superuser too, whom the system
  /// would let write all the same.
  static func isTaken(from path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & (S_IWUSR | S_IWGRP | S_IWOTH) == 0
  }

  /// Whether this process may make no files beside one. SQLite needs a journal there for each change, and
  /// larder what it undoes.
  static func isTaken(fromFolderOf path: String) -> Bool {
    var name = path[...]
    while name.count > 1, name.hasSuffix("/") { name.removeLast() }
    let folder = name.lastIndex(of: "/").map { String(name[...$0]) } ?? "."
    return access(folder, W_OK) != 0 && (errno == EACCES || errno == EROFS)
  }
}
