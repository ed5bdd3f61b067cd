import CachedSession
import FoundationEssentials
import HTTPCaching
import HTTPTypes
import Synchronization

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

/// What the threads of a proxy share.
final class ProxyState: Sendable {
  private struct State {
    var isStopping = false
    /// Connections that are open, and whether each waits for a request.
    var connections: [ObjectIdentifier: (socket: Socket, rests: Bool)] = [:]
    var summary = ProxySummary()
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  private let state = Mutex(State())

  var isStopping: Bool { state.withLock { $0.isStopping } }
  var summary: ProxySummary { state.withLock { $0.summary } }
  var connectionCount: Int { state.withLock { $0.connections.count } }

  func open(_ socket: Socket) -> Bool {
    state.withLock { state in
      guard !state.isStopping else { return false }
      state.connections[ObjectIdentifier(socket)] = (socket, true)
      return true
    }
  }

  func rest(_ socket: Socket) {
    let mustEnd = state.withLock { state in
      state.connections[ObjectIdentifier(socket)]?.rests = true
      return state.isStopping
    }
    if mustEnd { socket.close() }
  }

  func work(_ socket: Socket) -> Bool {
    state.withLock { state in
      state.connections[ObjectIdentifier(socket)]?.rests = false
      return state.connections[ObjectIdentifier(socket)] != nil
    }
  }

  func close(_ socket: Socket) {
    let waiting = state.withLock { state in
      state.connections[ObjectIdentifier(socket)] = nil
      defer { state.waiting = [] }
      return state.waiting
    }
    for continuation in waiting { continuation.resume() }
  }

  /// Waits until a connection has ended.
  func oneEnded() async {
    await withCheckedContinuation { continuation in
      let isNow = state.withLock { state in
        guard !state.connections.isEmpty else { return true }
        state.waiting.append(continuation)
        return false
      }
      if isNow { continuation.resume() }
    }
  }

  /// Ends connections that wait for a request; the others end after their answer.
  func stop() {
    let resting = state.withLock { state in
      state.isStopping = true
      return state.connections.values.filter(\.rests).map(\.socket)
    }
    for socket in resting { socket.close() }
  }

  /// Ends all connections.
  func endAll() {
    let all = state.withLock { $0.connections.values.map(\.socket) }
    for socket in all { socket.close() }
  }

  func count(_ outcome: CacheOutcome, bytes: Int64, secondsSaved: Double = 0) {
    state.withLock { $0.summary.add(outcome, bytes: bytes, secondsSaved: secondsSaved) }
  }

  func countTunnel() { state.withLock { $0.summary.tunnels += 1 } }
}
