/// Sessions whose caches the current task leaves alone.
enum CacheScope {
  @TaskLocal static var disabled: Set<ObjectIdentifier> = []
}

extension CachedSession {
  /// Runs `work` without this session's cache: what it requests, in tasks that it starts too, is neither
  /// answered from the store nor stored. Requests of others meanwhile are untouched, and so is a session
  /// with another cache. A successful unsafe request still removes what it made outdated (RFC 9111
  /// section 4.4).
  ///
  /// - Throws: what `work` throws.
  public func cacheDisabled<Result>(
    _ work: () async throws -> Result
  ) async rethrows -> Result {
    let disabled = CacheScope.disabled.union([ObjectIdentifier(core.gate)])
    return try await CacheScope.$disabled.withValue(disabled) { try await work() }
  }

  /// Whether requests of the current task use the cache: by `configuration.usesCache`, and outside of
  /// `cacheDisabled`.
  public var isCacheUsed: Bool {
    configuration.usesCache && !CacheScope.disabled.contains(ObjectIdentifier(core.gate))
  }
}
