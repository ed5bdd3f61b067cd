import ArgumentParser
import CacheProxy
import CachedSession
import FoundationEssentials
import HTTPCaching
import HTTPTypes
import Larder

/// What a proxy keeps and decides with.
struct ProxyOptions: ParsableArguments {
  @Option(
    name: .long, help: "The cache (default: one for the user, in the cache directory).",
    completion: .file())
  var store: String?

  @Flag(name: .long, help: "Write a line for each request to standard error.")
  var log = false

  @Flag(
    help:
      "Whether the cache is for one user (the default) or for several, as RFC 9111 tells them apart."
  )
  var audience = Audience.private

  @OptionGroup var policy: PolicyOptions

  /// Whom a cache is for.
  enum Audience: String, EnumerableFlag {
    case `private`, shared

    /// A shared cache is one that stands before an origin too, and heeds what is meant for those (RFC 9213).
    var policy: CachePolicy {
      guard self == .shared else { return .private }
      var policy = CachePolicy.shared
      policy.targetedFields = [.cdnCacheControl]
      return policy
    }
  }

  /// A session for a proxy; its cache is made if there is none.
  func session(named name: String) throws -> CachedSession {
    let path = store ?? CachePaths.standard
    if store == nil { try CachePaths.prepareFolder(of: path) }
    if let kind = KnownStores.recognise(path)?.name, kind == KnownStores.requestsCache.name {
      throw Failure(
        .usage, "\(path) is a cache of \(kind). A proxy needs one of larder's own: name another.")
    }
    // What can't be opened is told now and not with the first request.
    _ = try KnownStores.open(path, .create)
    var configuration = SessionConfiguration.forProxy(policy: try policy.policy(audience.policy))
    configuration.name = name
    return CachedSession(path: path, configuration: configuration, now: Clock.now)
  }

  /// The configuration of the proxy itself.
  func configuration(host: String, port: Int, origin: String? = nil) -> ProxyConfiguration {
    var configuration = ProxyConfiguration()
    (configuration.host, configuration.port, configuration.origin) = (host, port, origin)
    if log { configuration.log = { Output.complain($0.line) } }
    return configuration
  }
}

extension ProxyEvent {
  /// A line of an access log.
  fileprivate var line: String {
    let time = String(Int((duration * 1000).rounded()))
    return "\(method) \(url) \(status) \(bytes) \(outcome?.rawValue ?? "tunnel") \(time)ms"
  }
}
