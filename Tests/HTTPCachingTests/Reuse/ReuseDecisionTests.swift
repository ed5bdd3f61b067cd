import FoundationEssentials
import HTTPCaching
import HTTPTypes
import Testing

@Suite struct ReuseDecisionTests {
  struct Case: Row {
    let id: String
    let section: String
    let request: HTTPRequest
    let stored: [StoredResponse]
    let now: Date
    let policy: CachePolicy
    let kind: String
    let rule: Reason.Rule

    init(
      _ id: String, _ section: String, _ lines: [String], asks: [String] = [],
      at seconds: TimeInterval, _ kind: String, _ rule: Reason.Rule,
      policy: CachePolicy = CachePolicy()
    ) {
      (self.id, self.section, self.policy) = (id, section, policy)
      request = HTTPCachingTests.request(asks)
      stored = [HTTPCachingTests.stored(lines)]
      now = later(seconds)
      (self.kind, self.rule) = (kind, rule)
    }
  }

  static let tag = "etag: \"a\""
  static let minute = ["cache-control: max-age=60", tag]
  static let strict = ["cache-control: max-age=60, must-revalidate", tag]

  static let plain = [
    Case("fresh", "4.2", minute, at: 59, "use", .fresh),
    Case("stale with validator", "4.3.1", minute, at: 60, "validate stale", .stale),
    Case(
      "stale without validator", "4.3.1", ["cache-control: max-age=60"], at: 60, "forward stale",
      .noValidator),
    Case(
      "no-cache", "5.2.2.4", ["cache-control: max-age=60, no-cache", tag], at: 1,
      "validate request", .noCache),
    Case(
      "no-cache for a field", "5.2.2.4", ["cache-control: max-age=60, no-cache=\"x\"", tag], at: 1,
      "use", .fresh),
    Case("must-revalidate, fresh", "5.2.2.2", strict, at: 59, "use", .fresh),
    Case("must-revalidate, stale", "5.2.2.2", strict, at: 60, "validate stale", .mustRevalidate),
    Case(
      "proxy-revalidate is not for private caches", "5.2.2.8",
      ["cache-control: max-age=60, proxy-revalidate", tag], asks: ["cache-control: max-stale"],
      at: 61, "use", .staleAllowedByRequest),
    Case(
      "never expires", "setting", minute, at: 1e9, "use", .neverExpires,
      policy: policy { $0.expireAfter = .never }),
  ]

  static let byRequest = [
    Case(
      "no-cache", "5.2.1.4", minute, asks: ["cache-control: no-cache"], at: 1, "validate request",
      .requestNoCache),
    Case(
      "Pragma", "5.4", minute, asks: ["pragma: no-cache"], at: 1, "validate request", .pragmaNoCache
    ),
    Case(
      "Pragma beside Cache-Control", "5.4", minute,
      asks: ["pragma: no-cache", "cache-control: max-stale"], at: 1, "use", .fresh),
    Case(
      "max-age, younger", "5.2.1.1", minute, asks: ["cache-control: max-age=5"], at: 5, "use",
      .fresh),
    Case(
      "max-age, older", "5.2.1.1", minute, asks: ["cache-control: max-age=5"], at: 6,
      "validate request", .requestMaxAge),
    Case(
      "max-age=0", "5.2.1.1", minute, asks: ["cache-control: max-age=0"], at: 1, "validate request",
      .requestMaxAge),
    Case(
      "max-age does not extend", "5.2.1.1", minute, asks: ["cache-control: max-age=600"], at: 61,
      "validate stale", .stale),
    Case(
      "unreadable max-age", "5.2.1.1", minute, asks: ["cache-control: max-age=x"], at: 1,
      "validate request", .requestMaxAge),
    Case(
      "min-fresh, enough", "5.2.1.3", minute, asks: ["cache-control: min-fresh=30"], at: 30, "use",
      .fresh),
    Case(
      "min-fresh, too little", "5.2.1.3", minute, asks: ["cache-control: min-fresh=30"], at: 31,
      "validate request", .minFresh),
    Case(
      "max-stale, inside", "5.2.1.2", minute, asks: ["cache-control: max-stale=10"], at: 70, "use",
      .staleAllowedByRequest),
    Case(
      "max-stale, beyond", "5.2.1.2", minute, asks: ["cache-control: max-stale=10"], at: 71,
      "validate stale", .stale),
    Case(
      "max-stale, any", "5.2.1.2", minute, asks: ["cache-control: max-stale"], at: 1e7, "use",
      .staleAllowedByRequest),
    Case(
      "max-stale and must-revalidate", "4.2.4", strict, asks: ["cache-control: max-stale"], at: 61,
      "validate stale", .mustRevalidate),
    Case(
      "max-stale and no-cache of the response", "4.2.4", ["cache-control: no-cache", tag],
      asks: ["cache-control: max-stale"], at: 61, "validate stale", .noCache),
    Case(
      "max-stale and max-age", "5.2.1.1", minute, asks: ["cache-control: max-stale, max-age=5"],
      at: 61, "validate stale", .requestMaxAge),
    Case(
      "only-if-cached, fresh", "5.2.1.7", minute, asks: ["cache-control: only-if-cached"], at: 1,
      "use", .fresh),
    Case(
      "only-if-cached, stale", "5.2.1.7", minute, asks: ["cache-control: only-if-cached"], at: 61,
      "504", .onlyIfCached),
    Case(
      "only-if-cached, max-stale", "5.2.1.7", minute,
      asks: ["cache-control: only-if-cached, max-stale"], at: 61, "use", .staleAllowedByRequest),
    Case(
      "only-if-cached and no-cache", "5.2.1.7", minute,
      asks: ["cache-control: only-if-cached, no-cache"], at: 1, "504", .onlyIfCached),
    Case(
      "reload of immutable", "RFC 8246 2", ["cache-control: max-age=60, immutable", tag],
      asks: ["cache-control: max-age=0"], at: 30, "use", .immutable),
    Case(
      "reload of stale immutable", "RFC 8246 2", ["cache-control: max-age=60, immutable", tag],
      asks: ["cache-control: max-age=0"], at: 60, "validate stale", .requestMaxAge),
    Case(
      "forced reload of immutable", "RFC 8246 2", ["cache-control: max-age=60, immutable", tag],
      asks: ["cache-control: no-cache"], at: 30, "validate request", .requestNoCache),
    Case(
      "own condition, fresh", "4.3.2", minute, asks: ["if-none-match: \"b\""], at: 1, "use", .fresh),
    Case(
      "own condition, stale", "4.3.2", minute, asks: ["if-none-match: \"b\""], at: 61,
      "forward stale", .conditionalOfClient),
    Case(
      "request no-store does not forbid to answer", "5.2.1.5", minute,
      asks: ["cache-control: no-store"], at: 1, "use", .fresh),
  ]

  static let window = ["cache-control: max-age=60, stale-while-revalidate=30", tag]
  static let bySetting = [
    Case("swr", "RFC 5861 3", window, at: 89, "use and refresh", .staleWhileRevalidate),
    Case("swr over", "RFC 5861 3", window, at: 90, "validate stale", .stale),
    Case(
      "swr, but the request wants it validated", "5.2.1.4", window,
      asks: ["cache-control: no-cache"], at: 61, "validate stale", .requestNoCache),
    Case(
      "swr, nothing may be sent", "5.2.1.7", window, asks: ["cache-control: only-if-cached"],
      at: 61, "use", .staleWhileRevalidate),
    Case(
      "swr by setting", "setting", minute, at: 1e6, "use and refresh", .staleWhileRevalidate,
      policy: policy { $0.staleWhileRevalidate = .always }),
    Case(
      "swr by setting, must-revalidate", "4.2.4", strict, at: 61, "validate stale", .mustRevalidate,
      policy: policy { $0.staleWhileRevalidate = .always }),
    Case(
      "always revalidate", "setting", minute, at: 1, "validate request", .alwaysRevalidate,
      policy: policy { $0.alwaysRevalidate = true }),
    Case(
      "always revalidate immutable", "setting", ["cache-control: max-age=60, immutable", tag],
      at: 1, "validate request", .alwaysRevalidate, policy: policy { $0.alwaysRevalidate = true }),
    Case(
      "offline, fresh", "setting", minute, at: 1, "use", .fresh,
      policy: policy { $0.onlyIfCached = true }),
    Case(
      "offline, stale", "setting", minute, at: 61, "504", .onlyIfCachedSetting,
      policy: policy { $0.onlyIfCached = true }),
    Case(
      "offline, stale-if-error", "4.2.4", minute, at: 61, "use", .disconnected,
      policy: policy {
        $0.onlyIfCached = true
        $0.staleIfError = .seconds(5)
      }),
    Case(
      "offline, stale-if-error over", "4.2.4", minute, at: 65, "504", .onlyIfCachedSetting,
      policy: policy {
        $0.onlyIfCached = true
        $0.staleIfError = .seconds(5)
      }),
    Case(
      "fields off", "setting", ["cache-control: no-cache, must-revalidate", tag], at: 1, "use",
      .fresh,
      policy: policy {
        $0.usesResponseFields = false
        $0.expireAfter = .after(5)
      }),
  ]

  @Test(arguments: plain + byRequest + bySetting)
  func `a stored response is reused as the rules say, and the rule is named`(row: Case) {
    let candidates = row.stored.map { candidate in
      var candidate = candidate
      candidate.settings = row.policy.settings(for: row.request)
      // What the response says of itself comes first, so `never` needs it away.
      if row.rule == .neverExpires { candidate.settings.usesResponseFields = false }
      return candidate
    }
    let decision = ReuseDecision.decide(
      row.request, candidates: candidates, policy: row.policy, now: row.now)
    #expect(decision.summary == row.kind)
    #expect(decision.reasons.map(\.rule).contains(row.rule))
  }

  @Test func `nothing stored is a miss of the URL, another variant one of Vary`() {
    let now = later(1)
    let none = ReuseDecision.decide(request(), candidates: [], policy: CachePolicy(), now: now)
    #expect(none.kind == .forward(.uriMiss))
    let variant = stored(["vary: accept"], for: request(["accept: a"]))
    let other = ReuseDecision.decide(
      request(), candidates: [variant], policy: CachePolicy(), now: now)
    #expect(other.kind == .forward(.varyMiss))
    #expect(other.reasons == [Reason(.noVariant)])
    let star = ReuseDecision.decide(
      request(), candidates: [stored(["vary: *"])], policy: CachePolicy(), now: now)
    #expect(star.reasons == [Reason(.varyStar)])
    let offline = ReuseDecision.decide(
      request(), candidates: [], policy: policy { $0.onlyIfCached = true }, now: now)
    #expect(offline.kind == .unsatisfiable)
  }

  @Test func `immediate expiry and the purposes ask for the origin`() {
    let entry = [stored(Self.minute)]
    let decide = { (expiration: Expiration?, purpose: Exchange.Purpose) in
      ReuseDecision.decide(
        request(), candidates: entry, policy: CachePolicy(), perRequest: expiration,
        purpose: purpose, now: later(1)
      ).summary
    }
    #expect(decide(.immediately, .answer) == "validate request")
    #expect(decide(.never, .answer) == "use")
    #expect(decide(nil, .revalidate) == "validate request")
    #expect(decide(nil, .refetch) == "forward request")
  }

  @Test func `a stored HEAD response answers no GET`() {
    let head = stored(Self.minute, for: request(method: .head))
    let decision = ReuseDecision.decide(
      request(), candidates: [head], policy: CachePolicy(), now: later(1))
    #expect(decision.selected == nil)
  }

  @Test func `every rule has a clause and a sentence`() {
    for rule in Reason.Rule.allCases {
      #expect(!rule.section.isEmpty)
      #expect(!Reason(rule).description.isEmpty)
    }
    #expect(Reason(.fresh, seconds: 358.04).description == "fresh (358 s)")
  }
}

extension ReuseDecision {
  /// What is done, and in the words of RFC 9211 why it goes out.
  var summary: String {
    let reason = forward?.rawValue ?? "?"
    return switch kind {
    case .useStored: "use"
    case .useWhileRevalidating: "use and refresh"
    case .validate: "validate \(reason)"
    case .forward: "forward \(reason)"
    case .unsatisfiable: "504"
    }
  }
}
