public import FoundationEssentials
public import HTTPTypes

/// What a cache does with a request, given what is stored, and why.
public struct ReuseDecision: Sendable, Hashable {
  /// What to do. The index is that of a candidate.
  public enum Kind: Sendable, Hashable {
    /// Answer from the candidate without contact with the origin; it may be stale where that is allowed.
    case useStored(Int)
    /// Answer from the candidate, and validate it in the background (RFC 5861 section 3).
    case useWhileRevalidating(Int)
    /// Ask the origin with this conditional request whether the candidate still holds.
    case validate(Int, HTTPRequest)
    /// Send the request as it is.
    case forward(CacheStatus.ForwardReason)
    /// Answer 504: only the cache may answer, and it can't (RFC 9111 section 5.2.1.7).
    case unsatisfiable
  }

  /// What to do.
  public var kind: Kind
  /// Why, in the order in which the rules were looked at.
  public var reasons: [Reason]
  /// The stored response that the request selects (RFC 9111 section 4.1), used or not.
  public var selected: Int?
  /// The freshness of the selected response.
  public var freshness: Freshness?
  /// In the words of RFC 9211, why a validating or forwarded request goes out.
  public var forward: CacheStatus.ForwardReason?
  /// Seconds past its lifetime for which the selected response may stand in when the origin fails (RFC
  /// 5861 section 4); 0 when it may not.
  public var errorWindow: TimeInterval = 0
}
