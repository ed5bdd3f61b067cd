public import FoundationEssentials
public import HTTPTypes

/// One request's way through the cache, as a value: events in, actions out.
public struct Exchange: Sendable {
  /// The request as the client made it.
  public let request: HTTPRequest
  /// How the cache handled it, in the words of RFC 9211; complete once an answer was given.
  public internal(set) var status = CacheStatus()
  /// What became of it; nil until an answer was given.
  public internal(set) var outcome: CacheOutcome?
  /// Why, in order.
  public internal(set) var reasons: [Reason] = []

  /// An exchange for that request.
  public init(
    request: HTTPRequest, policy: CachePolicy, perRequest: Expiration? = nil,
    purpose: Purpose = .answer
  ) {
    self.request = request
  }

  /// Takes an event and says what to do.
  ///
  /// - Parameter now: the time by the cache's clock.
  public mutating func handle(_ event: Event, now: Date) -> [Action] { [] }
}
