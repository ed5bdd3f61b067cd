public import FoundationEssentials

/// The freshness of a stored response (RFC 9111 section 4.2), worked out once from its head, times and
/// settings, without a clock: what `now` is decides only comparisons.
///
/// This is the scalar core that the cache decides with on every hit, and the same that
/// `FreshnessReport` explains.
public struct Freshness: Sendable, Hashable {
  /// The source of the lifetime.
  public var rule: LifetimeRule
  /// Seconds of freshness; infinite when it never expires.
  public var lifetime: TimeInterval
  /// What the lifetime counts from.
  public var basis: Basis
  /// When the response was generated at the origin by the cache's clock: `response_time` less
  /// `corrected_initial_age` (RFC 9111 section 4.2.3).
  public var generated: Date
  /// When it arrived.
  public var responseTime: Date
  /// Whether it has to be validated before each use: `no-cache` (RFC 9111 section 5.2.2.4).
  public var requiresValidation: Bool
  /// What forbids to serve it stale; nil when nothing does (RFC 9111 section 4.2.4).
  public var staleObstacle: StaleObstacle?
  /// Whether it is `immutable` (RFC 8246).
  public var isImmutable: Bool
  /// Seconds past its lifetime in which it may be served while it is revalidated; 0 for none.
  public var staleWhileRevalidate: TimeInterval
  /// Seconds past its lifetime in which it may be served on an error; 0 for none.
  public var staleIfError: TimeInterval
  /// Fields to leave out of an answer that was not validated: the qualified form of `no-cache`.
  public var fieldsToWithhold: [String]

  /// A directive that forbids to serve a response stale (RFC 9111 section 4.2.4); the raw value is its name.
  public enum StaleObstacle: String, Sendable, Hashable, Codable {
    /// `no-cache` (section 5.2.2.4).
    case noCache = "no-cache"
    /// `must-revalidate` (section 5.2.2.2).
    case mustRevalidate = "must-revalidate"
    /// `proxy-revalidate`, in a shared cache (section 5.2.2.8).
    case proxyRevalidate = "proxy-revalidate"
    /// `s-maxage`, in a shared cache (section 5.2.2.10).
    case sharedMaxAge = "s-maxage"
  }

  /// What a lifetime counts from.
  public enum Basis: String, Sendable, Hashable, Codable {
    /// Compared with `current_age`: lifetimes of response fields.
    case age
    /// Compared with `resident_time`: a setting's seconds count from the response's arrival.
    case residentTime = "resident-time"
    /// A date that a setting names.
    case date
  }

  /// Whether it must not be served stale (RFC 9111 section 4.2.4).
  public var forbidsStale: Bool { staleObstacle != nil }

  /// The first moment at which it is stale; nil when it never expires.
  public var freshUntil: Date? {
    guard lifetime.isFinite else { return nil }
    return (basis == .age ? generated : responseTime).addingTimeInterval(lifetime)
  }

  /// Seconds of freshness left at that moment; zero or negative when stale, infinite if never.
  public func remaining(at now: Date) -> TimeInterval {
    freshUntil?.timeIntervalSince(now) ?? .infinity
  }

  /// The current age (RFC 9111 section 4.2.3).
  public func age(at now: Date) -> TimeInterval {
    max(now, responseTime).timeIntervalSince(generated)
  }
}
