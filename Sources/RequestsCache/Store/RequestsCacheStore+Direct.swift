package import CacheStore
import EntryTable
import HTTPCaching

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

  /// What is stored under the keys of plain GET and HEAD requests for a URL, with and without the check of
  /// certificates, and the copies that requests-cache has of the response where others redirected to it; nil
  /// where there is nothing, or something that varies.
  package func allEntries(withURL url: String) async throws -> [EntrySummary]? {
    try await reading { [self] in
      let found = try values(ofRequestsFor: url)
      let copies = try copies(ofResponsesFrom: url, but: Set(found.map(\.mark.key)))
      let entries = (found + copies).map(summary)
      guard !found.isEmpty, entries.allSatisfy(\.vary.isEmpty) else { return nil }
      return entries
    }
  }

  private func values(ofRequestsFor url: String) throws -> [StoredValue] {
    var settings = try keySettings()
    var values: [StoredValue] = []
    for verify in [RequestsKeySettings.Verify.on, .off] {
      settings.verify = verify
      for method in ["GET", "HEAD"] {
        let key = requestsCacheKey(.prepared(method: method, url: url), settings: settings)
        // Nothing separates the parts of a key: it may be another request's as well.
        guard let value = try storage.value(key.text),
          let document = try? decode(value).document,
          try isAnswer(document, to: CacheKeyParts(key))
        else { continue }
        values.append(value)
      }
    }
    return values
  }

  /// Where a URL redirected to another, requests-cache stores the last response under the first one's key too,
  /// which its aliases stand for.
  private func copies(
    ofResponsesFrom url: String, but known: Set<String>
  ) throws -> [StoredValue] {
    let spellings = Set(Self.spellings(of: url))
    let keys = Set(try storage.aliases().map(\.target)).subtracting(known)
    return try keys.sorted().compactMap { key in
      guard let value = try storage.value(key) else { return nil }
      return spellings.contains(row(value.mark, value.bytes).url) ? value : nil
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
