import FoundationEssentials

/// A body on its way into a `MemoryStore`.
actor MemoryBodyStaging: BodyStaging {
  private let store: MemoryStore
  private var buffer = Data()
  private var isOver = false

  init(_ store: MemoryStore) { self.store = store }

  func append(_ bytes: Data) async throws {
    guard !isOver else { throw StoreError(.gone, store: store.name) }
    buffer.append(bytes)
  }

  func commit(_ entry: NewEntry) async throws -> EntryReference {
    guard !isOver else { throw StoreError(.gone, store: store.name) }
    isOver = true
    return try await store.put(entry, body: buffer)
  }

  func abandon() async {
    isOver = true
    buffer = Data()
  }
}
