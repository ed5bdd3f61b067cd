import HTTPTypes

/// Fields by which some servers take another method than the request's own. No RFC has them.
enum MethodOverride {
  private static let names = ["x-http-method-override", "x-http-method", "x-method-override"]
    .compactMap { HTTPField.Name(parsed: $0) }

  /// The method that such a field asks for, where it is another than the request's own; nil otherwise.
  /// Of several the one that isn't safe counts, as nobody knows which the server hears.
  static func method(of request: HTTPRequest) -> HTTPRequest.Method? {
    let methods = names.flatMap { request.headerFields[values: $0] }
      .compactMap { HTTPRequest.Method(FieldValue.trim($0).uppercased()) }
      .filter { $0 != request.method }
    return methods.first { !Invalidation.isSafe($0) } ?? methods.first
  }
}

extension Exchange {
  /// Whether the request may have changed what is stored under its URL (RFC 9111 section 4.4).
  var isUnsafe: Bool {
    if let method = MethodOverride.method(of: request), !Invalidation.isSafe(method) { return true }
    return !Invalidation.isSafe(request.method) && !policy.caches(request.method)
  }
}
