package import FoundationEssentials
package import HTTPCaching
import HTTPTypes

/// Assumptions about the next request: directives, a moment, fields, settings. They change what is asked of the
/// library, never the store.
package struct WhatIf: Sendable, Hashable {
  /// The assumptions as they were typed.
  package let text: String
  private let terms: [Term]

  /// One assumption.
  enum Term: Sendable, Hashable {
    /// A directive of the request's `Cache-Control`.
    case directive(String)
    case moment(WhatIfMoment)
    /// A field of the request; without a value it is left out.
    case field(HTTPField.Name, String)
    case setting(WhatIfSetting)
  }

  /// Reads assumptions; several are divided by `;` and a blank, words also by blanks or commas.
  ///
  /// - Throws: a sentence about what can't be read.
  package init(_ text: String) throws(Failure) {
    self.text = text.trimmingBlanks
    terms = try WhatIfParser.terms(text)
  }

  /// Whether nothing is assumed.
  package var isEmpty: Bool { terms.isEmpty }

  /// What is right, for sentences about what isn't and for help.
  package static let examples =
    "max-stale=300, min-fresh=60, no-cache, at 12:00, +1h, accept-language: fr, expire_after=1d, "
    + "cache_control=on"

  /// The report under these assumptions, from the same call as without.
  ///
  /// - Parameter utcOffset: seconds east of UTC of the clock that times of day are read by.
  package func report(
    on stored: StoredResponse, now: Date, utcOffset: Int = 0
  ) -> FreshnessReport {
    var stored = stored
    var policy = stored.assumedPolicy
    var request = stored.repeatedRequest
    var directives: [String] = []
    var moment = now
    for term in terms {
      switch term {
      case .directive(let directive): directives.append(directive)
      case .moment(let change): moment = change.applied(to: moment, utcOffset: utcOffset)
      case .field(let name, let value):
        request.headerFields[name] = value.isEmpty ? nil : value
      case .setting(let setting): setting.apply(to: &stored.settings, &policy)
      }
    }
    if !directives.isEmpty {
      let own = request.headerFields[.cacheControl].map { [$0] } ?? []
      request.headerFields[.cacheControl] = (own + directives).joined(separator: ", ")
    }
    return FreshnessReport(stored, request: request, policy: policy, now: moment)
  }
}

extension StoredResponse {
  /// The policy to assume where the session's own is not known: RFC 9111, and the response's fields count if
  /// they did for whoever stored it.
  package var assumedPolicy: CachePolicy {
    var policy = CachePolicy()
    policy.usesResponseFields = settings.usesResponseFields
    return policy
  }
}

extension FreshnessReport {
  /// The report without assumptions: what whoever stored it would do at that moment.
  package init(of stored: StoredResponse, now: Date) {
    self.init(stored, policy: stored.assumedPolicy, now: now)
  }

  /// What comes of the request, for the line of assumptions: `would be a HIT`.
  package var outcome: String {
    guard matching.matches else {
      if matching.variesOnEverything { return "would be a MISS, Vary: * matches nothing" }
      let names = matching.fields.filter { !$0.matches }.map(\.name).joined(separator: ", ")
      return "would be a MISS, \(names) selects another variant"
    }
    switch nextRequest.kind {
    case .hit: return "would be a HIT"
    case .stale: return "would be a HIT, stale"
    case .staleWhileRevalidate: return "would be a HIT, stale, and refreshed behind it"
    case .conditional: return "would be a conditional \(method)"
    case .forward: return "would be a \(method) without a condition"
    case .gatewayTimeout: return "would be a 504"
    }
  }
}
