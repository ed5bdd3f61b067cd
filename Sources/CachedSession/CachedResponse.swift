public import CacheStore
public import FoundationEssentials
public import HTTPCaching
public import HTTPTypes

/// A response with its provenance: where it came from, and why.
public struct CachedResponse: Sendable {
  /// Status and fields, with `Age` when it came from the store (RFC 9111 section 5.1).
  public var head: HTTPResponse
  /// The URL that answered, after redirects.
  public var url: String
  /// How the cache handled the request (RFC 9211).
  public var cacheStatus: CacheStatus
  /// What became of the request, in one word.
  public var outcome: CacheOutcome
  /// The rules that led there, in the order they were applied.
  public var reasons: [Reason]
  /// The protocol in which the origin sent it, such as `HTTP/2`; nil for what came from the store.
  public var protocolVersion: String?
  /// Seconds of waiting that the store has saved: what the origin took for the stored response, less what
  /// this answer took; 0 for what came from the origin.
  public var secondsSaved: TimeInterval = 0
  /// The primary cache key; nil for requests that no cache may answer.
  public var key: CacheKey?
  /// The entry that answered or was stored; nil when nothing is stored.
  public var entry: EntryReference?
  /// When the entry first came into the cache.
  public var created: Date?
  /// When it becomes stale; nil when it never does, or isn't stored.
  public var expires: Date?
  /// The redirects that led here, oldest first, each with its own provenance. Those that a store has in one
  /// entry with what they led to are hits of that entry.
  public var history: [CachedResponse]
  /// What was wrong with the store; the answer is right all the same. Nil when nothing was.
  public var storeFault: StoreError?

  /// Whether the body came from the store.
  public var isFromCache: Bool { outcome.isServedFromStore }

  /// Whether the origin confirmed the stored response with a 304 just now.
  public var isRevalidated: Bool { outcome == .revalidated }

  /// Whether the answer is past its freshness lifetime.
  public var isStale: Bool { outcome == .staleServed }

  /// Seconds from `now` until the stored response is stale, negative since; nil when it never is, or
  /// nothing is stored.
  public func timeToLive(at now: Date = Date()) -> TimeInterval? {
    expires?.timeIntervalSince(now)
  }

  /// Whether the stored response is past its freshness lifetime at that moment; false without one.
  public func isExpired(at now: Date = Date()) -> Bool {
    timeToLive(at: now).map { $0 <= 0 } ?? false
  }

  /// Whether the entry came into the cache more than `age` seconds before `now`; false without one.
  public func isOlder(than age: TimeInterval, at now: Date = Date()) -> Bool {
    created.map { now.timeIntervalSince($0) > age } ?? false
  }
}

extension CachedResponse: CustomStringConvertible {
  /// The status, where the answer came from and its URL in a line: `200 hit https://example.com/`.
  public var description: String { "\(head.status.code) \(outcome.rawValue) \(url)" }
}
