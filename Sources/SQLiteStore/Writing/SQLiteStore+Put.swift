public import CacheStore
public import FoundationEssentials

extension SQLiteStore {
  /// Stores an entry whose body is in memory, in one transaction.
  public func put(_ entry: NewEntry, body: Data) async throws -> EntryReference {
    let prepared = PreparedEntry(entry)
    return try await write { try $0.put(prepared, .memory(body)) }
  }

  /// Runs a body with the connection that writes.
  func write<Result: Sendable>(
    _ body: @escaping @Sendable (WriterConnection) throws -> Result
  ) async throws -> Result {
    guard let writer else { throw StoreError(.readOnly, store: path) }
    return try await writer.perform(body)
  }
}
