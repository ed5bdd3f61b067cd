import CachedSession
import FoundationEssentials
import HTTPCaching
import HTTPTypes

/// A row of two requests for one URL: what becomes of the second?
///
/// The first is answered with the row's response. The origin answers the second with a 304 where its
/// condition names the first response, and with something new otherwise.
struct Reuse: Sendable, CustomStringConvertible {
  let id: String
  let section: String
  let status: Int
  let lines: [String]
  let first: [String]
  let second: [String]
  let delay: TimeInterval
  let inPrivate: Outcome
  let inShared: Outcome

  /// What becomes of the second request.
  enum Outcome: String, Sendable {
    /// The first response answers, fresh, without a word to the origin.
    case reused
    /// It answers although stale.
    case stale
    /// It answers with a 304 to the client's own condition, without a word to the origin.
    case notModified
    /// It answers after the origin said that it is not modified.
    case validated
    /// The origin's 304 to the client's own condition is passed on.
    case passedOn
    /// The origin's new response answers.
    case fetched
    /// 504: the origin may not be asked.
    case timeout
    /// Anything else, which no row expects.
    case other
  }

  /// - Parameters:
  ///   - first: fields of the first request.
  ///   - second: fields of the second.
  ///   - delay: seconds between the two.
  init(
    _ id: String, _ section: String, _ lines: [String], status: Int = 200, first: [String] = [],
    second: [String] = [], after delay: TimeInterval = 0, _ outcome: Outcome,
    shared: Outcome? = nil
  ) {
    (self.id, self.section, self.lines, self.status) = (id, section, lines, status)
    (self.first, self.second, self.delay) = (first, second, delay)
    (inPrivate, inShared) = (outcome, shared ?? outcome)
  }

  var description: String { "\(id) (\(section))" }

  func expected(in kind: Stage.Kind) -> Outcome { kind == .shared ? inShared : inPrivate }

  /// Does both requests in a cache of that kind.
  func run(
    in kind: Stage.Kind, change: (inout CachePolicy) -> Void = { _ in }
  ) async throws -> Outcome {
    let stage = Stage(kind, change: change)
    let original = ScriptedReply(status: status, lines: lines, body: "one")
    stage.origin.follow { _ in original }
    _ = try await stage.ask("/a", .get, first)
    stage.clock.advance(delay)
    stage.origin.follow {
      original.isMeant(by: $0) ? original.notModified : .status(200, [], "two")
    }
    let (text, response) = try await stage.ask("/a", .get, second)
    let wasAsked = !stage.origin.sent.isEmpty
    await stage.session.settle()
    switch (response.head.status.code, text, wasAsked) {
    case (504, _, false): return .timeout
    case (304, _, false): return .notModified
    case (304, _, true): return .passedOn
    case (_, "two", true): return .fetched
    case (status, "one", _) where response.outcome == .staleServed: return .stale
    case (status, "one", false): return .reused
    case (status, "one", true): return .validated
    default: return .other
    }
  }
}

extension ScriptedReply {
  /// Whether the request's condition names this response.
  func isMeant(by request: HTTPRequest) -> Bool {
    let fields = HTTPFields(lines: lines)
    if let asked = request.headerFields[.ifNoneMatch] {
      return fields[.eTag].map { asked.contains($0.replacing("W/", with: "")) } ?? false
    }
    guard let since = request.headerFields[.ifModifiedSince] else { return false }
    return since == fields[.lastModified]
  }

  /// The 304 about it.
  var notModified: ScriptedReply { .status(304, lines) }
}
