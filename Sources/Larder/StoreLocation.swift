import CacheStore
public import CachedSession
import CurlTransport
public import FoundationEssentials
import HTTPCaching
public import RequestsCache
public import SQLiteStore

/// Which kind of cache a session keeps, and where.
public struct StoreLocation: Sendable {
  let open: @Sendable () throws -> any CacheStore
  let keyFunction: SessionConfiguration.KeyFunction?

  /// larder's own: a SQLite file, made if there is none, and only read where it may not be written.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - options: how much it keeps, and how long locks are waited for. Default: 1 GiB, one second.
  public static func larder(
    _ path: String, options: StoreOptions = StoreOptions()
  ) -> StoreLocation {
    StoreLocation(
      open: { try SQLiteStore.openForSession(path: path, options: options) }, keyFunction: nil)
  }

  /// One of Python's requests-cache, shared with Python sessions under the same keys: a SQLite file, or with
  /// a path that ends in a slash a folder. It is made if there is none.
  ///
  /// For the meaning that settings have in Python, give the session `CachePolicy.requestsCache`.
  ///
  /// - Parameters:
  ///   - path: the file or folder.
  ///   - serializer: the one of the Python side, such as `json`: it is part of the keys. Default: that of
  ///     the newest value.
  ///   - options: secrets, ignored parameters, matched fields.
  public static func requestsCache(
    _ path: String, serializer: String? = nil,
    options: RequestsCacheOptions = RequestsCacheOptions()
  ) -> StoreLocation {
    var options = options
    if let serializer { options.serializer = serializer }
    let opener = StoreOpener { [options] in
      try RequestsCacheStore.open(path: path, mode: .create, options: options)
    }
    return StoreLocation(
      open: { try opener.store() }, keyFunction: { try? opener.store().key(for: $0, body: $1) })
  }
}

extension CachedSession {
  /// A session on a cache of any kind, over libcurl. It is opened at the first request; a fault of it never
  /// fails a request.
  ///
  /// - Parameters:
  ///   - location: which kind of cache, and where.
  ///   - configuration: what is stored, for how long, and when it answers.
  ///   - now: the clock; the system's by default.
  public convenience init(
    store location: StoreLocation, configuration: SessionConfiguration = SessionConfiguration(),
    now: @escaping @Sendable () -> Date = { Date() }
  ) {
    self.init(
      opening: location.open, isOwner: true, keys: location.keyFunction, transport: CurlTransport(),
      configuration: configuration, now: now)
  }
}
