import CacheStore
import CacheStoreTesting
import Testing

@Test(arguments: StoreCase.all)
func `a store in memory keeps every promise`(promise: StoreCase) async throws {
  try await promise.run { MemoryStore(limits: $0) }
}
