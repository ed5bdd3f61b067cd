public import FoundationEssentials

/// When a response expires if a setting decides instead of the response's own fields.
///
/// The words are those of requests-cache: `NEVER_EXPIRE`, `EXPIRE_IMMEDIATELY`, `DO_NOT_CACHE`,
/// seconds, or a date.
public enum Expiration: Sendable, Hashable, Codable {
  /// Fresh for ever.
  case never
  /// Stored where it has a validator or may be served stale, and stale at once: every use validates it
  /// first.
  case immediately
  /// Neither stored nor answered from the cache.
  case doNotCache
  /// Fresh for that many seconds from the moment the response arrived; a negative number is stale, by as
  /// many seconds, on arrival.
  case after(TimeInterval)
  /// Fresh until that moment.
  case at(Date)
}

/// What the session's settings say about one response's freshness. It is stored with the response, so
/// that whoever opens the cache later works out the same lifetime without knowing those settings.
public struct FreshnessSettings: Sendable, Hashable, Codable {
  /// Whether the response's own fields (`Cache-Control`, `Expires`) count. Default: true.
  public var usesResponseFields = true

  /// An expiry set by hand, with the moment it was set. It beats every other source.
  public var manual: Manual?

  /// The `expireAfter` given with the request.
  public var perRequest: Expiration?

  /// The first URL pattern that matched, if any did.
  public var urlRule: MatchedRule?

  /// The session's default `expireAfter`.
  public var session: Expiration?

  /// The field of the stored entry that `session` was read from, such as `expires`, in caches that keep an
  /// expiry and not the settings it came from. Default: nil, `session` is the setting.
  public var expiryField: String?

  /// The fraction of `Date - Last-Modified` that heuristic freshness grants. Default 0.1, the typical
  /// setting that RFC 9111 section 4.2.2 names; 0 turns heuristics off.
  public var heuristicFraction: Double = 0.1

  /// The longest lifetime in seconds that a heuristic may grant. Default: one week.
  public var heuristicLimit: TimeInterval = 7 * 86_400

  /// Seconds past its lifetime for which a stale response may be served while it is revalidated, where
  /// the response has no `stale-while-revalidate` of its own (RFC 5861 section 3). Default: nil, none.
  public var staleWhileRevalidate: TimeInterval?

  /// Seconds past its lifetime for which a stale response may be served on an error, where the response
  /// has no `stale-if-error` of its own (RFC 5861 section 4). Default: nil, none.
  public var staleIfError: TimeInterval?

  /// Whether a shared cache stored it (RFC 9111 section 1): then `s-maxage` and `proxy-revalidate` count,
  /// whoever opens the cache. Default: false.
  public var isShared = false

  /// The targeted fields of that shared cache (RFC 9213 section 2.2), names in lower case, the strongest
  /// first. Default: none.
  public var targetedFields: [String] = []

  /// RFC 9111 without overrides.
  public init() {}

  /// An expiry that a person set in the browser or on the command line.
  public struct Manual: Sendable, Hashable, Codable {
    /// What was set; `after` counts from `setAt`.
    public var expiration: Expiration
    /// When it was set.
    public var setAt: Date

    /// An expiry set at that moment.
    public init(_ expiration: Expiration, setAt: Date) {
      self.expiration = expiration
      self.setAt = setAt
    }
  }

  /// The URL pattern that applied to a request.
  public struct MatchedRule: Sendable, Hashable, Codable {
    /// The pattern as the user wrote it.
    public var pattern: String
    /// Its position in the session's list, counted from 0.
    public var index: Int
    /// What it asks for.
    public var expiration: Expiration

    /// A rule that matched.
    public init(pattern: String, index: Int, expiration: Expiration) {
      self.pattern = pattern
      self.index = index
      self.expiration = expiration
    }
  }
}
