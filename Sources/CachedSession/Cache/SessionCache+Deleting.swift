public import CacheStore
public import FoundationEssentials
import HTTPCaching
public import HTTPTypes

extension SessionCache {
  /// Deletes what any of the conditions names. What isn't there is passed by, and what changes while it
  /// is deleted stays.
  ///
  /// - Parameters:
  ///   - keys: keys in hexadecimal; all variants under them go.
  ///   - urls: URLs in any spelling; whatever is stored of them goes, with any method and in all variants.
  ///   - requests: what they select, of variants only theirs. In a store of requests-cache, the others are
  ///     found by way of the first one that was stored, and no more without it.
  ///   - expired: whether what is past its freshness lifetime goes.
  ///   - invalid: whether what can't be decoded goes.
  ///   - age: what came into the cache that many seconds ago or earlier goes; nil for none.
  ///   - destination: the trash keeps it for a while, so that the store's `undo` brings it back. Default:
  ///     for good.
  /// - Returns: how many entries went.
  @discardableResult
  public func delete(
    keys: [String] = [], urls: [String] = [], requests: [HTTPRequest] = [], expired: Bool = false,
    invalid: Bool = false, olderThan age: TimeInterval? = nil,
    to destination: DeleteDestination = .purge
  ) async throws -> Int {
    var count = 0
    for key in keys { count += try await delete(try await references(key: key), to: destination) }
    for url in urls { count += try await delete(try await references(url: url), to: destination) }
    for request in requests {
      let found = try await candidates(for: request, body: nil)
      count += try await delete(found.map(\.reference), to: destination)
    }
    if expired || invalid {
      count += try await delete(
        filter(valid: false, expired: expired, invalid: invalid), to: destination)
    }
    guard let age else { return count }
    return count + (try await delete(filter(invalid: true, olderThan: age), to: destination))
  }

  /// Deletes the entries that match. Returns how many went.
  @discardableResult
  public func delete(
    matching filter: EntryFilter, to destination: DeleteDestination = .purge
  ) async throws -> Int {
    try await delete(entries(matching: filter), to: destination)
  }

  /// Deletes everything for good, what is in the trash too. Returns how many entries there were.
  @discardableResult
  public func clear() async throws -> Int {
    let count = try await delete(matching: .all)
    _ = try await write { try await $0.emptyTrash() }
    return count
  }

  private func delete(
    _ entries: EntrySequence, to destination: DeleteDestination
  ) async throws -> Int {
    var pages = entries.makeAsyncIterator()
    var count = 0
    while let rows = try await pages.nextPage() {
      count += try await delete(rows.map(\.reference), to: destination)
    }
    return count
  }

  private func delete(
    _ references: [EntryReference], to destination: DeleteDestination
  ) async throws -> Int {
    guard !references.isEmpty else { return 0 }
    let now = core.now()
    return try await write {
      try await $0.delete(references, to: destination, reason: "session", now: now)
    }.changed.count
  }

  /// What is stored under a key, also what can't be decoded.
  private func references(key: String) async throws -> [EntryReference] {
    let now = core.now()
    return try await read { store in
      if let direct = store as? any DirectLookup {
        return try await direct.entries(withKey: key).map(\.reference)
      }
      return try await store.references(matching: .equals(.key, key), now: now)
    }
  }

  private func references(url: String) async throws -> [EntryReference] {
    let now = core.now()
    let normalized = CacheKey.normalizedURL(url, policy: configuration.policy)
    return try await read { store in
      if let direct = store as? any DirectLookup,
        let found = try await direct.allEntries(withURL: url)
      {
        return found.map(\.reference)
      }
      let spellings = Set([url, normalized]).map { EntryFilter.equals(.url, $0) }
      return try await store.references(matching: .or(spellings), now: now)
    }
  }
}
