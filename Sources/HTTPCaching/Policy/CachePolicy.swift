public import FoundationEssentials
public import HTTPTypes

/// What a session decides with. The defaults are RFC 9111 for a private cache, without overrides.
public struct CachePolicy: Sendable, Hashable {
  /// What is held by reference, behind one: a request passes its policy on often, and tasks that count the
  /// references of the same things hold each other up. A change makes a new box.
  private var box = Box.standard

  private final class Box: Sendable, Hashable {
    static let standard = Box(Parts())

    let parts: Parts

    init(_ parts: Parts) { self.parts = parts }

    static func == (left: Box, right: Box) -> Bool {
      left === right || left.parts == right.parts
    }

    func hash(into hasher: inout Hasher) { hasher.combine(parts) }
  }

  private struct Parts: Hashable {
    var targetedFields: [HTTPField.Name] = []
    var methods: Set<HTTPRequest.Method> = [.get, .head]
    var statuses: Set<Int>?
    var urlRules: [URLRule] = []
    var ignoredParameters = IgnoredParameters.standard
    var matchedFields: [HTTPField.Name] = []
    var inherited: FreshnessSettings?
  }

  /// Whether several users share the cache (RFC 9111 section 1), as they do that of a proxy. Default:
  /// false, it is private to one user.
  ///
  /// A shared cache heeds `s-maxage` and `proxy-revalidate`, and keeps what is for one user alone out of
  /// the store: responses with `private` (fields that a qualified `private` names are left out, the rest
  /// is stored), and those to requests with `Authorization` unless the response allows it (section 3.5).
  /// It does so with `usesResponseFields` off as well. A response with `Set-Cookie` is stored only where
  /// `max-age`, `s-maxage` or `public` says that it is meant to be, or a directive keeps the field itself out.
  public var isShared = false

  /// Response fields with directives for this kind of shared cache, the strongest first, such as
  /// `CDN-Cache-Control` (RFC 9213 section 2.2). The first that can be read stands in for `Cache-Control`
  /// and `Expires`. A private cache has no use for them. Default: none.
  public var targetedFields: [HTTPField.Name] {
    get { box.parts.targetedFields }
    set { change { $0.targetedFields = newValue } }
  }

  /// The methods whose responses are stored. Default: GET and HEAD.
  ///
  /// Adding POST declares that the session's POST requests only read; they are then keyed with their
  /// body and invalidate nothing. PUT, DELETE, PATCH, CONNECT and TRACE are never cached, listed or not.
  public var methods: Set<HTTPRequest.Method> {
    get { box.parts.methods }
    set { change { $0.methods = newValue } }
  }

  /// The status codes that are stored. Default: nil, every final status that RFC 9111 section 3 lets a
  /// cache store. A code that is listed may be stored on a setting's word alone, without a lifetime of
  /// its own; 304 is never stored.
  public var statuses: Set<Int>? {
    get { box.parts.statuses }
    set { change { $0.statuses = newValue } }
  }

  /// When responses expire that don't say so themselves. Default: nil, RFC 9111's rules alone.
  public var expireAfter: Expiration?

  /// Expiries by URL; the first rule that matches applies, and beats `expireAfter`. Default: none.
  public var urlRules: [URLRule] {
    get { box.parts.urlRules }
    set { change { $0.urlRules = newValue } }
  }

  /// Whether the response's own fields (`Cache-Control`, `Expires`) count, and then before the settings.
  /// Default: true. With false only the settings decide, also about `no-store` and `no-cache`.
  public var usesResponseFields = true

  /// The fraction of `Date - Last-Modified` that heuristic freshness grants (RFC 9111 section 4.2.2).
  /// Default: 0.1; 0 turns heuristics off.
  public var heuristicFraction: Double = 0.1

  /// The longest lifetime in seconds that a heuristic may grant. Default: one week.
  public var heuristicLimit: TimeInterval = 7 * 86_400

  /// Names, in any case, of query parameters, fields, cookies, form fields and JSON members at any depth
  /// that carry secrets. Their values neither enter the key nor the store; a mark stands in their place, in
  /// the request and in the fields of the response. A redirect whose `Location` has such a value is not
  /// stored. Contents of responses are stored as they are. Default: `IgnoredParameters.standard`.
  public var ignoredParameters: IgnoredParameters {
    get { box.parts.ignoredParameters }
    set { change { $0.ignoredParameters = newValue } }
  }

  /// Whether the parameters of a query are put in order of their names, so that requests that differ in nothing
  /// else meet. Default: true. RFC 9110 section 4.2.3 has no such rule: before programs that aren't known, as a
  /// proxy is, it is better off.
  public var sortsQuery = true

  /// Request fields that distinguish responses even where `Vary` does not name them. Default: none.
  public var matchedFields: [HTTPField.Name] {
    get { box.parts.matchedFields }
    set { change { $0.matchedFields = newValue } }
  }

  /// How long past its lifetime a response may be served when the origin fails, where the response has no
  /// `stale-if-error` of its own (RFC 5861 section 4). Default: nil, not at all.
  public var staleIfError: StaleLimit?

  /// Whether each 4xx and 5xx status that is not among `statuses` counts as an error that `staleIfError`
  /// bridges. Default: false, 500, 502, 503 and 504 do (RFC 5861 section 4). Without `statuses` it has no
  /// effect.
  public var bridgesUnlistedStatuses = false

  /// How long past its lifetime a response may be served while it is revalidated, where the response has
  /// no `stale-while-revalidate` of its own (RFC 5861 section 3). Default: nil, not at all.
  public var staleWhileRevalidate: StaleLimit?

  /// Whether nothing may be sent to an origin: what the cache can't answer is a 504 (RFC 9111
  /// section 5.2.1.7). Default: false.
  public var onlyIfCached = false

  /// Whether every stored response is validated before use, however fresh. Default: false.
  public var alwaysRevalidate = false

  /// Whether requests write nothing to the store, not even that they were answered from it. What is deleted,
  /// saved or expired by hand is so all the same. Default: false.
  public var readOnly = false

  /// The largest body in bytes that is stored. Default: nil, no limit but the store's own.
  public var maxBodySize: Int64?

  /// Settings that new versions of a stored response keep, instead of those that this policy gives; what
  /// was set by hand ends even so. For tools that revalidate what a session has stored. Default: nil.
  public var inherited: FreshnessSettings? {
    get { box.parts.inherited }
    set { change { $0.inherited = newValue } }
  }

  /// RFC 9111 for a private cache, without overrides.
  public init() {}

  /// RFC 9111 for a private cache, without overrides: the same as `CachePolicy()`.
  public static var `private`: CachePolicy { CachePolicy() }

  /// RFC 9111 for a shared cache, without overrides.
  public static var shared: CachePolicy {
    var policy = CachePolicy()
    policy.isShared = true
    return policy
  }

  private mutating func change(_ body: (inout Parts) -> Void) {
    var parts = box.parts
    body(&parts)
    box = Box(parts)
  }
}

/// How long a stale response may still be served.
public enum StaleLimit: Sendable, Hashable, Codable {
  /// However stale.
  case always
  /// For that many seconds past its lifetime.
  case seconds(TimeInterval)

  /// In seconds; `always` is 2^31, which RFC 9111 section 1.2.2 takes for unbounded.
  public var seconds: TimeInterval {
    switch self {
    case .always: CacheControl.unbounded
    case .seconds(let seconds): max(0, seconds)
    }
  }
}
