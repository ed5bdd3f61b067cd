import FoundationEssentials
import HTTPTypes

/// Where the lifetime of one stored response may come from. The core takes the first source with a value;
/// the report shows them all: both ask this.
struct LifetimeSources {
  let stored: StoredResponse
  let facts: ResponseFacts
  let audience: CacheAudience

  init(_ stored: StoredResponse, for audience: CacheAudience) {
    self.stored = stored
    self.audience = audience
    facts = ResponseFacts(
      stored.response.headerFields, arrival: stored.responseTime, for: audience)
  }

  /// A lifetime and what it counts from.
  struct Lifetime: Equatable {
    var seconds: TimeInterval
    var basis: Freshness.Basis
  }

  /// The status of the response.
  var statusCode: Int { stored.response.status.code }

  /// The sources, strongest first. `immutable` stands where people look for it and never decides;
  /// `s-maxage` doesn't in a private cache.
  static func order(usesResponseFields: Bool) -> [LifetimeRule] {
    usesResponseFields ? responseFirst : settingsFirst
  }

  private static let responseFirst: [LifetimeRule] = [
    .manual, .immutable, .sharedMaxAge, .maxAge, .expires, .perRequest, .urlRule, .session,
    .heuristic,
  ]
  private static let settingsFirst: [LifetimeRule] = [
    .manual, .perRequest, .urlRule, .session, .immutable, .sharedMaxAge, .maxAge, .expires,
    .heuristic,
  ]

  /// The value of a source; nil when it has none, or doesn't count.
  func value(of rule: LifetimeRule) -> Lifetime? {
    let settings = stored.settings
    switch rule {
    case .manual: return settings.manual.map(manual)
    case .perRequest: return settings.perRequest.map(setting)
    case .urlRule: return (settings.urlRule?.expiration).map(setting)
    case .session: return settings.session.map(setting)
    case .sharedMaxAge: return settings.usesResponseFields ? sharedMaxAge : nil
    case .maxAge: return settings.usesResponseFields ? maxAge : nil
    case .expires: return settings.usesResponseFields ? expires : nil
    case .heuristic: return settings.usesResponseFields ? heuristic : nil
    case .immutable, .noCache, .none: return nil
    }
  }

  /// RFC 9111 section 5.2.2.10: it speaks to shared caches alone.
  var sharedMaxAge: Lifetime? {
    guard audience.isShared else { return nil }
    return facts.control.sharedMaxAge.map { Lifetime(seconds: $0, basis: .age) }
  }

  /// RFC 9111 section 5.2.2.1.
  var maxAge: Lifetime? { facts.control.maxAge.map { Lifetime(seconds: $0, basis: .age) } }

  /// RFC 9111 section 5.3: `Expires` less `Date`; an invalid one is in the past.
  var expires: Lifetime? {
    switch facts.expires {
    case .absent: return nil
    case .invalid: return Lifetime(seconds: 0, basis: .age)
    case .at(let date):
      let dateValue = facts.dateValue(arrival: stored.responseTime)
      return Lifetime(seconds: max(0, date.timeIntervalSince(dateValue)), basis: .age)
    }
  }

  /// RFC 9111 section 4.2.2: for statuses that are heuristically cacheable, or with `public`.
  var heuristic: Lifetime? {
    let settings = stored.settings
    guard let sinceModified, settings.heuristicFraction > 0,
      StatusRules.isHeuristicallyCacheable(stored.response.status)
        || facts.control.has(.isPublic)
    else { return nil }
    let seconds = min(sinceModified * settings.heuristicFraction, settings.heuristicLimit)
    return Lifetime(seconds: max(0, seconds), basis: .age)
  }

  /// Seconds from `Last-Modified` to `Date`; nil without a `Last-Modified` in the past.
  var sinceModified: TimeInterval? {
    guard let lastModified = facts.lastModified else { return nil }
    let date = facts.dateValue(arrival: stored.responseTime)
    return lastModified < date ? date.timeIntervalSince(lastModified) : nil
  }

  /// A setting's seconds count from the arrival of the response.
  private func setting(_ expiration: Expiration) -> Lifetime {
    lifetime(expiration, from: stored.responseTime, basis: .residentTime)
  }

  /// What was set by hand counts from that moment.
  private func manual(_ manual: FreshnessSettings.Manual) -> Lifetime {
    lifetime(manual.expiration, from: manual.setAt, basis: .date)
  }

  private func lifetime(
    _ expiration: Expiration, from start: Date, basis: Freshness.Basis
  ) -> Lifetime {
    let offset = start.timeIntervalSince(stored.responseTime)
    switch expiration {
    case .never: return Lifetime(seconds: .infinity, basis: basis)
    case .immediately, .doNotCache: return Lifetime(seconds: offset, basis: basis)
    case .after(let seconds):
      // Neither is a number that says how stale.
      guard seconds > -.infinity else { return Lifetime(seconds: offset, basis: basis) }
      return Lifetime(seconds: offset + seconds, basis: basis)
    case .at(let date):
      let seconds = date.timeIntervalSince(stored.responseTime)
      return Lifetime(seconds: seconds > -.infinity ? seconds : 0, basis: .date)
    }
  }
}
