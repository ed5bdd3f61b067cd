import CacheStore
import FoundationEssentials
import HTTPCaching
import HTTPTypes
import RequestsCache

/// Carries entries of a cache of requests-cache into larder's own store.
struct IncomingCarrier: EntryCarrier {
  let source: RequestsCacheStore
  let target: any CacheStore
  let policy = CachePolicy()

  func carry(_ reference: EntryReference) async throws -> Carried {
    let found: [(entry: NewEntry, body: Data)]?
    do {
      found = try await source.ownEntries(of: reference, policy: policy)
    } catch let error as StoreError where error.code == .corrupt {
      return .left("can't be decoded")
    }
    guard let found else { return .left("was deleted meanwhile") }
    var (entries, bytes) = (0, Int64(0))
    var isSame = true
    for (entry, body) in found {
      if let present = try await target.present(entry) {
        let isThis = present.answers(as: entry, body)
        isSame = isSame && isThis
        if isThis { try await add(entry, body, to: present) }
        continue
      }
      try await target.put(entry, body: body)
      entries += 1
      bytes += Int64(body.count)
    }
    guard entries > 0 else {
      return isSame
        ? .needless("there already")
        : .left("has the key of another entry there")
    }
    return .over(entries: entries, aliases: 0, bytes: bytes)
  }
}

extension IncomingCarrier {
  /// Notes which URLs redirected to a response that is there already.
  private func add(_ entry: NewEntry, _ body: Data, to present: StoredCandidate) async throws {
    guard !entry.redirects.isEmpty else { return }
    let known = try await target.entry(present.reference.id)?.redirects ?? []
    let new = entry.redirects.filter { !known.contains($0) }
    guard !new.isEmpty else { return }
    var entry = entry
    entry.redirects = known + new
    try await target.put(entry, body: body)
  }
}

/// Carries entries of larder's own store into a cache of requests-cache.
struct OutgoingCarrier: EntryCarrier {
  let source: any CacheStore
  let target: RequestsCacheStore

  func carry(_ reference: EntryReference) async throws -> Carried {
    guard let entry = try await source.readable(reference) else { return .left("can't be decoded") }
    let head = entry.stored.response
    guard !(300..<400).contains(head.status.code) || !head.headerFields.contains(.location) else {
      return .needless("redirects, which requests-cache has as aliases of what they lead to")
    }
    guard !entry.stored.isPart else {
      return .left("has only a part of its response, and requests-cache would take it for all")
    }
    guard let new = try target.foreignEntry(entry) else {
      return .left("needs the request's content for its key, which is not stored")
    }
    if let present = try await target.present(new) { return present.verdict(on: entry) }
    try await target.put(new, bodyOf: entry, from: source)
    return .over(entries: 1, aliases: new.redirects.count, bytes: entry.body.size)
  }
}

/// Carries entries of one store of larder's own into another.
struct PlainCarrier: EntryCarrier {
  let source: any CacheStore
  let target: any CacheStore

  func carry(_ reference: EntryReference) async throws -> Carried {
    guard let entry = try await source.readable(reference) else { return .left("can't be decoded") }
    let new = NewEntry(
      key: CacheKey(entry.keyParts), keyParts: entry.keyParts, varyFields: entry.varyFields,
      stored: entry.stored, encodedSize: entry.body.encodedSize, redirects: entry.redirects,
      fetchDuration: entry.summary.fetchDuration)
    if let present = try await target.present(new) { return present.verdict(on: entry) }
    try await target.put(new, bodyOf: entry, from: source)
    return .over(entries: 1, aliases: 0, bytes: entry.body.size)
  }
}

extension CacheStore {
  /// The entry; nil when it is gone or can't be decoded.
  fileprivate func readable(_ reference: EntryReference) async throws -> CacheEntry? {
    do {
      return try await entry(reference.id)
    } catch let error as StoreError where error.code == .corrupt {
      return nil
    }
  }

  /// The entry with the same key and variant that is there.
  fileprivate func present(_ entry: NewEntry) async throws -> StoredCandidate? {
    let lookup = CacheLookup(
      key: entry.key, parts: entry.keyParts, request: entry.stored.request)
    return try await candidates(for: lookup).first { candidate in
      let stored = candidate.stored
      return Variance.varyFields(of: stored.response, request: stored.request) == entry.varyFields
    }
  }
}

extension StoredCandidate {
  /// Whether it is the same response. Bodies that are too large to have come along count by their sizes.
  fileprivate func answers(as entry: NewEntry, _ content: Data) -> Bool {
    stored.response == entry.stored.response && body.size == Int64(content.count)
      && inlineBody.map { $0 == content } ?? true
  }

  /// What becomes of an entry in whose place this is: nothing, where it is the same by all that can be seen at
  /// once.
  fileprivate func verdict(on entry: CacheEntry) -> Carried {
    let isSame =
      stored.response.status.code == entry.stored.response.status.code
      && body.size == entry.body.size
    return isSame ? .needless("there already") : .left("has the key of another entry there")
  }
}
