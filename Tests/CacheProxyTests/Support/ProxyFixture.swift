import CacheProxy
import CacheStore
import CachedSession
import CurlTransport
import FoundationEssentials
import HTTPCaching
import HTTPTransport
import LoopbackOrigin

/// A proxy before a scripted origin, with a cache in memory.
final class ProxyFixture: Sendable {
  let origin: LoopbackOrigin
  let proxy: CacheProxy
  let session: CachedSession
  let store: any CacheStore

  init(
    standsForOrigin: Bool = false, tellsClients: Bool = false, limits: ProxyLimits = ProxyLimits(),
    policy: CachePolicy = CachePolicy(), idleTimeout: TimeInterval = 60,
    store: any CacheStore = MemoryStore(), beforeBody: LoopbackOrigin.Handler? = nil,
    answer: @escaping @Sendable (OriginRequest) -> Reply
  ) async throws {
    self.store = store
    origin = try LoopbackOrigin.start(beforeBody: beforeBody, handler: answer)
    var settings = SessionConfiguration.forProxy(policy: policy)
    settings.transport.idleTimeout = idleTimeout
    session = CachedSession(store: store, transport: CurlTransport(), configuration: settings)
    var configuration = ProxyConfiguration()
    configuration.port = 0
    configuration.limits = limits
    configuration.tellsClients = tellsClients
    configuration.origin = standsForOrigin ? origin.url : nil
    proxy = try await CacheProxy(session: session, configuration)
  }

  /// An origin whose answers are fresh for a while.
  static func fresh(_ body: String = "body") async throws -> ProxyFixture {
    try await ProxyFixture { _ in .status(200, ["Cache-Control": "max-age=3600"], text: body) }
  }

  func client() throws -> RawClient { try RawClient(port: proxy.port) }

  var host: String { "127.0.0.1:\(origin.port)" }

  /// The request line's target for a path.
  func target(_ path: String) -> String { origin.url + path }

  /// Ends all of it.
  func stop() async {
    await proxy.stop(within: 5)
    await session.close()
    origin.stop()
  }

  func count() async throws -> Int { try await store.totals(.all, now: Date()).count }
}
