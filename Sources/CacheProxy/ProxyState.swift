import HTTPCaching
import Synchronization

/// What the threads of a proxy share.
final class ProxyState: Sendable {
  private struct State {
    var isStopping = false
    var connections: [ObjectIdentifier: Connection] = [:]
    var summary = ProxySummary()
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  /// One that is open.
  private struct Connection {
    let socket: Socket
    /// What serves it.
    let task: Task<Void, Never>
    /// Since when it waits for a request; nil while one is answered.
    var restsSince: ContinuousClock.Instant?
  }

  private let state = Mutex(State())

  var isStopping: Bool { state.withLock { $0.isStopping } }
  var summary: ProxySummary { state.withLock { $0.summary } }
  var connectionCount: Int { state.withLock { $0.connections.count } }

  /// Takes a connection, and what serves it; false where no more are taken.
  func open(_ socket: Socket, _ serve: () -> Task<Void, Never>) -> Bool {
    state.withLock { state in
      guard !state.isStopping else { return false }
      state.connections[ObjectIdentifier(socket)] = Connection(
        socket: socket, task: serve(), restsSince: .now)
      return true
    }
  }

  func rest(_ socket: Socket) {
    let mustEnd = state.withLock { state in
      let connection = ObjectIdentifier(socket)
      // A new one rests already.
      let restsSince = state.connections[connection]?.restsSince ?? .now
      state.connections[connection]?.restsSince = restsSince
      return state.isStopping
    }
    if mustEnd { socket.close() }
  }

  func work(_ socket: Socket) -> Bool {
    state.withLock { state in
      state.connections[ObjectIdentifier(socket)]?.restsSince = nil
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

  /// Ends the connection that has waited longest for a request, if any waits (RFC 9112 section 9.3).
  func endOneThatRests() {
    let longest = state.withLock { state in
      state.connections.values.filter { $0.restsSince != nil }
        .min { ($0.restsSince ?? .now) < ($1.restsSince ?? .now) }
    }
    longest?.socket.close()
  }

  /// Ends connections that wait for a request; the others end after their answer.
  func stop() {
    let resting = state.withLock { state in
      state.isStopping = true
      return state.connections.values.filter { $0.restsSince != nil }
    }
    for connection in resting { connection.socket.close() }
  }

  /// Ends all connections, whatever they wait for.
  func endAll() {
    let all = state.withLock { Array($0.connections.values) }
    for connection in all {
      connection.socket.close()
      connection.task.cancel()
    }
  }

  func count(_ outcome: CacheOutcome, bytes: Int64, secondsSaved: Double = 0) {
    state.withLock { $0.summary.add(outcome, bytes: bytes, secondsSaved: secondsSaved) }
  }

  func countTunnel() { state.withLock { $0.summary.tunnels += 1 } }
}
