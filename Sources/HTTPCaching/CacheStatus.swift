public import FoundationEssentials

/// How a cache handled one request, in the words of RFC 9211.
public struct CacheStatus: Sendable, Hashable {
  /// Why a request went forward to the origin (RFC 9211 section 2.2).
  public enum ForwardReason: String, Sendable, Hashable, CaseIterable, Codable {
    /// The settings asked to pass the cache by.
    case bypass
    /// The method's semantics require the origin.
    case method
    /// Nothing is stored under this URL and method.
    case uriMiss = "uri-miss"
    /// Something is stored, but no variant matches (`Vary`).
    case varyMiss = "vary-miss"
    /// Nothing usable, without telling URL and variant apart.
    case miss
    /// A directive of the request demanded it.
    case request
    /// A matching response is stored, but stale.
    case stale
    /// Part of the representation is stored.
    case partial
  }

  /// Whether a stored response answered without contact with the origin.
  public var isHit: Bool
  /// Why it went forward; nil for a hit.
  public var forward: ForwardReason?
  /// The status of the origin's answer, where it differs from the one served or is of interest.
  public var forwardStatus: Int?
  /// Seconds of freshness left; negative when stale.
  public var timeToLive: TimeInterval?
  /// Whether the forwarded response was stored.
  public var isStored: Bool
  /// Whether it shared another request's transfer.
  public var isCollapsed: Bool
  /// A word about anything else, such as a fault of the store.
  public var detail: String?

  /// Makes a status from its parts.
  public init(
    isHit: Bool = false, forward: ForwardReason? = nil, forwardStatus: Int? = nil,
    timeToLive: TimeInterval? = nil, isStored: Bool = false, isCollapsed: Bool = false,
    detail: String? = nil
  ) {
    self.isHit = isHit
    self.forward = forward
    self.forwardStatus = forwardStatus
    self.timeToLive = timeToLive
    self.isStored = isStored
    self.isCollapsed = isCollapsed
    self.detail = detail
  }
}
