import CacheStore
import RequestsCache
import SQLiteStore

/// The layout of a measured cache.
enum CacheFormat: String {
  /// larder's own.
  case larder
  /// Python's: a SQLite file of pickles.
  case requestsCache = "requests-cache"

  /// The one that `--format` names; larder's own by default.
  init(_ arguments: Arguments) throws {
    let name = arguments.text("format", default: CacheFormat.larder.rawValue)
    guard let format = CacheFormat(rawValue: name) else {
      throw BenchmarkError("There is no format \(name): say larder or requests-cache.")
    }
    self = format
  }

  /// Opens a cache, which is made if there is none and `makes` says so.
  func open(_ path: String, makes: Bool = false) throws -> any CacheStore {
    switch self {
    case .larder: try SQLiteStore.open(path: path, mode: makes ? .create : .readWrite)
    case .requestsCache:
      try RequestsCacheStore.open(path: path, mode: makes ? .create : .readWrite)
    }
  }
}
