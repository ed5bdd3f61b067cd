/// What became of a request; each request has exactly one.
public enum CacheOutcome: String, Sendable, Hashable, CaseIterable, Codable {
  /// Answered from the store without contact with the origin.
  case hit
  /// Answered from the store after a 304.
  case revalidated
  /// Stale, and the origin sent a new response.
  case changed
  /// A stale response served: while revalidating, on error, or as `max-stale` allows.
  case staleServed = "stale-served"
  /// Not in the store.
  case miss
  /// Passed the cache by: method, settings, `no-store`. Not a lookup.
  case bypass
  /// No answer: the origin failed, or `only-if-cached` found nothing.
  case error
}
