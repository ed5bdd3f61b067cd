public import FoundationEssentials
public import HTTPCaching
public import HTTPTransport
public import HTTPTypes

/// How a session behaves. May be changed while the session runs; each request reads it once.
public struct SessionConfiguration: Sendable {
  /// What may be stored, for how long, and when it may answer. Default: RFC 9111 for a private cache.
  public var policy: CachePolicy

  /// Whether the store is used at all: false has each request pass it by, unread and unwritten.
  /// `CachedSession.cacheDisabled` does so for some requests alone. Default: true.
  public var usesCache = true

  /// Time limits and buffer sizes of transfers.
  public var transport = TransportOptions()

  /// Fields added to each request that doesn't have them. Default: `User-Agent: larder` and
  /// `Accept: */*`.
  public var defaultFields: HTTPFields

  /// Redirects followed for one request before it fails; 0 follows none and returns the redirect
  /// itself. Default: 20.
  public var redirectLimit = 20

  /// Has the last word on what is stored and served: false keeps a response out of the store, and a
  /// stored one from being used. Default: nil, no filter.
  public var filter: (@Sendable (HTTPRequest, HTTPResponse) -> Bool)?

  /// Makes the key of a request, and what went into it, from the request and its content. Two requests with
  /// one key share an answer, so it has to tell apart what differs. Default: nil, `CacheKey.make`, or in a
  /// session on a cache of requests-cache the keys of that. Such keys follow `policy.ignoredParameters` and
  /// `policy.matchedFields` only as far as the function does; where it returns nil, `CacheKey.make` stands in.
  public var keyFunction: KeyFunction?

  /// Makes keys.
  public typealias KeyFunction =
    @Sendable (HTTPRequest, Data?) -> (key: CacheKey, parts: CacheKeyParts)?

  /// Whether requests wait for a transfer under way for the same key although it is read as a stream, for a
  /// second at most: its reader sets the pace. Default: false; for a session whose readers are many and know
  /// nothing of each other.
  public var sharesStreams = false

  /// Is told each answer before the client has it: hits, misses and the redirects on the way.
  /// `CachedResponse.isFromCache` tells which it was. Revalidations in the background, for which nobody
  /// waits, are not among them. Default: nil, nobody is told.
  public var responseHook: ResponseHook?

  /// Is told of an answer; the client waits until it returns.
  public typealias ResponseHook = @Sendable (CachedResponse) async -> Void

  /// What the session calls itself in the browser's live pane. Default: empty.
  public var name = ""

  /// The defaults above with that policy.
  public init(policy: CachePolicy = CachePolicy()) {
    self.policy = policy
    defaultFields = [.userAgent: "larder", .accept: "*/*"]
  }
}

extension SessionConfiguration {
  /// The same with that key function where it has none.
  func with(keyFunction function: KeyFunction?) -> SessionConfiguration {
    var configuration = self
    configuration.keyFunction = keyFunction ?? function
    return configuration
  }

  /// The key of a request that has all its fields, and what went into it, without what is ignored.
  func key(of request: HTTPRequest, body: Data?) -> (key: CacheKey, parts: CacheKeyParts) {
    if let (key, parts) = keyFunction?(request, body) { return (key, policy.redacted(parts)) }
    let made = CacheKey.make(request, body: body, policy: policy)
    guard !transport.decodesContent else { return made }
    // A body with its codings on is no answer where they are undone, nor the other way round.
    var parts = made.parts
    parts.matchedFields.append(.init(name: "content-encoding", value: "as sent"))
    parts.matchedFields.sort { $0.name < $1.name }
    return (CacheKey(parts), parts)
  }
}

/// What one request asks for beyond the session's settings.
public struct RequestOptions: Sendable, Hashable {
  /// When the response expires, if its own fields don't say; nil, the default, for the session's rules.
  public var expireAfter: Expiration?

  /// Whether to validate a stored response even when it is fresh, as if the request had
  /// `Cache-Control: max-age=0`. Default: false.
  public var refresh = false

  /// Whether to fetch anew whatever is stored, as if the request had `Cache-Control: no-cache` and
  /// nothing were stored. Default: false.
  public var forceRefresh = false

  /// Whether to answer from the store or with 504, never from the origin (RFC 9111 section 5.2.1.7).
  /// Default: false.
  public var onlyIfCached = false

  /// Seconds without a byte in either direction after which the transfer fails; nil, the default, for
  /// the session's `transport.idleTimeout`.
  public var idleTimeout: TimeInterval?

  /// The defaults above.
  public init() {}
}
