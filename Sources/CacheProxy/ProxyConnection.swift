import CachedSession
import FoundationEssentials
import HTTPCaching
import HTTPTransport
import HTTPTypes

/// One client's connection: its requests one after another, each answered before the next is read.
struct ProxyConnection: Sendable {
  let socket: Socket
  let context: ProxyContext
  private let input: ClientInput
  private let output: ClientOutput
  /// The client's address, where the origin is told.
  private let client: String?

  init(_ socket: Socket, _ context: ProxyContext) {
    self.socket = socket
    self.context = context
    input = ClientInput(socket, context.limits)
    output = ClientOutput(socket: socket, limits: context.limits)
    client = context.forwarding.tellsClients ? socket.peer : nil
  }

  /// Answers until one side ends the connection.
  func serve() async {
    defer { socket.close() }
    do {
      while let head = try await nextHead() {
        guard head.method != .connect else {
          return try await Tunnel(socket, input, output, context).run(head)
        }
        guard try await answer(head) else { return await linger() }
      }
    } catch let refusal as Refusal {
      try? await refuse(refusal)
    } catch {
      // The client is gone, or the body that it was promised doesn't come: it sees the connection end.
    }
  }

  private func nextHead() async throws -> RequestHead? {
    context.rest(socket)
    let head = try await input.head()
    return context.work(socket) ? head : nil
  }

  /// Answers a request. Returns whether the connection goes on.
  private func answer(_ head: RequestHead) async throws -> Bool {
    let began = ContinuousClock.now
    if let refusal = forwardsEnd(head) { throw refusal }
    var request = try context.forwarding.request(head, from: client)
    let relay = InterimRelay(output, context.loop)
    let content = try await content(head, of: &request, relay)
    let (body, response): (ResponseBody, CachedResponse)
    do {
      (body, response) = try await ask(request, content, relay, for: head)
    } catch let error as TransportError {
      return try await report(error, head, request, since: began)
    }
    var answer = context.forwarding.response(response, minorVersion: head.minorVersion)
    let framing = Forwarding.framing(&answer, for: head)
    let isRead = await input.isAtEndOfContent
    var keeps = head.keepsConnection && !context.isStopping && isRead
    if case .close = framing { keeps = false }
    do {
      let count = try await output.send(
        answer, framing, body, isAtHand: response.isFromCache, keepsConnection: keeps)
      context.count(head, request, response, bytes: count, since: began)
    } catch {
      // The answer has begun: all that can be done is to end it, and where its end is that of the connection
      // (RFC 9112 section 6.3), so that nobody takes it for whole.
      if case .close = framing { socket.abort() }
      context.count(head, request, failedWith: answer.status.code, since: began)
      throw error
    }
    return keeps
  }

  /// Asks the session, and passes on the interim responses that come meanwhile (RFC 9110 section 15.2).
  private func ask(
    _ request: HTTPRequest, _ content: RequestBody, _ relay: InterimRelay, for head: RequestHead
  ) async throws -> (ResponseBody, CachedResponse) {
    guard head.minorVersion == 1 else {
      return try await context.session.bytes(for: request, content: content)
    }
    do {
      let answer = try await InterimListener.$current.withValue(InterimListener(relay.pass)) {
        try await context.session.bytes(for: request, content: content)
      }
      await relay.end()
      return answer
    } catch {
      await relay.end()
      throw error
    }
  }

  /// RFC 9110 section 7.6.2
  private func forwardsEnd(_ head: RequestHead) -> Refusal? {
    guard head.maxForwards == 0 else { return nil }
    return Refusal(head.method == .trace ? 405 : 200, "The request goes no further than here.")
  }

  /// Short content whole, so that it can be part of a key; other content as it comes.
  ///
  /// A client that waits to be asked for its content is asked when the origin asks; where the cache has to see
  /// the content first, at once.
  private func content(
    _ head: RequestHead, of request: inout HTTPRequest, _ relay: InterimRelay
  ) async throws -> RequestBody {
    var length: Int64?
    switch head.framing {
    case .none: return .none
    case .length(let count): length = count
    case .chunked: break
    }
    let waits = head.expectsContinue
    if waits, context.session.configuration.policy.caches(head.method) {
      request.headerFields[.expect] = nil
      relay.invite()
    } else if waits {
      return .stream(stream { relay.invite() }, length: length)
    }
    if let length, length <= context.limits.contentInMemory {
      return .data(try await input.wholeContent())
    }
    return .stream(stream(), length: length)
  }

  private func stream(
    beforeReading: @escaping @Sendable () -> Void = {}
  ) -> AsyncThrowingStream<Data, any Error> {
    AsyncThrowingStream { [input] in
      beforeReading()
      return try await input.nextPiece()
    }
  }

  /// Tells of an origin that didn't answer.
  private func report(
    _ error: TransportError, _ head: RequestHead, _ request: HTTPRequest,
    since began: ContinuousClock.Instant
  ) async throws -> Bool {
    let (status, type) = error.answer
    let keeps = await input.isAtEndOfContent && head.keepsConnection && !context.isStopping
    try await send(
      status, error.description, type: type, isHead: head.method == .head, keepsConnection: keeps)
    context.count(head, request, failedWith: status, since: began)
    return keeps
  }

  private func refuse(_ refusal: Refusal) async throws {
    try await send(
      refusal.status, refusal.reason, type: refusal.type, isHead: false, keepsConnection: false)
    await linger()
  }

  /// Ends the connection behind an answer: what the client still sends would make the system take the answer
  /// back (RFC 9112 section 9.6).
  private func linger() async {
    socket.finishSending()
    await input.dropRest()
  }

  private func send(
    _ status: Int, _ sentence: String, type: String?, isHead: Bool, keepsConnection: Bool
  ) async throws {
    let text = Data((sentence + "\n").utf8)
    var head = HTTPResponse(status: .init(code: status), headerFields: [.contentType: "text/plain"])
    head.headerFields[.contentLength] = String(text.count)
    head.headerFields[.cacheControl] = "no-store"
    // RFC 9110 section 6.6.1
    head.headerFields[.date] = HTTPDate.format(Date())
    // RFC 9209 section 2.1.1
    if let type { head.headerFields[.proxyStatus] = "larder; error=\(type)" }
    _ = try await output.send(
      head, isHead ? .none : .length(Int64(text.count)), ResponseBody(text), isAtHand: true,
      keepsConnection: keepsConnection)
  }
}
