import CacheStore
package import FoundationEssentials

/// What is known of the session that uses the store.
package enum SessionState: Sendable, Hashable {
  /// No session ever wrote statistics here.
  case none
  /// It works.
  case live
  /// It runs, and nothing was asked of it for that many seconds.
  case idle(TimeInterval)
  /// It neither ended nor wrote for that many seconds.
  case noHeartbeat(TimeInterval)
  /// It ended in order.
  case ended

  /// As the title shows it: `live`, `idle 12 s`, `no heartbeat 3 s`, `ended`.
  package var text: String {
    switch self {
    case .none: "no session has written statistics"
    case .live: "live"
    case .idle(let seconds): "idle " + Self.duration(seconds)
    case .noHeartbeat(let seconds): "no heartbeat " + Self.duration(seconds)
    case .ended: "ended"
    }
  }

  /// Seconds without a heartbeat after which a session counts as lost.
  static let heartbeatLimit: TimeInterval = 3
  /// Seconds without a request after which a session counts as idle.
  static let idleLimit: TimeInterval = 5

  static func of(_ session: SessionRecord?, lastActivity: Date?, now: Date) -> SessionState {
    guard let session else { return .none }
    if session.ended != nil { return .ended }
    let silence = now.timeIntervalSince(session.lastBeat)
    if silence >= heartbeatLimit { return .noHeartbeat(silence) }
    let rest = now.timeIntervalSince(lastActivity ?? session.started)
    return rest >= idleLimit ? .idle(rest) : .live
  }

  private static func duration(_ seconds: TimeInterval) -> String {
    seconds < 60
      ? Numbers.fixed(seconds.rounded(.down), places: 0) + " s" : Durations.spoken(seconds)
  }
}
