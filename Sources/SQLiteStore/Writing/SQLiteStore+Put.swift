public import CacheStore
public import FoundationEssentials
public import HTTPCaching

extension SQLiteStore {
  /// Bodies up to this size are written in less time than it takes to change threads twice.
  private static let smallBody = 1 << 16

  /// Bodies beyond this size are written in several transactions, between which others may write.
  private static let largeBody = 1 << 20

  /// Stores an entry whose body is in memory; it becomes visible with all of it.
  @discardableResult
  public func put(_ entry: NewEntry, body: Data) async throws -> EntryReference {
    guard body.count <= Self.largeBody else { return try await putInPieces(entry, body) }
    let prepared = PreparedEntry(entry)
    guard body.count > Self.smallBody else {
      return try await writeAtOnce { try $0.put(prepared, .memory(body)) }
    }
    return try await write { try $0.put(prepared, .memory(body)) }
  }

  private func putInPieces(_ entry: NewEntry, _ body: Data) async throws -> EntryReference {
    let staging = try await stageBody()
    var rest = body[...]
    while !rest.isEmpty {
      try await staging.append(rest.prefix(Self.largeBody))
      rest = rest.dropFirst(Self.largeBody)
    }
    return try await staging.commit(entry)
  }

  /// Begins to store a body of unknown size; nothing is visible until `commit`. Up to 1 MiB stays in
  /// memory, more goes to the file piece by piece.
  public func stageBody() async throws -> any BodyStaging {
    guard let writer else { throw StoreError(.readOnly, store: path) }
    return SQLiteBodyStaging(writer)
  }

  /// Replaces head, times and settings of an entry and keeps its body.
  public func freshen(
    _ reference: EntryReference, with stored: StoredResponse, now: Date
  ) async throws -> EntryReference? {
    try await writeAtOnce { try $0.freshen(reference, with: stored, now: now) }
  }

  /// Replaces an entry that its caller saw, and keeps the former one for `undo`.
  public func replace(
    _ reference: EntryReference, with entry: NewEntry, body: Data, now: Date
  ) async throws -> OperationResult {
    let prepared = PreparedEntry(entry)
    return try await write { try $0.replace(reference, with: prepared, body: body, now: now) }
  }

  /// Runs a body of one small transaction with the connection that writes.
  private func writeAtOnce<Result: Sendable>(
    _ body: @escaping @Sendable (WriterConnection) throws -> Result
  ) async throws -> Result {
    guard let writer else { throw StoreError(.readOnly, store: path) }
    return try await writer.performAtOnce(body)
  }

  /// Runs a body with the connection that writes.
  func write<Result: Sendable>(
    _ body: @escaping @Sendable (WriterConnection) throws -> Result
  ) async throws -> Result {
    guard let writer else { throw StoreError(.readOnly, store: path) }
    return try await writer.perform(body)
  }
}
