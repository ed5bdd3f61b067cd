import FoundationEssentials
import HTTPCaching

/// An entry of a `MemoryStore`.
struct MemoryEntry: Sendable {
  var id: Int64
  var version: Int64
  var new: NewEntry
  var facts: ResponseFacts
  var body: Int64
  var size: Int64
  var stored: Date
  var created: Date
  var revalidated: Date?
  var hits = 0
  var lastUsed: Date?
  var event: HistoryItem.Event
  var changed: Date
  var detail = ""

  /// An entry in the place of `former`, if there is one.
  init(_ new: NewEntry, after former: MemoryEntry?, id: Int64, body: Int64, size: Int) {
    self.id = id
    version = (former?.version ?? 0) + 1
    self.new = new
    facts = ResponseFacts(new.stored)
    self.body = body
    self.size = Int64(size)
    stored = new.stored.responseTime
    created = former?.created ?? new.stored.responseTime
    hits = former?.hits ?? 0
    lastUsed = former?.lastUsed
    event = former == nil ? .stored : .replaced
    changed = new.stored.responseTime
  }

  var url: String { new.keyParts.url }

  var reference: EntryReference {
    EntryReference(id: EntryID(number: id), version: version)
  }

  /// The place that it takes: one live entry has it.
  var slot: Slot { Slot(key: new.key, variant: new.varyFields) }

  struct Slot: Hashable {
    var key: CacheKey
    var variant: [CacheKeyParts.Field]
  }

  /// The last moment at which it was used or stored.
  var lastTouched: Date { max(lastUsed ?? stored, stored) }

  var bodyReference: BodyReference {
    BodyReference(handle: body, size: size, encodedSize: new.encodedSize)
  }

  var summary: EntrySummary {
    EntrySummary(
      reference: reference, key: new.key.hex, method: new.keyParts.method, url: url,
      status: facts.status, mediaType: facts.mediaType, size: size, stored: stored,
      generated: facts.generated, created: created, revalidated: revalidated,
      timeline: facts.timeline, hits: hits, lastUsed: lastUsed, fetchDuration: new.fetchDuration,
      hasEntityTag: facts.hasEntityTag, hasLastModified: facts.hasLastModified, vary: facts.vary)
  }

  var entry: CacheEntry {
    CacheEntry(
      summary: summary, stored: new.stored, keyParts: new.keyParts, body: bodyReference,
      varyFields: new.varyFields, redirects: new.redirects,
      rawFacts: [.init("row", String(id)), .init("body", String(body))])
  }

  var historyItem: HistoryItem {
    HistoryItem(
      time: changed, event: event, version: version, status: facts.status, size: size,
      detail: detail)
  }

  /// The next version, after that event.
  func next(_ event: HistoryItem.Event, at time: Date, detail: String = "") -> MemoryEntry {
    var next = self
    next.version += 1
    next.event = event
    next.changed = time
    next.detail = detail
    return next
  }
}
