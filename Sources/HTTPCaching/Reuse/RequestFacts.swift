import HTTPTypes

/// What one pass over a request's fields finds for the cache.
struct RequestFacts {
  var control = CacheControl()
  /// Whether it has `Range` (RFC 9110 section 14.2).
  var hasRange = false
  /// Whether it has a condition that a cache can evaluate: `If-None-Match`, `If-Modified-Since` (RFC 9111
  /// section 4.3.2).
  var hasCondition = false
  /// Whether it has a precondition that only the origin can evaluate (RFC 9111 section 4.3.2).
  var hasPrecondition = false
  /// Whether it has a field by which some servers take another method than its own.
  var hasMethodOverride = false
  private var hasCacheControl = false
  private var hasPragmaNoCache = false

  init(_ fields: HTTPFields) {
    for field in fields { add(field) }
  }

  /// Why the stored response must be validated; nil when the request doesn't ask for it.
  var noCache: Reason.Rule? {
    if control.has(.noCache) { return .requestNoCache }
    // RFC 9111 section 5.4: Pragma counts where there is no Cache-Control.
    return hasPragmaNoCache && !hasCacheControl ? .pragmaNoCache : nil
  }

  /// Why only the cache may answer; nil when the origin may too.
  func onlyIfCached(_ policy: CachePolicy) -> Reason.Rule? {
    if policy.onlyIfCached { return .onlyIfCachedSetting }
    return control.has(.onlyIfCached) ? .onlyIfCached : nil
  }

  private mutating func add(_ field: HTTPField) {
    switch field.name.canonicalName {
    case "cache-control":
      hasCacheControl = true
      control.add(field)
    case "pragma":
      let elements = FieldValue.elements(of: field)
      if elements.contains(where: { $0.lowercased() == "no-cache" }) { hasPragmaNoCache = true }
    case "range": hasRange = true
    case "if-none-match", "if-modified-since": hasCondition = true
    case "if-match", "if-unmodified-since": hasPrecondition = true
    case let name where MethodOverride.names.contains(name): hasMethodOverride = true
    default: break
    }
  }
}
