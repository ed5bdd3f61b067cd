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
    let entry = newEntry(stored, content)
    return try await write { store in
      guard request.absoluteURL != nil else {
        throw StoreError(.unsupported, store: store.name, detail: "a request without a URL")
      }
      guard let entry else {
        throw StoreError(.unsupported, store: store.name, detail: "a secret in Location")
      }
      return try await store.put(entry, body: body)
    }
  }

  /// The entry for a response; nil where a redirect could not be followed without a secret.
  private func newEntry(_ stored: StoredResponse, _ content: Data?) -> NewEntry? {
    let policy = configuration.policy
    let (key, parts) = configuration.key(of: stored.request, body: content)
    return policy.redacted(stored).map {
      NewEntry(
        key: key, keyParts: parts,
        varyFields: Variance.varyFields(of: $0.response, request: $0.request), stored: $0,
        requestBody: content.map { policy.redacted($0, of: stored.request) })
    }
  }

  /// Copies the entries of another cache into this one, under the keys that this session has for them;
  /// what is here under the same key and variant is replaced. Bodies are copied piece by piece. Redirects
  /// that lead to an entry come along.
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
    let redirects = try await redirects(in: entry, of: source)
    return try await write { store in
      guard !new.stored.isPart || store.capabilities.contains(.parts) else { return false }
      // One that keeps them in their entry has them by their URLs.
      if !(store is any RedirectsInEntries) {
        for (redirect, body) in redirects {
          let lookup = CacheLookup(
            key: redirect.key, parts: redirect.keyParts, request: redirect.stored.request)
          // An entry of that URL counts for more, as it does in the source.
          guard try await store.candidates(for: lookup).isEmpty else { continue }
          try await store.put(redirect, body: body)
        }
      }
      try await store.put(new, bodyOf: entry, from: source)
      return true
    }
  }

  /// The redirects that a source has in an entry, as entries of their own.
  private func redirects(
    in entry: CacheEntry, of source: any CacheReader
  ) async throws -> [(entry: NewEntry, body: Data)] {
    guard !entry.redirects.isEmpty, let source = source as? any RedirectsInEntries else {
      return []
    }
    return try await source.redirects(in: entry.summary.reference).compactMap { stored, body in
      newEntry(stored, nil).map { ($0, body) }
    }
  }
}
