public import CachedSession
public import FoundationNetworking

extension URLSessionConfiguration {
  /// The configuration of a `URLSession` whose data tasks go through the cache of the session that is
  /// installed. While none is, they go to the origin as without it.
  ///
  /// What can't go through a cache on Linux fails, and says what to use instead; `CachedURLProtocol` lists it.
  /// Fields of `httpAdditionalHeaders` are not sent through a cache, as Foundation keeps them from protocols:
  /// `SessionConfiguration.defaultFields` are.
  ///
  /// - Parameter base: what else holds. Default: Foundation's default.
  public static func cached(
    _ base: URLSessionConfiguration = .default
  ) -> URLSessionConfiguration {
    base.protocolClasses = [CachedURLProtocol.self] + (base.protocolClasses ?? [])
    return base
  }
}

extension CachedSession {
  /// Has each `URLSession` with the configuration `cached`, and by default `URLSession.shared`, go through this
  /// session's cache. A process has one such session: that which was installed last.
  ///
  /// - Parameter inShared: whether `URLSession.shared` does. Default: true.
  /// - Throws: `NotInstalled`, and nothing changes, where a `URLSession` was used before the process's first
  ///   `install`: Foundation on Linux then asks its own protocols first.
  public func install(inShared: Bool = true) throws {
    guard !inShared || SessionRegistry.registerForShared() else { throw NotInstalled() }
    SessionRegistry.install(self)
  }

  /// Takes `install` back. Nothing happens to a session that isn't installed.
  public func uninstall() { SessionRegistry.forget(self) }

  /// Whether `URLSession`s go through this session's cache.
  public var isInstalled: Bool { SessionRegistry.installed === self }
}

/// A `URLSession` was used before a session was installed, so that `URLSession.shared` can't be reached.
public struct NotInstalled: Error, Sendable, Hashable, CustomStringConvertible {
  package init() {}

  /// What happened and what to do.
  public var description: String {
    "A URLSession was used before. Call install() before anything makes one, or install(inShared: false) "
      + "and make one with the configuration cached()."
  }
}
