import FoundationEssentials

/// Where larder keeps a cache that nobody named.
enum CachePaths {
  /// `$XDG_CACHE_HOME/larder/http.sqlite`, or the same below `~/.cache`.
  static var standard: String {
    let base = Environment["XDG_CACHE_HOME"] ?? (Environment["HOME"] ?? ".") + "/.cache"
    return base + "/larder/http.sqlite"
  }

  /// Makes the folder of a path, for the user alone.
  static func prepareFolder(of path: String) throws {
    let folder = URL(filePath: path).deletingLastPathComponent().path
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw Failure(.storeFailed, "The folder \(folder) can't be made. Name another with --store.")
    }
  }
}
