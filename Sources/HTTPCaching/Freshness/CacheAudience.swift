import HTTPTypes

/// Whom a stored response is for: one user, or all that share a cache.
struct CacheAudience: Equatable {
  /// Whether several users share the cache.
  var isShared = false
  /// The names of its targeted fields in lower case, the strongest first (RFC 9213 section 2.2).
  var targetedFields: [String] = []

  /// One user alone.
  static let oneUser = CacheAudience()

  /// The targeted field that counts, if any, and its directives.
  func targetedControl(_ fields: HTTPFields) -> (name: String, control: CacheControl)? {
    for name in targetedFields {
      if let field = HTTPField.Name(name), let control = CacheControl(targeted: field, in: fields) {
        return (name, control)
      }
    }
    return nil
  }

  /// The directives of a response that count.
  func control(_ fields: HTTPFields) -> CacheControl {
    targetedControl(fields)?.control ?? CacheControl(fields)
  }
}

extension FreshnessSettings {
  /// Whom a response with these settings is for. What a shared cache has stored stays shared, so that a
  /// list shows what the cache does; what a private one has stored is shared for a session that is.
  func audience(in policy: CachePolicy?) -> CacheAudience {
    if isShared { return CacheAudience(isShared: true, targetedFields: targetedFields) }
    guard let policy, policy.isShared else { return .oneUser }
    return CacheAudience(
      isShared: true, targetedFields: policy.targetedFields.map(\.canonicalName))
  }
}
