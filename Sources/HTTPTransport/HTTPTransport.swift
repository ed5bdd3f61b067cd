public import FoundationEssentials
public import HTTPTypes

/// Sends one request and streams one response: no redirects, no cache, no cookies, no retries.
///
/// What an implementation owes:
/// - the response head is returned as soon as it is complete; interim (1xx) responses are skipped, and told
///   to `InterimListener.current` before that;
/// - fields keep their order, duplicates, case and bytes;
/// - a body shorter than its framing says, or with broken framing, ends in `truncated`;
/// - content of a request with `Expect: 100-continue` (RFC 9110 section 10.1.1) is pulled once the origin asks
///   for it, or says nothing for a second;
/// - cancelling the task, or dropping the body unread, stops the transfer and frees its connection;
/// - a slow reader slows the sender down: at most about `TransportOptions.bufferLimit` bytes wait.
public protocol HTTPTransport: Sendable {
  /// Sends `request` and returns once the final response's head has arrived.
  ///
  /// - Throws: `TransportError`, or `CancellationError` when the task was cancelled.
  func send(
    _ request: HTTPRequest, body: RequestBody, options: TransportOptions
  ) async throws -> TransportResponse
}

/// The body of a request.
public enum RequestBody: Sendable {
  /// No body, and no `Content-Length`.
  case none
  /// All of it, sent with a `Content-Length`.
  case data(Data)
  /// Chunks, pulled as the connection takes them; `length` in bytes, nil for chunked coding.
  case stream(AsyncThrowingStream<Data, any Error>, length: Int64?)
}

/// Limits of one transfer.
public struct TransportOptions: Sendable, Hashable {
  /// Seconds to establish a connection. Default: 10.
  public var connectTimeout: TimeInterval = 10
  /// Seconds without a byte in either direction after which the transfer fails. Default: 60, as
  /// `URLRequest.timeoutInterval`.
  public var idleTimeout: TimeInterval = 60
  /// Seconds for the whole transfer; nil, the default, for no limit.
  public var totalTimeout: TimeInterval?
  /// Bytes of the response head that are accepted. Default: 256 KiB.
  public var headLimit: Int = 256 * 1024
  /// Bytes of body that may wait for the reader before the transfer pauses; with none, after each piece. Default:
  /// 1 MiB.
  public var bufferLimit: Int = 1 << 20
  /// Whether content codings are asked for and undone (gzip, deflate, br, zstd where available).
  /// Default: true. The response's fields stay as sent either way.
  public var decodesContent: Bool = true

  /// The defaults above.
  public init() {}
}

/// A response whose head has arrived and whose body is on its way.
public struct TransportResponse: Sendable {
  /// Status and fields as received.
  public var head: HTTPResponse
  /// The protocol spoken, such as `HTTP/1.1` or `HTTP/2`.
  public var protocolVersion: String
  /// Whether a content coding named in the head was undone in `body`.
  public var isDecoded: Bool
  /// The body.
  public var body: ResponseBody

  /// Makes a response.
  public init(
    head: HTTPResponse, protocolVersion: String = "HTTP/1.1", isDecoded: Bool = false,
    body: ResponseBody
  ) {
    self.head = head
    self.protocolVersion = protocolVersion
    self.isDecoded = isDecoded
    self.body = body
  }
}

/// A response body: chunks in order, read once. Iteration throws `TransportError` when the transfer
/// breaks, so a body that ended without a throw is whole.
public struct ResponseBody: AsyncSequence, Sendable {
  /// Chunks of any size but zero.
  public typealias Element = Data

  private let nextChunk: @Sendable () async throws -> Data?

  /// A body that asks `next` for each chunk until it returns nil.
  public init(next: @escaping @Sendable () async throws -> Data?) { nextChunk = next }

  /// A body that is already in memory.
  public init(_ data: Data) {
    let once = Once(data)
    nextChunk = { once.take() }
  }

  /// Goes on where the last iterator stopped: a body is read once.
  public func makeAsyncIterator() -> Iterator { Iterator(nextChunk: nextChunk) }

  /// Reads all of it.
  ///
  /// - Throws: `TransportError.tooLarge` once more than `limit` bytes have come.
  public func collect(upTo limit: Int = .max) async throws -> Data {
    var whole = Data()
    for try await chunk in self {
      guard whole.count + chunk.count <= limit else { throw TransportError(.tooLarge) }
      if whole.isEmpty { whole = chunk } else { whole.append(chunk) }
    }
    return whole
  }

  /// The iterator of a body.
  public struct Iterator: AsyncIteratorProtocol {
    let nextChunk: @Sendable () async throws -> Data?

    /// The next chunk; nil at the end of a whole body.
    public mutating func next() async throws -> Data? { try await nextChunk() }
  }
}

/// Somebody who wants to hear of the interim responses (RFC 9110 section 15.2) to the requests of a task.
public final class InterimListener: Sendable {
  /// Hears of each as it comes, but 100 and 101, which speak of one connection. It must not wait.
  public let hear: @Sendable (HTTPResponse) -> Void

  /// A listener; `InterimListener.$current.withValue` makes it that of a task.
  public init(_ hear: @escaping @Sendable (HTTPResponse) -> Void) { self.hear = hear }

  /// The one of this task. Default: nil, nobody.
  @TaskLocal public static var current: InterimListener?
}
