import CacheStore
import CacheStoreTesting
import TestSupport
import Testing

@Test(.ownThreads, arguments: StoreCase.all)
func `a store in memory keeps every promise`(promise: StoreCase) async throws {
  try await promise.run { MemoryStore(limits: $0) }
}
