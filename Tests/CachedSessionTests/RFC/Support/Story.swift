import CachedSession
import FoundationEssentials
import HTTPCaching
import HTTPTransport
import HTTPTypes
import Testing

/// A row of several requests, each with what the origin would answer and what is to come of it.
struct Story: Sendable, CustomStringConvertible {
  let id: String
  let section: String
  let kinds: [Stage.Kind]
  let steps: [Step]

  init(
    _ id: String, _ section: String, in kinds: [Stage.Kind] = Stage.Kind.allCases, _ steps: Step...
  ) {
    (self.id, self.section, self.kinds, self.steps) = (id, section, kinds, steps)
  }

  var description: String { "\(id) (\(section))" }

  /// A request and what comes of it.
  struct Step: Sendable {
    var method: HTTPRequest.Method
    var path: String
    var asks: [String]
    var delay: TimeInterval
    var reply: ScriptedReply
    /// Who answers, with what status and body: `store 200 one`, `origin 404`. `kept` stands for the store
    /// after the origin was asked.
    var expected: String
    /// Lines that the answer has; with a `!` in front, names that it doesn't have.
    var has: [String]
    /// The same for the request that is sent.
    var sends: [String]
  }

  /// Does all requests in a cache of that kind, and tells where they went another way.
  func run(in kind: Stage.Kind) async throws -> [String] {
    let stage = Stage(kind)
    var faults: [String] = []
    for (index, step) in steps.enumerated() {
      stage.clock.advance(step.delay)
      let reply = step.reply
      stage.origin.follow { _ in reply }
      let seen = await Self.seen(stage, step)
      if seen.text != step.expected {
        faults.append("\(index): \(seen.text) instead of \(step.expected)")
      }
      faults += Self.differences(step.has, seen.fields).map { "\(index): answer \($0)" }
      let sent = stage.origin.sent.first?.headerFields ?? [:]
      faults += Self.differences(step.sends, sent).map { "\(index): request \($0)" }
      await stage.session.settle()
    }
    return faults
  }

  private static func seen(_ stage: Stage, _ step: Step) async -> (text: String, fields: HTTPFields)
  {
    do {
      let (text, response) = try await stage.ask(step.path, step.method, step.asks)
      let code = response.head.status.code
      let isReply = code == step.reply.status && text == step.reply.bodyFor(step.method)
      // A revalidation in the background may ask the origin at any moment.
      let isStored = stage.origin.sent.isEmpty || response.cacheStatus.isHit
      let source = isStored ? "store" : isReply ? "origin" : "kept"
      let words = [source, String(code), text].filter { !$0.isEmpty }
      return (words.joined(separator: " "), response.head.headerFields)
    } catch {
      return ("error", [:])
    }
  }

  private static func differences(_ lines: [String], _ fields: HTTPFields) -> [String] {
    lines.compactMap { line in
      if line.hasPrefix("!") {
        let name = String(line.dropFirst())
        return fields.contains { $0.name.canonicalName == name } ? "has \(name)" : nil
      }
      let isThere = fields.contains { "\($0.name.canonicalName): \($0.value)" == line }
      return isThere ? nil : "lacks \(line)"
    }
  }
}

extension ScriptedReply {
  fileprivate func bodyFor(_ method: HTTPRequest.Method) -> String {
    method == .head || status == 304 ? "" : body
  }
}

/// A request of a story, in the order in which it reads: after how long, what, the origin's reply, what comes.
func step(
  _ method: HTTPRequest.Method = .get, _ path: String = "/a", _ asks: [String] = [],
  after delay: TimeInterval = 0, reply: ScriptedReply = .status(599, [], "not expected"),
  gives expected: String, has: [String] = [], sends: [String] = []
) -> Story.Step {
  Story.Step(
    method: method, path: path, asks: asks, delay: delay, reply: reply, expected: expected,
    has: has, sends: sends)
}
