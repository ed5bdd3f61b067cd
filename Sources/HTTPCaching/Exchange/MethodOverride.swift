import HTTPTypes

/// Fields by which some servers take another method than the request's own. No RFC has them.
enum MethodOverride {
  /// In lower case.
  static let names = ["x-http-method-override", "x-http-method", "x-method-override"]

  /// The method that such a field asks for, where it is another than the request's own; nil otherwise.
  /// Of several the one that isn't safe counts, as nobody knows which the server hears.
  static func method(of request: HTTPRequest) -> HTTPRequest.Method? {
    let methods = request.headerFields.filter { names.contains($0.name.canonicalName) }
      .compactMap { HTTPRequest.Method(FieldValue.trim($0.value).uppercased()) }
      .filter { $0 != request.method }
    return methods.first { !Invalidation.isSafe($0) } ?? methods.first
  }
}

extension Exchange {
  /// The method that the request asks for by a field, where it is another than its own.
  var overridingMethod: HTTPRequest.Method? {
    facts.hasMethodOverride ? MethodOverride.method(of: request) : nil
  }

  /// Whether the request may have changed what is stored under its URL (RFC 9111 section 4.4).
  var isUnsafe: Bool {
    if let method = overridingMethod, !Invalidation.isSafe(method) { return true }
    return !Invalidation.isSafe(request.method) && !policy.caches(request.method)
  }
}
