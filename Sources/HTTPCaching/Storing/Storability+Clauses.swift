import FoundationEssentials
public import HTTPTypes

extension Storability {
  /// Looks at every condition under which that response may be stored.
  ///
  /// - Parameter settings: what `policy` says about the response's freshness.
  public init(
    request: HTTPRequest, response: HTTPResponse, policy: CachePolicy, settings: FreshnessSettings
  ) {
    let audience = settings.audience(in: policy)
    let facts = ResponseFacts(response.headerFields, arrival: .distantPast, for: audience)
    let control = settings.usesResponseFields ? facts.control : CacheControl()
    let ground = LifetimeGround(facts, isShared: audience.isShared, settings: settings)
    clauses = [
      Self.method(request, policy), Self.finalStatus(response),
      Self.understoodStatus(response, control), Self.noStore(response, control, settings),
      Self.requestNoStore(request),
    ]
    clauses += SharingClauses(request, response, facts.control, isShared: audience.isShared).all
    clauses += [
      Self.lifetime(response, ground, policy), Self.range(request, response),
      Self.allowedStatus(response, policy), Self.expiration(response, ground, settings),
      Self.readOnly(policy),
    ]
  }

  /// RFC 9111 section 3, item 1: the method is understood by the cache.
  private static func method(_ request: HTTPRequest, _ policy: CachePolicy) -> Clause {
    Clause(
      isMet: policy.caches(request.method), name: "method", decidedBy: request.method.rawValue,
      section: "RFC 9111 3")
  }

  /// Item 2: the status is final.
  private static func finalStatus(_ response: HTTPResponse) -> Clause {
    Clause(
      isMet: StatusRules.isFinal(response.status), name: "final status",
      decidedBy: String(response.status.code), section: "RFC 9111 3")
  }

  /// Item 3: a 206, a 304, or a response with `must-understand` needs a status that the cache
  /// understands.
  private static func understoodStatus(_ response: HTTPResponse, _ control: CacheControl) -> Clause
  {
    let code = response.status.code
    let isAsked = code == 206 || code == 304 || control.has(.mustUnderstand)
    return Clause(
      isMet: !isAsked || StatusRules.isUnderstood(response.status), name: "understood status",
      decidedBy: control.has(.mustUnderstand) ? "must-understand, \(code)" : String(code),
      section: "RFC 9111 5.2.2.3")
  }

  /// Item 4: no `no-store` in the response, unless `must-understand` stands beside it and the status is
  /// understood (section 5.2.2.3).
  private static func noStore(
    _ response: HTTPResponse, _ control: CacheControl, _ settings: FreshnessSettings
  ) -> Clause {
    let isOverridden =
      control.has(.mustUnderstand) && StatusRules.isUnderstood(response.status)
    var word = "no no-store"
    if control.has(.noStore) { word = isOverridden ? "must-understand" : "no-store" }
    if !settings.usesResponseFields { word = "response fields off" }
    return Clause(
      isMet: !control.has(.noStore) || isOverridden, name: "no-store", decidedBy: word,
      section: "RFC 9111 5.2.2.5")
  }

  /// Section 5.2.1.5: no `no-store` in the request.
  private static func requestNoStore(_ request: HTTPRequest) -> Clause {
    let isAsked = CacheControl(request.headerFields).has(.noStore)
    return Clause(
      isMet: !isAsked, name: "request no-store", decidedBy: isAsked ? "no-store" : "no no-store",
      section: "RFC 9111 5.2.1.5")
  }

  /// Item 7: something grants a lifetime, or may.
  private static func lifetime(
    _ response: HTTPResponse, _ ground: LifetimeGround, _ policy: CachePolicy
  ) -> Clause {
    let word = ground.word(for: response.status, policy)
    return Clause(
      isMet: word != nil, name: "lifetime", decidedBy: word ?? "none for this status",
      section: "RFC 9111 3")
  }

  /// Section 3.3: a part is kept where it was asked for and says which one of how much it is; what says that
  /// there is no such part is not. All else that comes of a request for a part is as if it had asked for
  /// the whole.
  private static func range(_ request: HTTPRequest, _ response: HTTPResponse) -> Clause {
    let isPresent = request.headerFields.contains(.range)
    let code = response.status.code
    var isMet = code != 206 && !(code == 416 && isPresent)
    var word = isPresent ? isMet ? "present; status \(code)" : "present" : "absent"
    if isPresent, request.method == .get, let part = StoredPart(response) {
      isMet = true
      word = "part \(part.range.lowerBound)-\(part.range.upperBound - 1) of \(part.size)"
    }
    return Clause(isMet: isMet, name: "Range", decidedBy: word, section: "RFC 9111 3.3")
  }

  private static func allowedStatus(_ response: HTTPResponse, _ policy: CachePolicy) -> Clause {
    let code = response.status.code
    let isListed = policy.statuses.map { $0.contains(code) }
    return Clause(
      isMet: isListed ?? true, name: "allowed statuses",
      decidedBy: isListed.map { $0 ? "\(code) listed" : "\(code) not listed" } ?? "any",
      section: "setting")
  }

  private static func expiration(
    _ response: HTTPResponse, _ ground: LifetimeGround, _ settings: FreshnessSettings
  ) -> Clause {
    let isExcluded = settings.ownExpiration == .doNotCache
    let isUseless = isUseless(response, ground, settings)
    let word = isExcluded ? "do not cache" : isUseless ? "immediate, no validator" : "allows it"
    return Clause(
      isMet: !isExcluded && !isUseless, name: "expiry", decidedBy: word, section: "setting")
  }

  /// Whether a setting has it stale at once, and it can neither be validated nor be served stale.
  private static func isUseless(
    _ response: HTTPResponse, _ ground: LifetimeGround, _ settings: FreshnessSettings
  ) -> Bool {
    let fields = response.headerFields
    return settings.ownExpiration == .immediately && ground.explicit == nil
      && EntityTag(of: fields) == nil && !fields.contains(.lastModified)
      && settings.staleIfError == nil && settings.staleWhileRevalidate == nil
  }

  private static func readOnly(_ policy: CachePolicy) -> Clause {
    Clause(
      isMet: !policy.readOnly, name: "read-only", decidedBy: policy.readOnly ? "yes" : "no",
      section: "setting")
  }
}

extension FreshnessSettings {
  /// The expiry that the settings give: of the request, else of the first URL rule, else of the session.
  var ownExpiration: Expiration? { perRequest ?? urlRule?.expiration ?? session }
}
