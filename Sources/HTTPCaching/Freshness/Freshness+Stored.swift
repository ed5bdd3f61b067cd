import FoundationEssentials
import HTTPTypes

extension Freshness {
  /// Works out the freshness of a stored response.
  ///
  /// - Parameter policy: the session that wants to use it; its `staleIfError` and `staleWhileRevalidate`
  ///   go before those of the session that stored it, and where it uses the response's fields, what they
  ///   demand before use counts though who stored it did not ask them for a lifetime. Nil: only what is
  ///   stored.
  public init(_ stored: StoredResponse, policy: CachePolicy? = nil) {
    let audience = stored.settings.audience(in: policy)
    self.init(LifetimeSources(stored, for: audience), policy: policy)
  }

  init(_ sources: LifetimeSources, policy: CachePolicy?) {
    let (stored, settings) = (sources.stored, sources.stored.settings)
    // Where neither who stored it nor who wants it uses the response's fields, no directive of theirs
    // counts.
    let usesFields = settings.usesResponseFields || policy?.usesResponseFields == true
    let control = usesFields ? sources.facts.control : CacheControl()
    let (rule, value) = Self.winner(sources)
    self.rule = rule
    lifetime = value.seconds
    basis = value.basis
    responseTime = stored.responseTime
    generated = Self.generated(stored, sources.facts)
    // 5.2.2.4; what a person set by hand goes before it.
    requiresValidation = control.has(.noCache) && settings.manual == nil
    staleObstacle = StaleObstacle(control, for: sources.audience)
    // RFC 8246 section 2: it speaks of the freshness lifetime that the response itself gives.
    isImmutable = control.has(.immutable) && rule.isExplicit
    // RFC 5861 sections 3 and 4
    staleWhileRevalidate =
      control.staleWhileRevalidate ?? policy?.staleWhileRevalidate?.seconds
      ?? settings.staleWhileRevalidate ?? 0
    staleIfError =
      control.staleIfError ?? policy?.staleIfError?.seconds ?? settings.staleIfError ?? 0
    if staleObstacle != nil { (staleWhileRevalidate, staleIfError) = (0, 0) }
    fieldsToWithhold = control.noCacheFields
  }

  /// The first source with a value; without any, the response is stale on arrival.
  private static func winner(
    _ sources: LifetimeSources
  ) -> (LifetimeRule, LifetimeSources.Lifetime) {
    let usesFields = sources.stored.settings.usesResponseFields
    for rule in LifetimeSources.order(usesResponseFields: usesFields) {
      if let value = sources.value(of: rule) { return (rule, value) }
    }
    return (.none, LifetimeSources.Lifetime(seconds: 0, basis: .age))
  }

  private static func generated(_ stored: StoredResponse, _ facts: ResponseFacts) -> Date {
    let age = AgeTerms(
      ageValue: facts.age ?? 0, date: facts.date, requestTime: stored.requestTime,
      responseTime: stored.responseTime, now: stored.responseTime)
    return stored.responseTime.addingTimeInterval(-age.correctedInitialAge)
  }

  /// A lifetime of zero: validated before each use, unless it may be served stale meanwhile. What a person
  /// expired by hand is stale like what expired by itself.
  var isBornStale: Bool { lifetime <= 0 && basis != .date && staleWhileRevalidate <= 0 }

  /// The source that lists show: what matters most about it.
  var listedRule: LifetimeRule {
    if requiresValidation { return .noCache }
    return isImmutable ? .immutable : rule
  }
}
