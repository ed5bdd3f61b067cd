public import FoundationEssentials

/// The source of a freshness lifetime; the raw value is the word that the list, the filter language
/// (`why:`) and JSON use.
public enum LifetimeRule: String, Sendable, Hashable, CaseIterable, Codable {
  /// An expiry set by hand.
  case manual
  /// `Cache-Control: immutable` (RFC 8246) on an explicit lifetime.
  case immutable
  /// `s-maxage` (RFC 9111 section 5.2.2.10); a private cache ignores it.
  case sharedMaxAge = "s-maxage"
  /// `max-age` of the response (RFC 9111 section 5.2.2.1).
  case maxAge = "max-age"
  /// `Expires` minus `Date` (RFC 9111 section 5.3).
  case expires
  /// `expireAfter` given with the request.
  case perRequest = "per-request"
  /// A URL pattern of the session.
  case urlRule = "url-rule"
  /// The session's default.
  case session
  /// A fraction of the time since `Last-Modified` (RFC 9111 section 4.2.2).
  case heuristic
  /// `no-cache`: stored, and validated before each use (RFC 9111 section 5.2.2.4).
  case noCache = "no-cache"
  /// Nothing grants a lifetime: stale on arrival.
  case none
}

/// What a stored response is at a given moment, seen by a request without directives of its own.
public enum FreshnessState: String, Sendable, Hashable, CaseIterable, Codable {
  /// Answers without contact with the origin.
  case fresh
  /// Never becomes stale, or is immutable while fresh.
  case neverExpires = "never"
  /// Stale, and may be served while it is revalidated (RFC 5861 section 3).
  case staleWhileRevalidate = "swr"
  /// Stale.
  case stale
  /// Validated before every use: `no-cache`, or a lifetime of zero.
  case mustValidate = "validate"
}

/// When a stored response changes its state: all that a list needs to tell states at any moment without
/// reading heads again. It is a pure function of a `StoredResponse`, so a store may index it.
public struct FreshnessTimeline: Sendable, Hashable {
  /// The first moment at which it is stale; nil when it never expires.
  public var freshUntil: Date?
  /// The end of its `stale-while-revalidate` window; nil without one.
  public var staleWhileRevalidateUntil: Date?
  /// The end of its `stale-if-error` window; nil without one.
  public var staleIfErrorUntil: Date?
  /// Whether it has to be validated before every use, however fresh.
  public var mustValidate: Bool
  /// Whether it is `immutable`: fresh, and not to be revalidated on reload.
  public var isImmutable: Bool
  /// The source of the lifetime.
  public var rule: LifetimeRule

  /// Makes a timeline from its parts.
  public init(
    freshUntil: Date?, staleWhileRevalidateUntil: Date? = nil, staleIfErrorUntil: Date? = nil,
    mustValidate: Bool = false, isImmutable: Bool = false, rule: LifetimeRule
  ) {
    self.freshUntil = freshUntil
    self.staleWhileRevalidateUntil = staleWhileRevalidateUntil
    self.staleIfErrorUntil = staleIfErrorUntil
    self.mustValidate = mustValidate
    self.isImmutable = isImmutable
    self.rule = rule
  }

  /// The state at that moment.
  public func state(at now: Date) -> FreshnessState {
    if mustValidate { return .mustValidate }
    guard let freshUntil else { return .neverExpires }
    if now < freshUntil { return isImmutable ? .neverExpires : .fresh }
    if let end = staleWhileRevalidateUntil, now < end { return .staleWhileRevalidate }
    return .stale
  }
}
