import HTTPTypes

/// What lets a response be stored as far as its lifetime goes (RFC 9111 section 3, item 7).
struct LifetimeGround {
  /// The field or directive that states a lifetime; nil without one.
  let explicit: String?
  private let control: CacheControl
  private let isShared: Bool
  private let settings: FreshnessSettings

  init(_ facts: ResponseFacts, isShared: Bool, settings: FreshnessSettings) {
    control = settings.usesResponseFields ? facts.control : CacheControl()
    self.isShared = isShared
    self.settings = settings
    if isShared, control.sharedMaxAge != nil {
      explicit = "s-maxage"
    } else if control.maxAge != nil {
      explicit = "max-age"
    } else {
      explicit = settings.usesResponseFields && facts.expires != .absent ? "Expires" : nil
    }
  }

  /// The ground in a word; nil when there is none.
  func word(for status: HTTPResponse.Status, _ policy: CachePolicy) -> String? {
    if let explicit { return explicit }
    if control.has(.isPublic) { return "public" }
    if !isShared, control.has(.isPrivate) { return "private" }
    if StatusRules.isHeuristicallyCacheable(status) { return "status \(status.code)" }
    // A setting's word alone is enough for statuses that the user listed.
    guard policy.statuses?.contains(status.code) ?? false else { return nil }
    return settings.ownExpiration == nil ? nil : "setting for status \(status.code)"
  }
}
