/// Why a transfer failed. The description is a sentence for people; `code` is for programs.
public struct TransportError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What kind of failure.
  public enum Code: String, Sendable, Hashable, CaseIterable {
    /// The URL has no scheme or host that can be fetched.
    case badURL
    /// The host name has no address.
    case unknownHost
    /// No connection: refused, unreachable, or lost before an answer.
    case cannotConnect
    /// A limit of `TransportOptions` in seconds ran out.
    case timedOut
    /// TLS failed: certificate, name or handshake.
    case tls
    /// The body ended early or did not match its framing.
    case truncated
    /// The answer is not HTTP.
    case badResponse
    /// The redirects went on past the session's limit.
    case tooManyRedirects
    /// A limit in bytes was passed.
    case tooLarge
    /// The request's body could not be sent.
    case bodyFailed
    /// The transport was shut down.
    case closed
    /// Anything else.
    case other
  }

  /// What kind of failure.
  public var code: Code
  /// The library's own words about it, if any.
  public var detail: String?

  /// An error of that kind.
  public init(_ code: Code, detail: String? = nil) {
    self.code = code
    self.detail = detail
  }

  /// A sentence for people.
  public var description: String {
    let sentence =
      switch code {
      case .badURL: "The URL can't be fetched: it needs http:// or https:// and a host."
      case .unknownHost: "The host name has no address; check its spelling and the network."
      case .cannotConnect: "The origin can't be reached."
      case .timedOut: "The origin did not answer in time."
      case .tls: "The secure connection failed."
      case .truncated: "The answer broke off before its end."
      case .badResponse: "The origin's answer is not HTTP."
      case .tooManyRedirects:
        "There are too many redirects: they lead in a circle, or the session's redirectLimit is too low."
      case .tooLarge: "The answer is larger than the limit set for it."
      case .bodyFailed: "The request's body could not be sent."
      case .closed: "The transport was closed."
      case .other: "The transfer failed."
      }
    return detail.map { "\(sentence) (\($0))" } ?? sentence
  }
}
