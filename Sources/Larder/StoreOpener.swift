import RequestsCache
import Synchronization

/// A store that is opened when it is first needed, and again when nobody has it any more.
final class StoreOpener: Sendable {
  private let open: @Sendable () throws -> RequestsCacheStore
  private let opened = Mutex(Opened())

  private struct Opened {
    weak var store: RequestsCacheStore?
  }

  init(_ open: @escaping @Sendable () throws -> RequestsCacheStore) { self.open = open }

  func store() throws -> RequestsCacheStore {
    try opened.withLock { opened in
      if let store = opened.store { return store }
      let store = try open()
      opened.store = store
      return store
    }
  }
}
