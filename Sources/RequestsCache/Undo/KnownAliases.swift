import Synchronization

/// The aliases of all values by the keys that they stand for, looked up once a value goes.
final class KnownAliases: Sendable {
  private let storage: any ValueStorage
  private let known = Mutex<[String: [String]]?>(nil)

  init(_ storage: any ValueStorage) { self.storage = storage }

  func all() throws -> [String: [String]] {
    try known.withLock { known in
      if let known { return known }
      let found = Dictionary(grouping: try storage.aliases(), by: \.target)
        .mapValues { $0.map(\.alias) }
      known = found
      return found
    }
  }
}
