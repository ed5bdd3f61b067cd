import CacheStore
public import FoundationEssentials
public import HTTPCaching
public import HTTPTypes

/// What a session has stored, and what can be done with it: `session.cache` of requests-cache.
///
/// It works on the session's store, whichever that is, and with the settings that the session had when this
/// value was taken. Bulk operations go through the store page by page; what others store meanwhile they may
/// meet or not. Unlike requests, whose answers never depend on the store's health, each call here throws
/// `StoreError` when the store can't do what is asked.
public struct SessionCache: Sendable {
  let core: SessionCore
  let configuration: SessionConfiguration

  func read<T>(_ work: (any CacheStore) async throws -> T) async throws -> T {
    try await core.gate.perform(.read, work).get()
  }

  func write<T>(_ work: (any CacheStore) async throws -> T) async throws -> T {
    try await core.gate.perform(.write, work).get()
  }

  /// Runs `work` on the entries that match, page by page, in the order in which they were stored.
  func forEachPage(
    _ filter: EntryFilter, _ work: ([EntrySummary]) async throws -> Void
  ) async throws {
    var pages = EntrySequence(self, filter).makeAsyncIterator()
    while let rows = try await pages.nextPage() { try await work(rows) }
  }

  /// The key that the session gives a request, and what went into it.
  public func key(
    for request: HTTPRequest, body: Data? = nil
  ) -> (key: CacheKey, parts: CacheKeyParts) {
    configuration.key(of: request.with(defaults: configuration.defaultFields), body: body)
  }
}

extension CachedSession {
  /// What is stored, and what can be done with it.
  public var cache: SessionCache { SessionCache(core: core, configuration: configuration) }
}
