import FoundationEssentials
import HTTPTypes

/// What a successful unsafe request makes outdated (RFC 9111 section 4.4).
enum Invalidation {
  /// The registered safe methods (RFC 9110 section 9.2.1). A method whose safety is unknown counts as
  /// unsafe, as section 4.4 asks.
  static func isSafe(_ method: HTTPRequest.Method) -> Bool {
    switch method.rawValue {
    case "GET", "HEAD", "OPTIONS", "TRACE", "QUERY", "PROPFIND", "REPORT", "SEARCH": true
    default: false
    }
  }

  /// The normalised URLs to invalidate; none for an error. `Location` and `Content-Location` count where
  /// they have the request's origin, so that no server empties the cache of another.
  static func urls(
    _ request: HTTPRequest, _ response: HTTPResponse, _ policy: CachePolicy
  ) -> [String] {
    guard StatusRules.isNonError(response.status) else { return [] }
    let target = NormalizedURL(request, policy)
    var urls = [target.text]
    for name in [HTTPField.Name.location, .contentLocation] {
      guard let reference = response.headerFields[name],
        let url = resolve(reference, against: CacheKey.requestURL(request), policy),
        url.origin == target.origin, !urls.contains(url.text)
      else { continue }
      urls.append(url.text)
    }
    return urls
  }

  private static func resolve(
    _ reference: String, against base: String, _ policy: CachePolicy
  ) -> NormalizedURL? {
    guard reference.utf8.count <= 65_536, let base = URL(string: base),
      let url = URL(string: reference, relativeTo: base)
    else { return nil }
    return NormalizedURL(url.absoluteString, policy)
  }
}
