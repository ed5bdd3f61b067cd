import CacheStore
import CacheStoreTesting
import RequestsCache
import TestSupport
import Testing

/// The promises of stores that the layout of requests-cache has no place for. Everything else holds.
let promisesWithoutAPlace: [(promise: String, reason: String)] = [
  ("what sessions count adds up", WithoutAPlace.statistics),
  ("events come back as they were, numbered without gaps", WithoutAPlace.statistics),
  ("a reader that falls behind learns how many events it missed", WithoutAPlace.statistics),
  ("sessions come latest first, twenty at most", WithoutAPlace.statistics),
  ("use is counted and changes no version", WithoutAPlace.uses),
  ("a deleted entry comes back whole", WithoutAPlace.uses),
  ("a replaced entry keeps its id, its birth and its use", WithoutAPlace.uses),
  ("an entry replaces only the same variant", WithoutAPlace.variants),
  ("values that run together are different variants", WithoutAPlace.variants),
  ("candidates come most recent first", WithoutAPlace.variants),
  ("a replacement may take the place of another variant", WithoutAPlace.variants),
  ("an entry comes back as it was stored", WithoutAPlace.parts),
  ("strings of any kind come back as they were", WithoutAPlace.parts),
  ("a lookup gives all that an answer needs", WithoutAPlace.expiry),
  ("a list shows times and flags that follow from the head", WithoutAPlace.expiry),
  ("heads may have very many fields and very long ones", WithoutAPlace.expiry),
  ("a 304 keeps the body and changes the times", WithoutAPlace.expiry),
  ("a replaced entry can be had back, body and all", WithoutAPlace.expiry),
  (
    "invalidation removes every entry of a URL and no other",
    "entries are found by the keys that a URL has; to find others all values would have to be "
      + "read"
  ),
  ("over its limit a store evicts the least recently used", WithoutAPlace.limits),
  ("the trash makes room before entries do", WithoutAPlace.limits),
  ("entries beyond the age limit go", WithoutAPlace.limits),
]

/// Why a promise has no place.
private enum WithoutAPlace {
  static let statistics = "there is no place for statistics"
  static let uses = "there is no place for counts of use"
  static let variants =
    "a key has one value; variants have keys of their own, which depend on "
    + "the request"
  static let expiry =
    "of what freshness follows from the layout keeps the expiry alone, as "
    + "Python decides by that"
  static let parts = "of what went into a key the layout keeps method and URL"
  static let limits = "the cache is Python's, which limits it or doesn't"
}

@Suite(.ownThreads) struct PromiseTests {
  /// Both storages, and values of bytes and of text; neither depends on the other.
  static let kinds = [("cache.sqlite", "pickle"), ("folder/", "json")]

  static let cases = StoreCase.all.filter { promise in
    !promisesWithoutAPlace.contains { $0.promise == promise.promise }
  }

  @Test func `each promise that is left out is one`() {
    let known = Set(StoreCase.all.map(\.promise))
    #expect(promisesWithoutAPlace.filter { !known.contains($0.promise) }.isEmpty)
  }

  @Test(arguments: cases)
  func `a store in Python's layout keeps every promise that has a place`(
    promise: StoreCase
  ) async throws {
    for (name, serializer) in Self.kinds {
      let folder = try TemporaryFolder()
      try await promise.run { limits in
        var options = RequestsCacheOptions()
        options.limits = limits
        options.serializer = serializer
        return try RequestsCacheStore.open(
          path: folder.file(name), mode: .create, options: options)
      }
    }
  }
}
