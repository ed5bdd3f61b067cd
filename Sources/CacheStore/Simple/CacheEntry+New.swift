public import FoundationEssentials
public import HTTPCaching

extension CacheEntry {
  /// What a store keeps of an entry that a session hands to it.
  ///
  /// - Parameters:
  ///   - new: what the session said.
  ///   - reference: what the store calls it.
  ///   - body: where the store has the body, and its size.
  ///   - created: when the first entry with that key and variant came into the cache; nil, the default, for
  ///     one that has just come.
  public init(
    _ new: NewEntry, reference: EntryReference, body: BodyReference, created: Date? = nil
  ) {
    let facts = ResponseFacts(new.stored)
    let summary = EntrySummary(
      reference: reference, key: new.key.hex, method: new.keyParts.method, url: new.keyParts.url,
      status: facts.status, mediaType: facts.mediaType, size: body.size,
      stored: new.stored.responseTime, generated: facts.generated,
      created: created ?? new.stored.responseTime, timeline: facts.timeline,
      fetchDuration: new.fetchDuration, hasEntityTag: facts.hasEntityTag,
      hasLastModified: facts.hasLastModified, vary: facts.vary)
    self.init(
      summary: summary, stored: new.stored, keyParts: new.keyParts, body: body,
      varyFields: new.varyFields, redirects: new.redirects)
  }

  /// The same with the head, times and settings that a 304 or a person has given it, as a new version.
  public func freshened(
    with stored: StoredResponse, version: Int64, now: Date
  ) -> CacheEntry {
    var entry = self
    let facts = ResponseFacts(stored)
    entry.stored = stored
    entry.summary.reference.version = version
    entry.summary.stored = stored.responseTime
    entry.summary.generated = facts.generated
    entry.summary.timeline = facts.timeline
    entry.summary.status = facts.status
    entry.summary.mediaType = facts.mediaType
    entry.summary.hasEntityTag = facts.hasEntityTag
    entry.summary.hasLastModified = facts.hasLastModified
    entry.summary.vary = facts.vary
    if stored.settings.manual == nil { entry.summary.revalidated = now }
    return entry
  }
}

extension StoredCandidate {
  /// An entry as a lookup finds it, with its body where that is at hand.
  public init(_ entry: CacheEntry, inlineBody: Data? = nil) {
    self.init(
      reference: entry.summary.reference, method: entry.keyParts.method, url: entry.keyParts.url,
      stored: entry.stored, body: entry.body, created: entry.summary.created,
      fetchDuration: entry.summary.fetchDuration, inlineBody: inlineBody)
  }
}
