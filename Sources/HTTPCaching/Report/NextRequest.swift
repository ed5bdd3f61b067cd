import FoundationEssentials
import HTTPTypes

extension FreshnessReport.NextRequest {
  /// Runs the request's exchange up to its first contact with origin or client.
  init(
    _ stored: StoredResponse, _ request: HTTPRequest, _ policy: CachePolicy,
    _ freshness: Freshness, now: Date
  ) {
    var exchange = Exchange(request: request, policy: policy)
    var actions = exchange.handle(.start, now: now)
    if case .lookUp = actions.first { actions = exchange.handle(.found([stored]), now: now) }
    validators = []
    switch actions.first {
    case .answer, .answerPart, .answerParts:
      kind = exchange.outcome == .hit ? .hit : actions.count > 1 ? .staleWhileRevalidate : .stale
    case .send(let sent):
      validators = Self.validators(of: sent)
      kind = validators.isEmpty ? .forward : .conditional
    default: kind = .gatewayTimeout
    }
    reasons = exchange.reasons
    let isServed = kind == .hit || kind == .stale || kind == .staleWhileRevalidate
    staleForbidden =
      isServed || freshness.remaining(at: now) > 0 ? nil : Self.obstacle(freshness)
  }

  private static func validators(of request: HTTPRequest) -> [CacheKeyParts.Field] {
    request.headerFields.filter { $0.name == .ifNoneMatch || $0.name == .ifModifiedSince }
      .map { CacheKeyParts.Field(name: $0.name.canonicalName, value: $0.value) }
  }

  /// What forbids to serve it stale (RFC 9111 section 4.2.4).
  private static func obstacle(_ freshness: Freshness) -> String {
    guard let obstacle = freshness.staleObstacle else {
      let allowed = freshness.staleIfError > 0 ? "only on an error" : "not allowed"
      return "serve-stale \(allowed)"
    }
    return "\(obstacle.rawValue) forbids to serve it stale"
  }
}
