public import FoundationEssentials
public import HTTPTypes

/// One request's way through the cache, as a value: events in, actions out. Whoever runs it performs the
/// actions and reports what came of them; all that is known about HTTP is decided here.
///
/// The flows, and the actions of each:
///
/// 1. Miss: `lookUp`, nothing found; `send`; the head comes; `store` (if allowed) and `deliver`.
/// 2. Fresh hit: `lookUp`, found; `answer`.
/// 3. Stale, and not modified: `lookUp`, found; `send` with conditions; a 304 comes; `freshen` and `answer`.
/// 4. Stale, and changed: as 3, but a full response comes; `store` and `deliver`.
/// 5. Stale-while-revalidate: `lookUp`, found; `answer` and `refresh`.
/// 6. Stale-if-error: as 3, but the transfer fails or a 500, 502, 503 or 504 comes; `answer`, and
///    `abandonTransfer` where there is something to abandon.
/// 7. Only-if-cached: `lookUp`, nothing usable; `answerGatewayTimeout`.
/// 8. Unsafe method: `send`; the head comes; `invalidate` (unless it is an error) and `deliver`.
///
/// A request for a part goes the same ways: where they say `answer`, it is `answerPart` from the whole, or
/// the part, that is stored. A part that the origin sends is stored as such, joined with the stored part of
/// the same representation (`surround`); a request for the whole, or for a part that begins or ends in a stored
/// one, asks for what that lacks, and gets both (`complete`; RFC 9111 sections 3.3 and 3.4).
///
/// An event that the flow does not wait for is ignored: it yields no action.
public struct Exchange: Sendable {
  /// The request as the client made it.
  public let request: HTTPRequest
  /// What is decided with.
  public let policy: CachePolicy
  /// The `expireAfter` given with the request.
  public let perRequest: Expiration?
  /// Why it is run.
  public let purpose: Purpose
  /// How the cache handled it, in the words of RFC 9211; complete once an answer was given.
  public internal(set) var status = CacheStatus()
  /// What became of it; nil until an answer was given.
  public internal(set) var outcome: CacheOutcome?
  /// Why, in order.
  public internal(set) var reasons: [Reason] = []

  /// Whether other requests for the same key may wait for this one's transfer, and this one for theirs: not
  /// where it asks for a part, which answers nobody else.
  public var mayShareTransfer: Bool { !facts.hasRange }

  /// The stored response that answers as a 304 has renewed it, whether or not the store may take it; nil
  /// without a 304.
  public internal(set) var renewed: StoredResponse?

  /// The freshness of the response that is to be stored, or else of the stored one that the exchange decided
  /// about, as it was found; nil without either.
  public var freshness: Freshness? { newFreshness ?? decision?.freshness }

  let facts: RequestFacts
  var phase = Phase.new
  var candidates: [StoredResponse] = []
  var sizes: [Int64?] = []
  var decision: ReuseDecision?
  var newFreshness: Freshness?
  /// Whether what comes may be stored: not for what passes the cache by, nor after a fault of the store.
  var mayStore = true

  /// What the exchange waits for.
  enum Phase: Sendable, Equatable {
    case new
    case lookingUp
    case waiting(Question)
    case done
  }

  /// What was sent.
  enum Question: Sendable, Equatable {
    /// The request of one that passes the cache by.
    case bypass
    /// The client's request as it is.
    case plain
    /// The request with the cache's own conditions, about that candidate.
    case conditional(Int)
    /// The request for what that candidate, a part, lacks of those bytes.
    case rest(Int, of: Range<Int64>)
  }

  /// An exchange for that request.
  ///
  /// - Parameters:
  ///   - perRequest: an `expireAfter` for this request alone, before all but what is set by hand and, where
  ///     the policy uses them, the response's fields. `.immediately` also validates what is stored, and
  ///     `.doNotCache` passes the cache by.
  ///   - purpose: `revalidate` and `refetch` still yield the actions that answer a client; who has none
  ///     skips them.
  public init(
    request: HTTPRequest, policy: CachePolicy, perRequest: Expiration? = nil,
    purpose: Purpose = .answer
  ) {
    self.request = request
    facts = RequestFacts(request.headerFields)
    self.policy = policy
    self.perRequest = perRequest
    self.purpose = purpose
  }

  /// Takes an event and says what to do.
  ///
  /// - Parameter now: the time by the cache's clock.
  public mutating func handle(_ event: Event, now: Date) -> [Action] {
    switch (phase, event) {
    case (.new, .start): return start()
    case (.lookingUp, .found(let stored, let sizes)):
      self.sizes = sizes
      return found(stored, now: now)
    case (.lookingUp, .lookupFailed): return lookupFailed()
    case (.waiting(let question), .responseHead(let head, let requestTime, let responseTime)):
      guard StatusRules.isFinal(head.status) else { return [] }
      status.forwardStatus = head.status.code
      let arrival = Arrival(head: head, requestTime: requestTime, responseTime: responseTime)
      phase = .done
      return received(arrival, to: question, now: now)
    case (.waiting, .transferFailed):
      phase = .done
      return transferFailed(now: now)
    default: return []
    }
  }
}

/// A response head that came from the origin.
struct Arrival {
  var head: HTTPResponse
  var requestTime: Date
  var responseTime: Date
}
