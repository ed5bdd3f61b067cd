import CacheStore
import Synchronization

/// The stores that this process has opened.
enum OpenStores {
  private static let all = Mutex<[any CacheStore]>([])

  static func add(_ store: any CacheStore) -> any CacheStore {
    all.withLock { $0.append(store) }
    return store
  }

  /// Closes them all: who copies the file of a cache then has all of it.
  static func close() async {
    let stores = all.withLock { stores in
      defer { stores = [] }
      return stores
    }
    for store in stores { await store.close() }
  }
}
