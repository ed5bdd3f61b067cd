public import CacheStore
public import FoundationEssentials
public import HTTPCaching
public import HTTPTypes

extension SessionCache {
  /// Gives each stored response that expiry from now on, whatever its fields and the settings say; the
  /// store's `undo` takes it back, page by page.
  ///
  /// - Parameters:
  ///   - expiration: `.after` counts from now; `.immediately` expires.
  ///   - filter: which entries. Default: all.
  /// - Returns: how many entries have it.
  @discardableResult
  public func resetExpiration(
    _ expiration: Expiration, matching filter: EntryFilter = .all
  ) async throws -> Int {
    var count = 0
    let now = core.now()
    try await forEachPage(filter) { rows in
      let references = rows.map(\.reference)
      count += try await write {
        try await $0.setExpiration(expiration, of: references, now: now)
      }.changed.count
    }
    return count
  }

  /// Stores a response to a request by hand, as if the origin had given it now; what the key has is
  /// replaced. Whether it may be stored by RFC 9111 is not asked. Ignored parameters are redacted.
  ///
  /// - Throws: `StoreError`; its code is `unsupported` for a request without a URL, and for a redirect that
  ///   could not be followed without the value of an ignored parameter.
  @discardableResult
  public func save(
    _ response: HTTPResponse, body: Data, for request: HTTPRequest, content: Data? = nil,
    expireAfter: Expiration? = nil
  ) async throws -> EntryReference {
    let (policy, now) = (configuration.policy, core.now())
    let request = request.with(defaults: configuration.defaultFields)
    let stored = StoredResponse(
      request: request, response: response, requestTime: now, responseTime: now,
      settings: policy.settings(for: request, perRequest: expireAfter))
    let (key, parts) = configuration.key(of: request, body: content)
    return try await write { store in
      guard request.absoluteURL != nil else {
        throw StoreError(.unsupported, store: store.name, detail: "a request without a URL")
      }
      guard let stored = policy.redacted(stored) else {
        throw StoreError(.unsupported, store: store.name, detail: "a secret in Location")
      }
      let entry = NewEntry(
        key: key, keyParts: parts,
        varyFields: Variance.varyFields(of: stored.response, request: stored.request),
        stored: stored, requestBody: content.map { policy.redacted($0, of: request) })
      return try await store.put(entry, body: body)
    }
  }

  /// Copies the entries of another cache into this one, under the keys that this session has for them;
  /// what is here under the same key and variant is replaced. Bodies are copied piece by piece.
  ///
  /// What can't be decoded is left out, so are parts where this store keeps none, and what needs its request's
  /// content for its key, where that key is not one of this session's kind: stores don't keep contents.
  ///
  /// - Parameter source: any cache, open for reading; it is not changed.
  /// - Returns: how many entries were copied.
  @discardableResult
  public func update(
    from source: any CacheReader, matching filter: EntryFilter = .all
  ) async throws -> Int {
    var count = 0
    var pager = EntryPager(filter, sort: EntrySort(.stored), now: core.now())
    while let rows = try await pager.next(in: source) {
      for row in rows where !row.isCorrupt {
        if try await copy(row, from: source) { count += 1 }
      }
    }
    return count
  }

  private func copy(_ row: EntrySummary, from source: any CacheReader) async throws -> Bool {
    guard let entry = try await source.entry(row.id), let new = rekeyed(entry) else { return false }
    return try await write { store in
      guard !new.stored.isPart || store.capabilities.contains(.parts) else { return false }
      try await store.put(new, bodyOf: entry, from: source)
      return true
    }
  }
}
