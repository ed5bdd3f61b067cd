public import FoundationEssentials
public import HTTPTypes

extension FreshnessReport {
  /// The report about a stored response.
  ///
  /// - Parameters:
  ///   - request: the request to assume; nil for the stored one again, without the directives and
  ///     conditions that it had then.
  ///   - policy: the session to assume; by default RFC 9111 without overrides.
  public init(
    _ stored: StoredResponse, request: HTTPRequest? = nil, policy: CachePolicy = CachePolicy(),
    now: Date
  ) {
    let assumed = request ?? stored.repeatedRequest
    let sources = LifetimeSources(stored, for: stored.settings.audience(in: policy))
    let facts = sources.facts
    let freshness = Freshness(sources, policy: policy)
    self.now = now
    method = assumed.method.rawValue
    url = NormalizedURL(assumed, policy).text
    verdict = Verdict(FreshnessTimeline(freshness), now: now)
    storability = Storability(
      request: stored.request, response: stored.response, policy: policy, settings: stored.settings)
    candidates = LifetimeTable(sources: sources, freshness: freshness).rows
    age = AgeTerms(
      ageValue: facts.age ?? 0, date: facts.date, requestTime: stored.requestTime,
      responseTime: stored.responseTime, now: now)
    comparison = Comparison(freshness, age: age, now: now)
    let control = stored.settings.usesResponseFields ? facts.control : CacheControl()
    staleWhileRevalidate = StaleWindow(
      freshness.staleWhileRevalidate, isOwn: control.staleWhileRevalidate != nil, freshness,
      now: now)
    staleIfError = StaleWindow(
      freshness.staleIfError, isOwn: control.staleIfError != nil, freshness, now: now)
    nextRequest = NextRequest(stored, assumed, policy, freshness, now: now)
    matching = Matching(stored, assumed)
    notes = Lint(sources: sources, freshness: freshness).notes
    expiryField = stored.settings.expiryField
    manual = stored.settings.manual
  }
}

extension FreshnessReport.Verdict {
  init(_ timeline: FreshnessTimeline, now: Date) {
    state = timeline.state(at: now)
    rule = timeline.rule
    freshUntil = timeline.freshUntil
    remaining = timeline.freshUntil?.timeIntervalSince(now)
  }
}

extension FreshnessReport.Comparison {
  init(_ freshness: Freshness, age: AgeTerms, now: Date) {
    basis = freshness.basis
    elapsed = freshness.basis == .age ? age.currentAge : age.residentTime
    lifetime = freshness.lifetime.isFinite ? freshness.lifetime : nil
    // RFC 9111 section 4.2: fresh while the lifetime exceeds the age.
    isFresh = freshness.remaining(at: now) > 0
  }
}

extension FreshnessReport.StaleWindow {
  init(_ length: TimeInterval, isOwn: Bool, _ freshness: Freshness, now: Date) {
    self.length = length
    guard length > 0 else {
      source = freshness.forbidsStale ? "forbidden by the response" : "none"
      return
    }
    source = isOwn ? "response" : "setting"
    until = freshness.freshUntil?.addingTimeInterval(length)
    remaining = until.map { min(length, $0.timeIntervalSince(now)) }
  }
}

extension FreshnessReport.Matching {
  init(_ stored: StoredResponse, _ request: HTTPRequest) {
    let match = Variance.match(stored, request)
    matches = match == .matches
    variesOnEverything = match == .star
    fields = Variance.nominatedNames(stored.response).filter { $0 != "*" }.map { name in
      let field = HTTPField.Name(name)
      let kept = field.flatMap { Variance.normalizedValue($0, of: stored.request) }
      let presented = field.flatMap { Variance.normalizedValue($0, of: request) }
      return NominatedField(
        name: name, stored: kept, presented: presented,
        matches: Variance.match(name, stored.request, request) == .matches)
    }
  }
}

extension StoredResponse {
  /// The stored request as a client would repeat it: without directives and conditions, and where it is
  /// whole without a wish for a part.
  package var repeatedRequest: HTTPRequest {
    var result = request
    var dropped: Set<String> = [
      "cache-control", "pragma", "if-none-match", "if-modified-since", "if-match",
      "if-unmodified-since", "if-range",
    ]
    if !isPart { dropped.insert("range") }
    result.headerFields = HTTPFields(
      request.headerFields.filter { !dropped.contains($0.name.canonicalName) })
    return result
  }
}
