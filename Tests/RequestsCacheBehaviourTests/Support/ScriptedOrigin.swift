import FoundationEssentials
import HTTPTransport
import HTTPTypes
import Synchronization

/// An origin that answers as a step says, and remembers what it got.
final class ScriptedOrigin: HTTPTransport {
  private struct State {
    var script = JSONValue.null
    var sent: [Sent] = []
  }

  private let state = Mutex(State())

  /// The fields of a request that are remembered.
  private static let remembered: [HTTPField.Name] =
    [.cacheControl, .ifNoneMatch, .ifModifiedSince]

  func follow(_ script: JSONValue) { state.withLock { $0 = State(script: script) } }

  var sent: [Sent] { state.withLock { $0.sent } }

  func send(
    _ request: HTTPRequest, body: RequestBody, options: TransportOptions
  ) async throws -> TransportResponse {
    let path = request.path ?? "/"
    let answer = state.withLock { $0.script[path] ?? $0.script }
    if answer["down"]?.isTrue == true { throw TransportError(.cannotConnect) }
    state.withLock { $0.sent.append(Self.sent(request, path)) }
    return try Self.response(to: request, answer)
  }

  private static func sent(_ request: HTTPRequest, _ path: String) -> Sent {
    let fields = remembered.compactMap { name in
      request.headerFields[name].map { (name.canonicalName, $0) }
    }
    return Sent(
      method: request.method.rawValue, path: path,
      headers: Dictionary(fields) { first, _ in first })
  }

  /// Whether the request has the validator that the response has, the entity tag before the date.
  private static func isCurrent(_ request: HTTPRequest, _ fields: HTTPFields) -> Bool {
    if let tag = request.headerFields[.ifNoneMatch] { return tag == fields[.eTag] }
    guard let date = request.headerFields[.ifModifiedSince] else { return false }
    return date == fields[.lastModified]
  }

  private static func response(
    to request: HTTPRequest, _ answer: JSONValue
  ) throws -> TransportResponse {
    var fields = HTTPFields()
    for field in answer["headers"]?.list ?? [] {
      guard let name = field.list.first?.text.flatMap({ HTTPField.Name($0) }) else { continue }
      fields.append(HTTPField(name: name, value: field.list.last?.text ?? ""))
    }
    if answer["conditional"]?.isTrue == true, isCurrent(request, fields) {
      return TransportResponse(
        head: HTTPResponse(status: .notModified, headerFields: fields), body: ResponseBody(Data()))
    }
    let status = answer["status"]?.number.map { Int($0) } ?? 200
    return TransportResponse(
      head: HTTPResponse(status: .init(code: status, reasonPhrase: "X"), headerFields: fields),
      body: ResponseBody(Data((answer["body"]?.text ?? "body").utf8)))
  }
}
