import CurlTransport
import FoundationEssentials
import HTTPTransport
import HTTPTypes
import LoopbackOrigin
import TestSupport

/// A transport and the origin it speaks to.
struct Loopback {
  let origin: LoopbackOrigin
  let transport = CurlTransport()

  init(
    bodyGate: Gate? = nil, beforeBody: LoopbackOrigin.Handler? = nil,
    _ answer: @escaping LoopbackOrigin.Handler
  ) throws {
    OpenFiles.areEnough
    origin = try LoopbackOrigin.start(
      bodyGate: bodyGate, beforeBody: beforeBody, handler: answer)
  }

  /// An origin that always gives the same answer.
  init(_ reply: Reply) throws { try self.init { _ in reply } }

  func request(
    _ path: String = "/", method: HTTPRequest.Method = .get, fields: HTTPFields = [:]
  ) -> HTTPRequest {
    HTTPRequest(
      method: method, scheme: "http", authority: "127.0.0.1:\(origin.port)", path: path,
      headerFields: fields)
  }

  func send(
    _ path: String = "/", method: HTTPRequest.Method = .get, fields: HTTPFields = [:],
    body: RequestBody = .none, _ change: (inout TransportOptions) -> Void = { _ in }
  ) async throws -> TransportResponse {
    var options = TransportOptions()
    change(&options)
    let request = request(path, method: method, fields: fields)
    return try await transport.send(request, body: body, options: options)
  }
}

extension TransportResponse {
  /// The whole body as text.
  func text() async throws -> String {
    String(decoding: try await body.collect(), as: UTF8.self)
  }
}

/// The error that `work` throws, if it is one of a transport.
func transportError(
  of work: () async throws -> Void
) async throws -> TransportError? {
  do {
    try await work()
    return nil
  } catch let error as TransportError {
    return error
  }
}
