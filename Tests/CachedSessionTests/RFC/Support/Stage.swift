import CacheStore
import CachedSession
import FoundationEssentials
import HTTPCaching
import HTTPTransport
import HTTPTypes
import Testing

/// A session of one kind on a store in memory, with a scripted origin and a clock that the row moves.
struct Stage {
  let clock = TestClock()
  let origin: ScriptedTransport
  let session: CachedSession

  /// Whose cache it is.
  enum Kind: String, Sendable, CaseIterable {
    case `private`, shared
  }

  init(_ kind: Kind, change: (inout CachePolicy) -> Void = { _ in }) {
    var policy = kind == .shared ? CachePolicy.shared : CachePolicy.private
    change(&policy)
    var configuration = SessionConfiguration(policy: policy)
    configuration.defaultFields = [:]
    configuration.redirectLimit = 0
    let clock = clock
    origin = ScriptedTransport { clock.now }
    session = CachedSession(
      store: MemoryStore(), transport: origin, configuration: configuration, now: { clock.now })
  }

  func ask(
    _ path: String = "/a", _ method: HTTPRequest.Method = .get, _ lines: [String] = []
  ) async throws -> (text: String, response: CachedResponse) {
    let request = try #require(
      HTTPRequest(
        method: method, url: "http://example.com" + path, headerFields: HTTPFields(lines: lines)))
    // As a stream, which is how a proxy reads.
    let (stream, response) = try await session.bytes(for: request)
    return (String(decoding: try await stream.collect(), as: UTF8.self), response)
  }
}

/// A line with the date that many seconds after the rows begin.
func at(_ seconds: TimeInterval, _ name: String) -> String {
  "\(name): \(HTTPDate.format(TestClock.start.addingTimeInterval(seconds)))"
}
