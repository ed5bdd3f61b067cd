internal import CLinux
public import CachedSession
import FoundationEssentials
import Glibc
public import HTTPCaching
import HTTPTransport
import HTTPTypes
import Synchronization

/// How a proxy listens and forwards.
public struct ProxyConfiguration: Sendable {
  /// Where it listens. Default: this machine alone.
  public var host = "127.0.0.1"
  /// Its port; 0 for a free one. Default: 8080.
  public var port = 8080
  /// The origin that it stands for, such as `https://example.com`; nil, the default, for a forward proxy,
  /// whose requests name their origins.
  public var origin: String?
  /// Whether the origin is told each client's address, in `Forwarded` (RFC 7239) and `X-Forwarded-For`. Default:
  /// no, as it is nobody's business but that of one's own application.
  public var tellsClients = false
  /// What it takes from clients.
  public var limits = ProxyLimits()
  /// Hears of each request once it was answered. Default: nil, nobody.
  public var log: (@Sendable (ProxyEvent) -> Void)?

  /// The defaults above.
  public init() {}
}

/// An HTTP/1.1 proxy that answers from a session's cache (RFC 9110 section 3.7, RFC 9112).
///
/// Tunnels (`CONNECT`) are passed on untouched. Whoever can connect may use it: it listens on the loopback
/// interface unless told otherwise.
public final class CacheProxy: Sendable {
  /// The port that it listens on.
  public let port: Int
  /// Whether only this machine can reach it.
  public let isLoopback: Bool
  /// What clients write in front of their requests: `http://127.0.0.1:8080`.
  public let url: String

  private let loops: [EventLoop]
  private let listener: Socket
  private let state = ProxyState()

  /// Starts a proxy.
  ///
  /// - Parameters:
  ///   - session: answers. Its redirects, codings and default fields are left to the clients: give it
  ///     `SessionConfiguration.forProxy`.
  ///   - configuration: where it listens, and for whom it stands.
  /// - Throws: `ProxyError` where it can't listen there.
  public init(session: CachedSession, _ configuration: ProxyConfiguration) async throws {
    do {
      let addresses = try await Address.resolve(
        configuration.host, port: String(configuration.port))
      let descriptor = try addresses[0].listen()
      (port, isLoopback) = (Address.port(of: descriptor), addresses[0].isLoopback)
      let host = configuration.host.contains(":") ? "[\(configuration.host)]" : configuration.host
      url = "http://\(host):\(port)"
      let cores = max(1, ProcessInfo.processInfo.activeProcessorCount)
      var loops: [EventLoop] = []
      for _ in 0..<min(8, cores) { loops.append(try EventLoop()) }
      self.loops = loops
      listener = try loops[0].adopt(descriptor)
    } catch {
      throw ProxyError(host: configuration.host, port: configuration.port, cause: error)
    }
    let forwarding = Forwarding(
      origin: configuration.origin, tellsClients: configuration.tellsClients)
    accept(session, forwarding, configuration)
  }

  /// What it has done so far.
  public var summary: ProxySummary { state.summary }

  /// Takes no more connections, lets answers that are under way end for so many seconds, and ends the rest.
  /// Another call can make it shorter.
  public func stop(within seconds: Double = 10) async {
    listener.close()
    state.stop()
    let patience = Task { [state = self.state] in
      try? await Task.sleep(for: .seconds(seconds))
      if !Task.isCancelled { state.endAll() }
    }
    while state.connectionCount > 0 { await state.oneEnded() }
    patience.cancel()
    for loop in loops { loop.stop() }
  }

  private func accept(
    _ session: CachedSession, _ forwarding: Forwarding, _ configuration: ProxyConfiguration
  ) {
    let (listener, state) = (listener, state)
    let limit = min(configuration.limits.connections, Self.connectionsOfSystem)
    let contexts = loops.map { ProxyContext(session, forwarding, configuration, $0, state) }
    Task(executorPreference: loops[0]) {
      var turn = 0
      while !state.isStopping {
        do {
          let descriptor = try await listener.accept()
          sendsAtOnce(descriptor)
          while state.connectionCount >= limit {
            state.endOneThatRests()
            await state.oneEnded()
          }
          turn += 1
          try Self.serve(descriptor, contexts[turn % contexts.count], state)
        } catch let error as NetworkError where error == .closed {
          return
        } catch {
          // No descriptors left: some will end.
          try? await Task.sleep(for: .milliseconds(50))
        }
      }
    }
  }

  /// Connections for which the process may open enough files: each can need a second one to its origin, and what
  /// else runs in the process must never lack one.
  private static var connectionsOfSystem: Int {
    max(4, (Int(clamping: clinux_open_files()) - 128) / 2)
  }

  private static func serve(
    _ descriptor: Int32, _ context: ProxyContext, _ state: ProxyState
  ) throws(NetworkError) {
    let socket = try context.loop.adopt(descriptor)
    let isTaken = state.open(socket) {
      Task(executorPreference: context.loop) {
        await ProxyConnection(socket, context).serve()
        state.close(socket)
      }
    }
    if !isTaken { socket.close() }
  }
}

/// Why a proxy can't listen.
public struct ProxyError: Error, Sendable, CustomStringConvertible {
  let host: String
  let port: Int
  let cause: NetworkError

  /// A sentence for people, with the next step.
  public var description: String {
    switch cause.code {
    case EADDRINUSE: "Port \(port) of \(host) is in use: choose another one, or 0 for a free one."
    case EACCES: "Port \(port) is reserved: choose one from 1024 on."
    case EADDRNOTAVAIL, ENOENT: "\(host) is no address of this machine."
    default: "The proxy can't listen on \(host), port \(port): \(cause)."
    }
  }
}

extension SessionConfiguration {
  /// A session for a proxy: what clients ask for is sent as they asked, and what comes is handed on as it
  /// came. Redirects are theirs to follow, content codings theirs to undo.
  public static func forProxy(policy: CachePolicy) -> SessionConfiguration {
    var configuration = SessionConfiguration(policy: policy)
    configuration.defaultFields = [:]
    configuration.redirectLimit = 0
    configuration.transport.decodesContent = false
    configuration.sharesStreams = true
    return configuration
  }
}
