extension Freshness.StaleObstacle {
  /// The first of the directives that forbid it to that audience; nil when none does.
  init?(_ control: CacheControl, for audience: CacheAudience) {
    if control.has(.noCache) {
      self = .noCache
    } else if control.has(.mustRevalidate) {
      self = .mustRevalidate
    } else if audience.isShared, control.has(.proxyRevalidate) {
      self = .proxyRevalidate
    } else if audience.isShared, control.sharedMaxAge != nil {
      self = .sharedMaxAge
    } else {
      return nil
    }
  }

  /// The rule that says so.
  var rule: Reason.Rule {
    switch self {
    case .noCache: .noCache
    case .mustRevalidate: .mustRevalidate
    case .proxyRevalidate: .proxyRevalidate
    case .sharedMaxAge: .sharedMaxAge
    }
  }
}

extension LifetimeRule {
  /// Whether the response itself gives the lifetime (RFC 9111 section 4.2.1).
  var isExplicit: Bool { self == .sharedMaxAge || self == .maxAge || self == .expires }
}
