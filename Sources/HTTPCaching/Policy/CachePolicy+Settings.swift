public import HTTPTypes

extension CachePolicy {
  /// What these settings say about the freshness of a response to that request.
  ///
  /// - Parameter perRequest: the `expireAfter` given with the request alone.
  public func settings(
    for request: HTTPRequest, perRequest: Expiration? = nil
  ) -> FreshnessSettings {
    if var settings = inherited {
      settings.manual = nil
      return settings
    }
    var settings = FreshnessSettings()
    settings.usesResponseFields = usesResponseFields
    settings.perRequest = perRequest
    settings.urlRule = matchedRule(for: request)
    settings.session = expireAfter
    settings.heuristicFraction = heuristicFraction
    settings.heuristicLimit = heuristicLimit
    settings.staleWhileRevalidate = staleWhileRevalidate?.seconds
    settings.staleIfError = staleIfError?.seconds
    settings.isShared = isShared
    settings.targetedFields = isShared ? targetedFields.map(\.canonicalName) : []
    return settings
  }

  /// The first URL rule that matches.
  func matchedRule(for request: HTTPRequest) -> FreshnessSettings.MatchedRule? {
    guard !urlRules.isEmpty else { return nil }
    let url = CacheKey.requestURL(request)
    for (index, rule) in urlRules.enumerated() where rule.matches(url) {
      return FreshnessSettings.MatchedRule(
        pattern: rule.pattern.text, index: index, expiration: rule.expiration)
    }
    return nil
  }

  /// Whether the settings keep this request out of the cache altogether.
  func excludes(_ request: HTTPRequest, perRequest: Expiration?) -> Bool {
    if let perRequest { return perRequest == .doNotCache }
    guard inherited == nil else { return false }
    if let rule = matchedRule(for: request) { return rule.expiration == .doNotCache }
    return expireAfter == .doNotCache
  }

  /// Whether a stored response may stand in for an answer with that status (RFC 5861 section 4).
  func isFailure(_ status: HTTPResponse.Status) -> Bool {
    guard bridgesUnlistedStatuses, let statuses else { return StatusRules.isServerFailure(status) }
    return status.code >= 400 && !statuses.contains(status.code)
  }

  /// Whether responses to that method can be stored and answer later requests.
  package func caches(_ method: HTTPRequest.Method) -> Bool {
    guard methods.contains(method) else { return false }
    switch method {
    case .put, .delete, .patch, .connect, .trace: return false
    default: return true
    }
  }
}
