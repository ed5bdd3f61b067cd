import Glibc

/// A scripted HTTP/1.1 origin on 127.0.0.1: every byte it sends is the script's.
///
/// One thread accepts, one thread serves each connection (at most `Limits.connections` of them),
/// all with blocking calls; `stop()` shuts the sockets down, which ends every call that waits. It is
/// made for tests, the demo and the benchmark, and treats what it receives as hostile all the same.
package final class LoopbackOrigin: Sendable {
  /// What one origin takes.
  package struct Limits: Sendable {
    /// Connections served at once; more wait in the listen queue.
    package var connections = 512
    /// Bytes of one request head.
    package var head = 64 * 1024
    /// Bytes of one request body.
    package var body = 64 << 20
    /// Requests kept in the log, at least; the older ones are dropped.
    package var log = 4096

    package init() {}
  }

  /// The script: asked once a request, on the connection's thread.
  package typealias Handler = @Sendable (OriginRequest) -> Reply

  /// The free port that the system chose.
  package let port: Int
  /// `http://127.0.0.1:port`.
  package var url: String { "http://127.0.0.1:\(port)" }
  /// What the origin has seen so far.
  package let log: OriginLog
  private let listener: Listener

  /// Starts an origin that answers with `handler`.
  ///
  /// - Parameters:
  ///   - bodyGate: a gate that must be open before the body of a request is read.
  ///   - beforeBody: what is done first for a request with a body; one that closes is its answer, and the
  ///     body is not read. Default: nil, nothing.
  package static func start(
    limits: Limits = Limits(), bodyGate: Gate? = nil, beforeBody: Handler? = nil,
    handler: @escaping Handler
  ) throws(SocketError) -> LoopbackOrigin {
    let log = OriginLog(limit: limits.log)
    let script = Script(
      limits: limits, bodyGate: bodyGate, beforeBody: beforeBody, log: log, answer: handler)
    return LoopbackOrigin(listener: try Listener.open(), script: script)
  }

  private init(listener: Listener, script: Script) {
    self.listener = listener
    port = listener.port
    log = script.log
    spawnThread { listener.serve(script) }
  }

  deinit { stop() }

  /// The requests received, oldest first.
  package var requests: [OriginRequest] { log.state.requests }

  /// Closes the port and every connection. Calling it again does nothing.
  package func stop() { listener.stop() }
}

/// What every connection of one origin works by.
struct Script: Sendable {
  let limits: LoopbackOrigin.Limits
  let bodyGate: Gate?
  let beforeBody: LoopbackOrigin.Handler?
  let log: OriginLog
  let answer: LoopbackOrigin.Handler
}
