import FoundationEssentials
import HTTPTransport
import HTTPTypes
import Synchronization

/// An origin without a network.
final class StubTransport: HTTPTransport {
  typealias Answer = @Sendable (HTTPRequest) -> (HTTPResponse, Data)
  private let answer: Answer
  private let seen = Mutex<[String]>([])

  init(_ answer: @escaping Answer) { self.answer = answer }

  /// The paths that were asked for.
  var paths: [String] { seen.withLock { $0 } }

  func send(
    _ request: HTTPRequest, body: RequestBody, options: TransportOptions
  ) async throws -> TransportResponse {
    seen.withLock { $0.append(request.path ?? "") }
    let (head, body) = answer(request)
    return TransportResponse(
      head: head, protocolVersion: "1.1", isDecoded: false, body: ResponseBody(body))
  }
}
