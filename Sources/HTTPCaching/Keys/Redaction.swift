public import HTTPTypes

extension CachePolicy {
  /// The request as it is stored: the values of ignored parameters and fields replaced by
  /// `IgnoredParameters.mark`, user name and password dropped from the URL.
  public func redacted(_ request: HTTPRequest) -> HTTPRequest {
    var result = request
    if let authority = request.authority, let at = authority.utf8.lastIndex(of: UInt8(ascii: "@")) {
      result.authority = String(authority[authority.utf8.index(after: at)...])
    }
    if let path = request.path, let mark = path.utf8.firstIndex(of: UInt8(ascii: "?")) {
      let query = NormalizedQuery(
        path.utf8[path.utf8.index(after: mark)...], ignoring: ignoredParameters, isSorted: false)
      if !query.ignored.isEmpty { result.path = path[...mark] + query.text }
    }
    for index in result.headerFields.indices
    where ignoredParameters.contains(result.headerFields[index].name.canonicalName) {
      result.headerFields[index].value = IgnoredParameters.mark
    }
    return result
  }
}
