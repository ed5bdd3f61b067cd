package import FoundationEssentials

/// A body that is gathered in memory on its way into a store, for stores that put bodies whole.
package actor GatheredBody: BodyStaging {
  private let store: any CacheStore
  private let limit: Int
  private let refusal: StoreError?
  private var body = Data()
  private var isOver = false

  /// - Parameters:
  ///   - store: gets the body with `put`.
  ///   - limit: how many bytes it may have. Default: any number.
  ///   - refusal: what a longer one throws. It is abandoned then.
  package init(_ store: any CacheStore, limit: Int = .max, refusal: StoreError? = nil) {
    self.store = store
    self.limit = limit
    self.refusal = refusal
  }

  package func append(_ bytes: Data) async throws {
    guard !isOver else { throw StoreError(.gone, store: store.name) }
    guard bytes.count <= limit - body.count else {
      await abandon()
      throw refusal ?? StoreError(.full, store: store.name)
    }
    body.append(bytes)
  }

  package func commit(_ entry: NewEntry) async throws -> EntryReference {
    guard !isOver else { throw StoreError(.gone, store: store.name) }
    isOver = true
    return try await store.put(entry, body: body)
  }

  package func abandon() async {
    isOver = true
    body = Data()
  }
}
