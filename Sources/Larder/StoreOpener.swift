import RequestsCache
import Synchronization

/// A store that is opened once, when it is first needed, and again after that has failed.
final class StoreOpener: Sendable {
  private let open: @Sendable () throws -> RequestsCacheStore
  private let opened = Mutex<RequestsCacheStore?>(nil)

  init(_ open: @escaping @Sendable () throws -> RequestsCacheStore) { self.open = open }

  func store() throws -> RequestsCacheStore {
    try opened.withLock { opened in
      if let store = opened { return store }
      let store = try open()
      opened = store
      return store
    }
  }
}
