package import CacheStore
import EntryTable
package import FoundationEssentials
package import HTTPCaching
import HTTPTypes

extension RequestsCacheStore: RedirectsInEntries {
  package func redirects(
    in reference: EntryReference
  ) async throws -> [(stored: StoredResponse, body: Data)] {
    try await reading { [self] in
      guard let key = key(of: reference.id), let value = try storage.value(key) else { return [] }
      return try decode(value).document.redirects.map { ($0.stored(LarderFacts()), $0.bodyData) }
    }
  }

  /// A value as the entries that larder's own store has for it: one, or where others redirected to it one for
  /// each of them as well, as larder follows redirects itself.
  ///
  /// - Returns: nil when it is gone.
  /// - Throws: `StoreError` with code `corrupt` where it can't be decoded.
  package func ownEntries(
    of reference: EntryReference, policy: CachePolicy
  ) async throws -> [(entry: NewEntry, body: Data)]? {
    try await reading { [self] in
      guard let key = key(of: reference.id), let value = try storage.value(key) else {
        return nil
      }
      let decoded = try decode(value)
      let document = decoded.document
      let last = OwnEntry(document, decoded.stored, policy)
      let hops = document.redirects.map { hop in
        OwnEntry(hop, hop.stored(LarderFacts()), policy).value(redirects: [])
      }
      return hops + [last.value(redirects: document.history.map(\.url))]
    }
  }

  /// The entry to store for one of larder's own; nil where it needs the request's content to have a key.
  package func foreignEntry(_ entry: CacheEntry) throws -> NewEntry? {
    guard entry.keyParts.bodyDigest == nil else { return nil }
    var settings = try keySettings()
    settings.matchVary(entry.keyParts.matchedFields.map(\.name))
    let key = requestsCacheKey(SentRequest(entry.stored.request, nil), settings: settings)
    return NewEntry(
      key: CacheKey(hex: key.text), keyParts: CacheKeyParts(key), varyFields: entry.varyFields,
      stored: entry.stored, redirects: entry.redirects,
      fetchDuration: entry.summary.fetchDuration)
  }
}

/// A response with the key that larder has for it.
private struct OwnEntry {
  let document: ResponseDocument
  let stored: StoredResponse
  let policy: CachePolicy

  init(_ document: ResponseDocument, _ stored: StoredResponse, _ policy: CachePolicy) {
    self.document = document
    self.stored = stored
    self.policy = policy
  }

  func value(redirects: [String]) -> (entry: NewEntry, body: Data) {
    let content = document.request.body
    let (key, parts) = CacheKey.make(
      stored.request, body: content.isEmpty ? nil : content, policy: policy)
    let entry = NewEntry(
      key: key, keyParts: parts,
      varyFields: Variance.varyFields(of: stored.response, request: stored.request),
      stored: stored, redirects: redirects, fetchDuration: max(0, document.elapsed),
      requestBody: content.isEmpty ? nil : content)
    return (entry, document.bodyData)
  }
}
