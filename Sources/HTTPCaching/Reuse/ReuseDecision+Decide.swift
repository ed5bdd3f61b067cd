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
    let directives = RequestDirectives(request, policy)
    let (selected, obstacle) = Variance.select(request, among: candidates)
    guard let selected else {
      return .missing(obstacle, directives)
    }
    let freshness = Freshness(candidates[selected], policy: policy)
    var decider = Decider(
      request: request, candidates: candidates, selected: selected, freshness: freshness,
      directives: directives, now: now)
    decider.collectDemands(policy: policy, perRequest: perRequest, purpose: purpose)
    return decider.decision()
  }

  /// Nothing to answer from.
  private static func missing(
    _ obstacle: Reason.Rule, _ directives: RequestDirectives
  ) -> ReuseDecision {
    var reasons = [Reason(obstacle)]
    if let rule = directives.onlyIfCached {
      reasons.append(Reason(rule))
      return ReuseDecision(kind: .unsatisfiable, reasons: reasons)
    }
    let forward: CacheStatus.ForwardReason = obstacle == .nothingStored ? .uriMiss : .varyMiss
    return ReuseDecision(kind: .forward(forward), reasons: reasons, forward: forward)
  }
}

/// What the request itself asks of the cache.
struct RequestDirectives {
  let control: CacheControl
  /// Why only the cache may answer; nil when the origin may too.
  let onlyIfCached: Reason.Rule?
  /// Why the stored response must be validated; nil when the request doesn't ask for it.
  let noCache: Reason.Rule?

  init(_ request: HTTPRequest, _ policy: CachePolicy) {
    control = CacheControl(request.headerFields)
    onlyIfCached =
      policy.onlyIfCached
      ? .onlyIfCachedSetting : control.has(.onlyIfCached) ? .onlyIfCached : nil
    noCache = Self.noCache(request, control)
  }

  private static func noCache(_ request: HTTPRequest, _ control: CacheControl) -> Reason.Rule? {
    if control.has(.noCache) { return .requestNoCache }
    // RFC 9111 section 5.4: Pragma counts where there is no Cache-Control.
    guard !request.headerFields.contains(.cacheControl) else { return nil }
    let pragma = request.headerFields.filter { $0.name.canonicalName == "pragma" }
      .flatMap { FieldValue.elements(of: $0.value) }
    return pragma.contains { $0.lowercased() == "no-cache" } ? .pragmaNoCache : nil
  }
}
