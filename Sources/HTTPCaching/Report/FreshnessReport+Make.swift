public import FoundationEssentials
public import HTTPTypes

extension FreshnessReport {
  /// The report about a stored response.
  ///
  /// - Parameters:
  ///   - request: the request to assume; nil for the one that is stored.
  ///   - policy: the session to assume; by default RFC 9111 without overrides.
  public init(
    _ stored: StoredResponse, request: HTTPRequest? = nil, policy: CachePolicy = CachePolicy(),
    now: Date
  ) {
    let freshness = Freshness(stored, policy: policy)
    let timeline = FreshnessTimeline(freshness)
    self.now = now
    method = (request ?? stored.request).method.rawValue
    url = CacheKey.requestURL(request ?? stored.request)
    verdict = Verdict(
      state: timeline.state(at: now), rule: timeline.rule, freshUntil: timeline.freshUntil,
      remaining: timeline.freshUntil?.timeIntervalSince(now))
    storability = Storability(clauses: [])
    candidates = []
    let facts = ResponseFacts(stored.response.headerFields, arrival: stored.responseTime)
    age = AgeTerms(
      ageValue: facts.age ?? 0, date: facts.date, requestTime: stored.requestTime,
      responseTime: stored.responseTime, now: now)
    comparison = Comparison(
      basis: freshness.basis, elapsed: age.currentAge, lifetime: nil,
      isFresh: freshness.remaining(at: now) > 0)
    staleWhileRevalidate = StaleWindow(length: 0, source: "none")
    staleIfError = StaleWindow(length: 0, source: "none")
    nextRequest = NextRequest(kind: .hit, validators: [], reasons: [])
    matching = Matching(matches: true, variesOnEverything: false, fields: [])
    notes = []
  }
}
