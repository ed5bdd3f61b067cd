import CacheStore
import FoundationEssentials
import HTTPCaching
import HTTPTypes

extension SessionCache {
  /// Gives all entries the keys that the session's present settings make, after `ignoredParameters`,
  /// `matchedFields` or the key function changed. Variants stay variants, and what is ignored from now on
  /// goes from what is stored; a redirect that would lead elsewhere without it goes whole. Where two entries
  /// meet under one key and variant, one of them stays.
  ///
  /// A store that keeps more in its keys than requests tell does it itself: in one of requests-cache, entries
  /// of sessions that checked no certificates stay such, aliases follow, and an entry whose new key another
  /// one has stays as it is. There only keys change, and each to one of sessions that can read the value.
  ///
  /// - Returns: how many entries are not as they were.
  @discardableResult
  public func recreateKeys() async throws -> Int {
    let own = try await write { try await ($0 as? any KeyRecreation)?.recreateKeys() }
    if let own { return own }
    var count = 0
    try await forEachPage(.not(.flag(.corrupt))) { rows in
      for row in rows where try await rekey(row) { count += 1 }
    }
    return count
  }

  /// Stores an entry as it would be stored now; false when it is already so, or nobody can tell.
  private func rekey(_ row: EntrySummary) async throws -> Bool {
    guard let entry = try await read({ try await $0.entry(row.id) }) else { return false }
    let new = rekeyed(entry)
    let isKept = configuration.policy.redacted(entry.stored) != nil
    guard new != nil || !isKept else { return false }
    if let new, new.key.hex == row.key, new.stored == entry.stored { return false }
    let (reference, now) = (entry.summary.reference, core.now())
    return try await write { store in
      if let new { try await store.put(new, bodyOf: entry, from: store) }
      _ = try await store.delete([reference], to: .purge, reason: "new key", now: now)
      return true
    }
  }

  /// An entry as the session would store it; nil where it wouldn't, or only its request's content could
  /// tell the key.
  func rekeyed(_ entry: CacheEntry) -> NewEntry? {
    guard let stored = configuration.policy.redacted(entry.stored),
      let (key, parts) = newKey(of: entry)
    else { return nil }
    return NewEntry(
      key: key, keyParts: parts,
      varyFields: Variance.varyFields(of: stored.response, request: stored.request),
      stored: stored, encodedSize: entry.body.encodedSize,
      redirects: entry.redirects.map {
        CacheKey.normalizedURL($0, policy: configuration.policy)
      }, fetchDuration: entry.summary.fetchDuration)
  }

  private func newKey(of entry: CacheEntry) -> (key: CacheKey, parts: CacheKeyParts)? {
    var (key, parts) = configuration.key(of: entry.stored.request, body: nil)
    let isWhole = { (field: CacheKeyParts.Field) in field.name == CacheKeyParts.wholeRequest }
    let made = parts.matchedFields.filter(isWhole)
    var whole = entry.keyParts.matchedFields.filter(isWhole)
    let digest = entry.keyParts.bodyDigest
    guard digest != nil || !whole.isEmpty || !made.isEmpty else { return (key, parts) }
    // Digests of what isn't stored stay what they were, and only larder's own keys are made of such.
    guard key == CacheKey(parts), entry.summary.key == CacheKey(entry.keyParts).hex else {
      return nil
    }
    parts.bodyDigest = digest
    if configuration.policy.isShared {
      if whole.isEmpty {
        // One of what was redacted would be the same for all users.
        guard digest == nil, entry.keyParts.ignoredParameters.isEmpty else { return nil }
        whole = made
      }
      parts.matchedFields.removeAll(where: isWhole)
      parts.matchedFields = (parts.matchedFields + whole).sorted { $0.name < $1.name }
    }
    key = CacheKey(parts)
    return (key, parts)
  }
}
