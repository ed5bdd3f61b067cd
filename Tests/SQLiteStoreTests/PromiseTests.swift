import CacheStore
import CacheStoreTesting
import SQLiteStore
import TestSupport
import Testing

@Test(.ownThreads, arguments: StoreCase.all)
func `a store in a file keeps every promise`(promise: StoreCase) async throws {
  let folder = try TemporaryFolder()
  try await promise.run { limits in
    var options = StoreOptions()
    options.limits = limits
    return try SQLiteStore.open(path: folder.file(), options: options)
  }
}
