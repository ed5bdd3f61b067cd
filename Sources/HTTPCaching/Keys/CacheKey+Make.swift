public import FoundationEssentials
public import HTTPTypes

extension CacheKey {
  /// The key of a request, and what went into it.
  ///
  /// - Parameter body: the request's content; nil when it has none.
  public static func make(
    _ request: HTTPRequest, body: Data? = nil, policy: CachePolicy
  ) -> (key: CacheKey, parts: CacheKeyParts) {
    (CacheKey(hex: ""), CacheKeyParts(method: request.method.rawValue, url: requestURL(request)))
  }

  /// The URL of a request as it was made, without normalisation: scheme, authority and path.
  public static func requestURL(_ request: HTTPRequest) -> String {
    let authority = request.authority ?? ""
    return "\(request.scheme ?? "http")://\(authority)\(request.path ?? "/")"
  }

  /// A URL in its normalised form, as keys and stores have it.
  public static func normalizedURL(_ url: String, policy: CachePolicy) -> String { url }
}

extension CachePolicy {
  /// The request as it is stored: the values of ignored parameters and fields replaced by
  /// `IgnoredParameters.mark`, user name and password dropped from the URL.
  public func redacted(_ request: HTTPRequest) -> HTTPRequest { request }
}
