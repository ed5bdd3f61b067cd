/// Which releases of requests-cache and of url-normalize, which it uses, the keys of a cache were
/// made by. The same request can have other keys with other releases.
package struct RequestsKeyRelease: Sendable, Hashable {
  /// Releases of requests-cache that make keys differently.
  package enum Library: Sendable, Hashable, Comparable, CaseIterable {
    /// 1.0 and 1.1: bodies are put in one spelling only if their type is exactly
    /// `application/json` or that of a form, and the path of a certificate is part of the key.
    case v10
    /// 1.2: any `application/` type with `json` in it, and parameters of types, count too.
    case v12
    /// 1.3.0 and 1.3.1: `content_root_key`.
    case v13
    /// From 1.3.2: more fields are ignored when nothing else is said.
    case v132
  }

  /// Major releases of url-normalize.
  package enum URLNormalize: Sendable, Hashable, Comparable, CaseIterable {
    /// Sorts the encoded query, leaves `=` plain in it, removes `utm_source`.
    case v1
    /// Decodes escapes of reserved characters such as `%2F`, and repairs what is not UTF-8.
    case v2
    /// Keeps both.
    case v3
  }

  package var library: Library
  package var urlNormalize: URLNormalize

  /// - Parameters:
  ///   - library: default: the newest.
  ///   - urlNormalize: default: the newest.
  package init(library: Library = .v132, urlNormalize: URLNormalize = .v3) {
    self.library = library
    self.urlNormalize = urlNormalize
  }

  /// requests-cache 1.3.3 with url-normalize 3.
  package static let newest = RequestsKeyRelease()

  /// The names that are ignored when a session is given none; letters count as they are written.
  package var ignoredParameters: [String] {
    library >= .v132
      ? [
        "Authorization", "Proxy-Authorization", "X-API-Key", "X-Auth-Token", "X-API-Token",
        "X-Access-Token", "access_token", "api_key", "apikey",
      ]
      : ["Authorization", "X-API-KEY", "access_token", "api_key"]
  }
}
