package import HTTPCaching

/// Which fields and URL parameters carry secrets when entries leave the cache: more than those that a cache
/// ignores in its keys, as leaving out too much harms nobody here.
package struct SecretNames: Sendable, Hashable {
  /// Names of fields and parameters besides the usual ones.
  package var configured: IgnoredParameters

  /// The usual ones, and more in lower case.
  package init(besides more: Set<String>) { configured = .standard.union(more) }

  /// The usual ones, and these.
  package init(_ configured: IgnoredParameters = .standard) { self.configured = configured }

  /// Whether a field's whole value is left out; the name in lower case.
  package func contains(field name: String) -> Bool {
    Self.fields.contains(name) || name.hasPrefix("proxy-") && name != "proxy-authenticate"
      || Self.fieldParts.contains { name.contains($0) } || configured.contains(name)
  }

  /// Whether the value of a parameter in a URL is left out; the name in lower case, decoded.
  package func contains(parameter name: String) -> Bool {
    Self.parameters.contains(name) || configured.contains(name)
  }

  private static let fields: Set<String> = [
    "authorization", "cookie", "cookie2", "set-cookie", "set-cookie2", "authentication-info",
    "x-amz-signature", "x-goog-signature",
  ]

  private static let fieldParts = [
    "csrf", "xsrf", "api-key", "apikey", "token", "secret", "password",
  ]

  private static let parameters: Set<String> = [
    "token", "id_token", "refresh_token", "client_secret", "secret", "password", "passwd", "sig",
    "signature", "x-amz-signature", "x-amz-security-token", "x-goog-signature", "sessionid",
  ]
}
