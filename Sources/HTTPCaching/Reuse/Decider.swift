import FoundationEssentials
import HTTPTypes

/// The rules of RFC 9111 section 4 over one selected response, in their order.
struct Decider {
  let request: HTTPRequest
  let candidates: [StoredResponse]
  let selected: Int
  let freshness: Freshness
  let asks: RequestFacts
  let policy: CachePolicy
  let now: Date
  private var reasons: [Reason] = []
  private var demand = Demand.none
  private var remaining: TimeInterval

  private var onlyIfCached: Reason.Rule? { asks.onlyIfCached(policy) }

  /// How strongly something asks for the origin.
  private enum Demand: Int, Comparable {
    /// Nothing does.
    case none
    /// Validation; where `stale-if-error` allows it, an error may be bridged.
    case validation
    /// Validation that the client insists on: an error may be bridged only where it says so itself.
    case strictValidation
    /// A new download.
    case refetch

    static func < (left: Demand, right: Demand) -> Bool { left.rawValue < right.rawValue }
  }

  init(
    request: HTTPRequest, candidates: [StoredResponse], selected: Int, freshness: Freshness,
    asks: RequestFacts, policy: CachePolicy, now: Date
  ) {
    self.request = request
    self.candidates = candidates
    self.selected = selected
    self.freshness = freshness
    self.asks = asks
    self.policy = policy
    self.now = now
    remaining = freshness.remaining(at: now)
  }

  /// Looks at everything that may forbid to answer without the origin.
  mutating func collectDemands(perRequest: Expiration?, purpose: Exchange.Purpose) {
    if purpose == .refetch { require(.refetch, Reason(.askedToRefetch)) }
    if purpose == .revalidate { require(.strictValidation, Reason(.askedToRevalidate)) }
    // 5.2.1.4, 5.4
    if let rule = asks.noCache { require(.strictValidation, Reason(rule)) }
    // 5.2.2.4
    if freshness.requiresValidation { require(.validation, Reason(.noCache)) }
    if policy.alwaysRevalidate { require(.validation, Reason(.alwaysRevalidate)) }
    if perRequest == .immediately { require(.validation, Reason(.expireImmediately)) }
    collectAgeLimits()
  }

  /// The limits that the request sets to age and freshness.
  private mutating func collectAgeLimits() {
    let age = freshness.age(at: now)
    // 5.2.1.1
    if let limit = asks.control.maxAge, age > limit {
      // RFC 8246 section 2: a reload (max-age=0) does not ask about what is immutable and fresh.
      if limit == 0, freshness.isImmutable, remaining > 0 {
        reasons.append(Reason(.immutable))
      } else {
        require(.validation, Reason(.requestMaxAge, seconds: limit))
      }
    }
    // 5.2.1.3
    if let minimum = asks.control.minFresh, remaining < minimum {
      require(.validation, Reason(.minFresh, seconds: minimum))
    }
  }

  private mutating func require(_ demand: Demand, _ reason: Reason) {
    self.demand = max(self.demand, demand)
    reasons.append(reason)
  }

  mutating func decision() -> ReuseDecision {
    // 4.2
    if demand == .none, remaining > 0 { return useFresh() }
    if demand == .none, let decision = useStale() { return decision }
    if let rule = onlyIfCached { return onlyFromCache(rule) }
    return askOrigin()
  }

  private mutating func useFresh() -> ReuseDecision {
    reasons.append(
      remaining.isFinite ? Reason(.fresh, seconds: remaining) : Reason(.neverExpires))
    return decision(.useStored(selected))
  }

  /// 4.2.4: a stale response may answer where the request or the response allows it.
  private mutating func useStale() -> ReuseDecision? {
    let staleness = -remaining
    reasons.append(Reason(.stale, seconds: staleness))
    if let obstacle = freshness.staleObstacle {
      reasons.append(Reason(obstacle.rule))
      return nil
    }
    // 5.2.1.2
    if let limit = asks.control.maxStale, staleness <= limit {
      reasons.append(Reason(.staleAllowedByRequest, seconds: limit))
      return decision(.useStored(selected))
    }
    // RFC 5861 section 3
    guard staleness < freshness.staleWhileRevalidate else { return nil }
    reasons.append(Reason(.staleWhileRevalidate, seconds: freshness.staleWhileRevalidate))
    let mayAsk = onlyIfCached == nil
    return decision(mayAsk ? .useWhileRevalidating(selected) : .useStored(selected))
  }

  /// 5.2.1.7: nothing may be sent, which is as good as being disconnected (4.2.4).
  private mutating func onlyFromCache(_ rule: Reason.Rule) -> ReuseDecision {
    reasons.append(Reason(rule))
    guard demand == .none, -remaining < freshness.staleIfError else {
      return decision(.unsatisfiable)
    }
    reasons.append(Reason(.disconnected))
    return decision(.useStored(selected))
  }

  private mutating func askOrigin() -> ReuseDecision {
    if remaining <= 0, !reasons.contains(where: { $0.rule == .stale }) {
      reasons.append(Reason(.stale, seconds: -remaining))
    }
    let forward: CacheStatus.ForwardReason = demand == .none || remaining <= 0 ? .stale : .request
    guard demand != .refetch else { return decision(.forward(.request), forward: .request) }
    // 4.3.2: the client's own condition goes to the origin as it is.
    if asks.hasCondition {
      reasons.append(Reason(.conditionalOfClient))
      return decision(.forward(forward), forward: forward)
    }
    guard
      let conditional = Validation.conditionalRequest(
        for: request, selected: selected, among: candidates, policy: policy)
    else {
      reasons.append(Reason(.noValidator))
      return decision(.forward(forward), forward: forward)
    }
    return decision(.validate(selected, conditional), forward: forward)
  }

  private func decision(
    _ kind: ReuseDecision.Kind, forward: CacheStatus.ForwardReason? = nil
  ) -> ReuseDecision {
    ReuseDecision(
      kind: kind, reasons: reasons, selected: selected, freshness: freshness, forward: forward,
      errorWindow: errorWindow)
  }

  /// RFC 5861 section 4: the directive may stand in the request too.
  private var errorWindow: TimeInterval {
    guard !freshness.forbidsStale else { return 0 }
    let asked = asks.control.staleIfError ?? 0
    return demand < .strictValidation ? max(asked, freshness.staleIfError) : asked
  }
}
