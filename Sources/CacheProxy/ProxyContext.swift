import CachedSession
import FoundationEssentials
import HTTPCaching
import HTTPTypes

/// What the connections of a proxy share.
final class ProxyContext: Sendable {
  let session: CachedSession
  let forwarding: Forwarding
  let limits: ProxyLimits
  let loop: EventLoop
  private let log: (@Sendable (ProxyEvent) -> Void)?
  private let shared: ProxyState

  init(
    _ session: CachedSession, _ forwarding: Forwarding, _ configuration: ProxyConfiguration,
    _ loop: EventLoop, _ shared: ProxyState
  ) {
    self.session = session
    self.forwarding = forwarding
    limits = configuration.limits
    log = configuration.log
    self.loop = loop
    self.shared = shared
  }

  var isStopping: Bool { shared.isStopping }

  /// The connection waits for a request: it may be ended at any time.
  func rest(_ socket: Socket) { shared.rest(socket) }

  /// A request has come; false when the proxy ends.
  func work(_ socket: Socket) -> Bool { shared.work(socket) }

  func count(
    _ head: RequestHead, _ request: HTTPRequest, _ response: CachedResponse, bytes: Int64,
    since began: ContinuousClock.Instant
  ) {
    shared.count(response.outcome, bytes: bytes, secondsSaved: response.secondsSaved)
    tell(
      head, request, status: response.head.status.code, outcome: response.outcome, bytes: bytes,
      since: began)
  }

  func count(
    _ head: RequestHead, _ request: HTTPRequest, failedWith status: Int,
    since began: ContinuousClock.Instant
  ) {
    shared.count(.error, bytes: 0)
    tell(head, request, status: status, outcome: .error, bytes: 0, since: began)
  }

  func noteTunnel(_ target: String) {
    shared.countTunnel()
    log?(
      ProxyEvent(
        method: "CONNECT", url: target, status: 200, outcome: nil, bytes: 0, duration: 0))
  }

  private func tell(
    _ head: RequestHead, _ request: HTTPRequest, status: Int, outcome: CacheOutcome, bytes: Int64,
    since began: ContinuousClock.Instant
  ) {
    guard let log else { return }
    let url = (request.scheme ?? "http") + "://" + (request.authority ?? "") + (request.path ?? "/")
    log(
      ProxyEvent(
        method: head.method.rawValue, url: url, status: status, outcome: outcome, bytes: bytes,
        duration: began.duration(to: .now) / .seconds(1)))
  }
}
