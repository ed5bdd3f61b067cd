import ArgumentParser
import CacheProxy
import CachedSession
import FoundationEssentials
import HTTPCaching
import Larder

/// What a proxy keeps and decides with.
struct ProxyOptions: ParsableArguments {
  @Option(name: .long, help: "The cache (default: one for the user, in the cache directory).")
  var store: String?

  @Flag(name: .long, help: "Write a line for each request to standard error.")
  var log = false

  @OptionGroup var policy: PolicyOptions

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
    var configuration = SessionConfiguration.forProxy(policy: try policy.policy())
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
