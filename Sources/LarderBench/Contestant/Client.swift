import FoundationEssentials
import Larder

/// larder as its users have it: a session with all defaults on a cache file.
struct Client: Sendable {
  /// An answer of the session.
  struct Answer {
    let body: Data
    let isFromCache: Bool

    /// Whether the first line of the body is that text.
    func begins(with line: String) -> Bool { body.starts(with: (line + "\n").utf8) }
  }

  private let session: CachedSession

  /// A session that opens or makes the cache at its first request.
  init(
    cache: String, format: CacheFormat = .larder, now: @escaping @Sendable () -> Date = { Date() }
  ) {
    switch format {
    case .larder: session = CachedSession(path: cache, now: now)
    case .requestsCache:
      session = CachedSession(
        store: .requestsCache(cache), configuration: SessionConfiguration(policy: .requestsCache),
        now: now)
    }
  }

  /// One request, complete with its body in memory.
  func get(_ url: String) async throws -> Answer {
    let (body, response) = try await session.data(from: url)
    return Answer(body: body, isFromCache: response.isFromCache)
  }

  /// Ends the session in order.
  func close() async { await session.close() }
}
