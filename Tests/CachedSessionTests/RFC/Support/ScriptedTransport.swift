import FoundationEssentials
import HTTPCaching
import HTTPTransport
import HTTPTypes
import Synchronization

/// What an origin answers.
struct ScriptedReply: Sendable {
  var status = 200
  /// Field lines such as `cache-control: max-age=60`. Without a line of that name the response has a `Date`
  /// of the moment; a bare `date:` leaves it out.
  var lines: [String] = []
  var body = ""
  /// Whether the origin can't be reached.
  var isDown = false

  static func status(_ status: Int, _ lines: [String] = [], _ body: String = "") -> ScriptedReply {
    ScriptedReply(status: status, lines: lines, body: body)
  }

  static let down = ScriptedReply(isDown: true)
}

/// An origin that answers as it was told, and remembers what it was asked.
final class ScriptedTransport: HTTPTransport {
  private struct State {
    var answer: @Sendable (HTTPRequest) -> ScriptedReply = { _ in .status(599, [], "not expected") }
    var sent: [HTTPRequest] = []
  }

  private let state = Mutex(State())
  private let now: @Sendable () -> Date

  init(now: @escaping @Sendable () -> Date) { self.now = now }

  /// Answers like that from now on, and forgets what it was asked.
  func follow(_ answer: @escaping @Sendable (HTTPRequest) -> ScriptedReply) {
    state.withLock { $0 = State(answer: answer) }
  }

  var sent: [HTTPRequest] { state.withLock { $0.sent } }

  func send(
    _ request: HTTPRequest, body: RequestBody, options: TransportOptions
  ) async throws -> TransportResponse {
    let answer = state.withLock { state in
      state.sent.append(request)
      return state.answer
    }
    let reply = answer(request)
    if reply.isDown { throw TransportError(.cannotConnect) }
    var fields = HTTPFields(lines: reply.lines)
    if fields[.date] == "" {
      fields[.date] = nil
    } else if !fields.contains(.date) {
      fields.append(HTTPField(name: .date, value: HTTPDate.format(now())))
    }
    let hasBody = request.method != .head && reply.status != 304
    return TransportResponse(
      head: HTTPResponse(status: .init(code: reply.status), headerFields: fields),
      body: ResponseBody(Data((hasBody ? reply.body : "").utf8)))
  }
}

extension HTTPFields {
  /// Fields from lines such as `cache-control: max-age=600`.
  init(lines: [String]) {
    self.init()
    for line in lines {
      let parts = line.split(separator: ":", maxSplits: 1)
      guard let name = parts.first.flatMap({ HTTPField.Name(String($0)) }) else { continue }
      let value = parts.count > 1 ? String(parts[1].drop { $0 == " " }) : ""
      append(HTTPField(name: name, value: value))
    }
  }
}
