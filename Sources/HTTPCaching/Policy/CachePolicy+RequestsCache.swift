extension CachePolicy {
  /// The meaning that the settings have in Python's requests-cache, for a cache that both use: what is
  /// stored never expires unless a setting says so, the response's own fields count for nothing
  /// (`cache_control` off), only GET and HEAD with status 200 are stored, and any other error status counts
  /// as an error for `staleIfError`.
  ///
  /// With `usesResponseFields` on, the precedence is that of `cache_control=True`: the response's fields,
  /// the request's `expireAfter`, the first URL rule that matches, `expireAfter`.
  public static var requestsCache: CachePolicy {
    var policy = CachePolicy()
    policy.expireAfter = .never
    policy.statuses = [200]
    policy.bridgesUnlistedStatuses = true
    policy.usesResponseFields = false
    policy.heuristicFraction = 0
    return policy
  }
}
