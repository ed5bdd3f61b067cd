public import HTTPTypes

extension Storability {
  /// Looks at every condition under which that response may be stored.
  ///
  /// - Parameter settings: what `policy` says about the response's freshness.
  public init(
    request: HTTPRequest, response: HTTPResponse, policy: CachePolicy, settings: FreshnessSettings
  ) {
    var control = CacheControl(response.headerFields)
    if !settings.usesResponseFields { control = CacheControl() }
    clauses = [
      Self.method(request, policy), Self.finalStatus(response),
      Self.understoodStatus(response, control), Self.noStore(response, control, settings),
      Self.requestNoStore(request), Self.isPrivate(control), Self.authorization(request),
      Self.lifetime(response, control, policy, settings), Self.range(request),
      Self.allowedStatus(response, policy), Self.expiration(response, control, settings),
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

  /// Item 5: `private` keeps it out of shared caches only.
  private static func isPrivate(_ control: CacheControl) -> Clause {
    Clause(
      isMet: true, name: "private",
      decidedBy: control.has(.isPrivate) ? "private; this cache is" : "not private",
      section: "RFC 9111 5.2.2.7")
  }

  /// Item 6: `Authorization` keeps it out of shared caches only (section 3.5).
  private static func authorization(_ request: HTTPRequest) -> Clause {
    let isPresent = request.headerFields.contains(.authorization)
    return Clause(
      isMet: true, name: "Authorization",
      decidedBy: isPresent ? "present; the cache is private" : "absent", section: "RFC 9111 3.5")
  }

  /// Item 7: something grants a lifetime, or may.
  private static func lifetime(
    _ response: HTTPResponse, _ control: CacheControl, _ policy: CachePolicy,
    _ settings: FreshnessSettings
  ) -> Clause {
    let ground = lifetimeGround(response, control, policy, settings)
    return Clause(
      isMet: ground != nil, name: "lifetime", decidedBy: ground ?? "none for this status",
      section: "RFC 9111 3")
  }

  private static func lifetimeGround(
    _ response: HTTPResponse, _ control: CacheControl, _ policy: CachePolicy,
    _ settings: FreshnessSettings
  ) -> String? {
    let code = response.status.code
    if control.maxAge != nil { return "max-age" }
    if settings.usesResponseFields, response.headerFields.contains(.expires) { return "Expires" }
    if control.has(.isPublic) { return "public" }
    if control.has(.isPrivate) { return "private" }
    if StatusRules.isHeuristicallyCacheable(response.status) { return "status \(code)" }
    // A setting's word alone is enough for statuses that the user listed.
    guard policy.statuses?.contains(code) ?? false else { return nil }
    return settings.ownExpiration == nil ? nil : "setting for status \(code)"
  }

  /// Section 3.3: this cache keeps no parts, so range requests pass it by.
  private static func range(_ request: HTTPRequest) -> Clause {
    let isPresent = request.headerFields.contains(.range)
    return Clause(
      isMet: !isPresent, name: "Range", decidedBy: isPresent ? "present" : "absent",
      section: "RFC 9111 3.3")
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
    _ response: HTTPResponse, _ control: CacheControl, _ settings: FreshnessSettings
  ) -> Clause {
    let isExcluded = settings.ownExpiration == .doNotCache
    let isUseless = isUseless(response, control, settings)
    let word = isExcluded ? "do not cache" : isUseless ? "immediate, no validator" : "allows it"
    return Clause(
      isMet: !isExcluded && !isUseless, name: "expiry", decidedBy: word, section: "setting")
  }

  /// Whether a setting has it stale at once, and it can neither be validated nor be served stale.
  private static func isUseless(
    _ response: HTTPResponse, _ control: CacheControl, _ settings: FreshnessSettings
  ) -> Bool {
    let fields = response.headerFields
    let hasOwnLifetime =
      control.maxAge != nil || settings.usesResponseFields && fields.contains(.expires)
    return settings.ownExpiration == .immediately && !hasOwnLifetime
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
