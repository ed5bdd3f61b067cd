public import FoundationEssentials
public import HTTPTypes

extension ReuseDecision {
  /// Decides what to do with a request (RFC 9111 section 4).
  ///
  /// - Parameters:
  ///   - candidates: what is stored under the request's key: all variants, for HEAD also those of GET.
  ///   - perRequest: the `expireAfter` given with the request; `.immediately` asks for validation.
  ///   - purpose: whether to answer, to validate in any case, or to download anew.
  public static func decide(
    _ request: HTTPRequest, candidates: [StoredResponse], policy: CachePolicy,
    perRequest: Expiration? = nil, purpose: Exchange.Purpose = .answer, now: Date
  ) -> ReuseDecision {
    decide(
      request, RequestFacts(request.headerFields), candidates: candidates, policy: policy,
      perRequest: perRequest, purpose: purpose, now: now)
  }

  /// The same for a request whose fields were read already.
  static func decide(
    _ request: HTTPRequest, _ facts: RequestFacts, candidates: [StoredResponse],
    policy: CachePolicy, perRequest: Expiration?, purpose: Exchange.Purpose, now: Date
  ) -> ReuseDecision {
    let onlyIfCached = facts.onlyIfCached(policy)
    let (selected, obstacle) = Variance.select(request, among: candidates, policy: policy)
    guard let selected else {
      return .missing(obstacle, onlyIfCached)
    }
    let freshness = Freshness(candidates[selected], policy: policy)
    var decider = Decider(
      request: request, candidates: candidates, selected: selected, freshness: freshness,
      asks: facts, policy: policy, now: now)
    decider.collectDemands(perRequest: perRequest, purpose: purpose)
    return decider.decision()
  }

  /// Nothing to answer from.
  private static func missing(
    _ obstacle: Reason.Rule, _ onlyIfCached: Reason.Rule?
  ) -> ReuseDecision {
    var reasons = [Reason(obstacle)]
    if let rule = onlyIfCached {
      reasons.append(Reason(rule))
      return ReuseDecision(kind: .unsatisfiable, reasons: reasons)
    }
    let forward: CacheStatus.ForwardReason =
      switch obstacle {
      case .nothingStored, .storedForOneUser: .uriMiss
      case .otherPart: .partial
      default: .varyMiss
      }
    return ReuseDecision(kind: .forward(forward), reasons: reasons, forward: forward)
  }
}
