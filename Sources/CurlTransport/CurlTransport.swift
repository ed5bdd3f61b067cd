public import HTTPTransport
public import HTTPTypes

/// HTTP/1.1 and HTTP/2 over libcurl, worked by one thread at a time.
///
/// Connections are kept and shared by all requests of one instance, so a program needs one. While nothing
/// else is under way, a request holds its caller's thread for a millisecond or two, in which an origin that
/// is near has answered; everything else happens on a thread of the instance's own. That starts when it is
/// first needed and ends with `shutdown()`, or when neither the instance nor a body of it is held any more. Certificates are verified; proxies come from the environment
/// (`http_proxy`, `HTTPS_PROXY`, `ALL_PROXY`, `NO_PROXY`), as libcurl reads it.
///
/// What is sent is the request's own fields in their order. `Host`, `Content-Length` and
/// `Transfer-Encoding` belong to the transport, which makes its own; it adds an `Accept-Encoding`
/// unless the request has one or `TransportOptions.decodesContent` is off; with `Range` it asks for the bytes
/// as they are. A request that names its
/// own `Accept-Encoding` gets the body as sent; so does a GET that is answered in a coding libcurl
/// does not know, by a second request that asks for none. Credentials in a URL are refused.
///
/// A kept connection may be closing while a request is sent; then the request is sent once more. What isn't
/// idempotent (RFC 9110 section 9.2.2) and streamed content go over a connection of their own instead.
///
/// Time in which the transfer waits for the caller, who reads or produces slowly, does not count as
/// idle. Over HTTP/2 a paused stream may hold one flow-control window more than the buffer limit.
public final class CurlTransport: HTTPTransport {
  /// What holds for every request of an instance.
  public struct Configuration: Sendable, Hashable {
    /// A file of certificate authorities in PEM that servers are checked against; nil, the default,
    /// for those of the system.
    public var certificateFile: String?
    /// Connections at once to all origins; requests beyond wait in line. Default: 256.
    public var connectionLimit: Int = 256

    /// The defaults above.
    public init() {}
  }

  private let thread: CurlThread

  /// A transport that has not connected to anything yet.
  public init(configuration: Configuration = Configuration()) {
    thread = CurlThread(configuration: configuration)
  }

  deinit { thread.shutDown() }

  /// Ends every transfer with `TransportError.closed`, and the thread. Later requests fail the same
  /// way. Calling it again does nothing.
  public func shutdown() { thread.shutDown() }

  /// Sends `request`; see `HTTPTransport`.
  public func send(
    _ request: HTTPRequest, body: RequestBody, options: TransportOptions
  ) async throws -> TransportResponse {
    try Task.checkCancellation()
    let outgoing = try OutgoingRequest(request, body: body, options: options)
    let transfer = Transfer(outgoing, thread: thread)
    return try await transfer.response(from: self)
  }
}
