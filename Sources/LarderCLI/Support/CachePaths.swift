/// Where larder keeps a cache that nobody named.
enum CachePaths {
  /// `$XDG_CACHE_HOME/larder/http.sqlite`, or the same below `~/.cache`.
  static var standard: String { SettingsPaths.caches + "/larder/http.sqlite" }

  /// Makes the folder of a path, for the user alone.
  static func prepareFolder(of path: String) throws {
    do {
      try PrivateFile(path: path).prepareFolder()
    } catch {
      throw Failure(
        .storeFailed, "The folder of \(path) can't be made. Name another cache with --store.")
    }
  }
}
