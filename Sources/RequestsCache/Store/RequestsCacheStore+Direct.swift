package import CacheStore
import EntryTable

extension RequestsCacheStore: DirectLookup {
  /// The value of a key or alias; nothing else is decoded.
  package func entries(withKey key: String) async throws -> [EntrySummary] {
    try await reading { [self] in try find(key).map { [summary($0)] } ?? [] }
  }

  /// What a session's GET of a URL would find, with and without the check of certificates.
  package func entries(withURL url: String) async throws -> [EntrySummary] {
    try await reading { [self] in
      var settings = try keySettings()
      let request = SentRequest.prepared(url: url)
      for verify in [RequestsKeySettings.Verify.on, .off] {
        settings.verify = verify
        let key = requestsCacheKey(request, settings: settings).text
        if let value = try find(key) { return [summary(value)] }
      }
      return []
    }
  }

  /// A value as a list shows it, named by its key.
  private func summary(_ value: StoredValue) -> EntrySummary {
    var summary = row(value.mark, value.bytes).summary
    summary.reference.id = oddKeys.remember(value.mark.key)
    return summary
  }

  /// The spellings in which a cache may have a URL: that of its keys, and that of stored requests, which
  /// is less changed.
  package static func spellings(of url: String) -> [String] {
    let prepared = SentRequest.prepared(url: url).url
    let names = IgnoredNames(RequestsKeyRelease.newest.ignoredParameters)
    var pieces = URLPieces(Array(prepared.utf8))
    pieces.query = FilteredQuery(pieces.query, ignoring: names).bytes
    let stored = String(decoding: pieces.joined, as: UTF8.self)
    let key = requestsCacheKey(SentRequest(url: prepared)).url
    return key == stored ? [key] : [key, stored]
  }
}
