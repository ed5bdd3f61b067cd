@_exported public import CacheStore
@_exported public import CachedSession
@_exported public import CurlTransport
public import FoundationEssentials
@_exported public import HTTPCaching
@_exported public import HTTPTransport
@_exported public import HTTPTypes
@_exported public import RequestsCache
@_exported public import SQLiteStore

extension CachedSession {
  /// A session on the cache at `path`, over libcurl. The file is made if there is none, with mode 600; its folder has
  /// to be there. It keeps up to 1 GiB; for other limits there is `init(store:)` with `StoreLocation.larder`.
  ///
  /// It is opened at the first request, where it may not be written for reading alone. If that fails, the session answers from the origin, says so in
  /// `CachedResponse.storeFault`, and tries again later.
  ///
  /// - Parameters:
  ///   - path: the cache, a SQLite file of larder's own layout.
  ///   - configuration: what is stored, for how long, and when it answers.
  ///   - now: the clock; the system's by default.
  public convenience init(
    path: String, configuration: SessionConfiguration = SessionConfiguration(),
    now: @escaping @Sendable () -> Date = { Date() }
  ) {
    self.init(
      opening: { try SQLiteStore.openForSession(path: path) },
      transport: CurlTransport(), configuration: configuration, now: now)
  }
}
