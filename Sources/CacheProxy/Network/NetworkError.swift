import Glibc

/// Something that the network didn't do.
struct NetworkError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The system's call.
  let call: String
  /// Its `errno`.
  let code: Int32

  static func last(_ call: String) -> NetworkError { NetworkError(call: call, code: errno) }

  /// The other side went away, or the connection was closed.
  static let closed = NetworkError(call: "connection", code: ECONNRESET)
  /// Nothing came, or nothing could be sent, for as long as one waits.
  static let timedOut = NetworkError(call: "connection", code: ETIMEDOUT)

  var description: String { "\(call): \(String(cString: strerror(code)))" }
}
