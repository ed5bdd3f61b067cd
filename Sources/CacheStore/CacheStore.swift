public import FoundationEssentials
public import HTTPCaching

/// A cache that sessions fill and people manage.
///
/// What an implementation owes beyond `CacheReader`:
/// - `put`, `freshen` and each batch of a bulk operation are atomic: after a crash an entry is there as
///   before or as after, never half;
/// - when a call returns, its effect survives the end of the process;
/// - operations carry the version that their caller saw; an entry that changed meanwhile is skipped and
///   reported, never touched;
/// - no write lock is held for more than a few milliseconds, however many entries an operation has.
public protocol CacheStore: CacheReader {
  /// Stores an entry whose body is in memory, replacing the one with the same key and variant.
  @discardableResult
  func put(_ entry: NewEntry, body: Data) async throws -> EntryReference

  /// Begins to store a body of unknown size; nothing is visible until `commit`.
  func stageBody() async throws -> any BodyStaging

  /// Replaces an entry that its caller saw, and keeps the former one, body included, as far as the
  /// trash has room: one undoable operation of kind `revalidate`. `put` keeps nothing.
  ///
  /// - Returns: the operation; the reference is among the skipped when the entry changed or went.
  func replace(
    _ reference: EntryReference, with entry: NewEntry, body: Data, now: Date
  ) async throws -> OperationResult

  /// Replaces head, times and settings of an entry and keeps its body: a 304 (RFC 9111 section 4.3.4).
  /// What it was goes to the entry's history.
  ///
  /// - Returns: the new reference, or nil when the entry changed or went meanwhile.
  func freshen(
    _ reference: EntryReference, with stored: StoredResponse, now: Date
  ) async throws -> EntryReference?

  /// Sets an expiry by hand; `.immediately` expires. One undoable operation.
  func setExpiration(
    _ expiration: Expiration, of references: [EntryReference], now: Date
  ) async throws -> OperationResult

  /// Deletes, to the trash or for good.
  func delete(
    _ references: [EntryReference], to destination: DeleteDestination, reason: String, now: Date
  ) async throws -> OperationResult

  /// Deletes every entry of these URLs whatever their method, as invalidation asks (RFC 9111
  /// section 4.4). Returns how many went.
  func invalidate(urls: [String], now: Date) async throws -> Int

  /// Undoes an operation. Entries that were rewritten since are skipped and reported.
  func undo(_ operation: OperationID, now: Date) async throws -> OperationResult

  /// Does an undone operation again.
  func redo(_ operation: OperationID, now: Date) async throws -> OperationResult

  /// Makes one operation of several that one command made, under the number of the newest: one undo takes all
  /// of it back. Those that are undone or forgotten, or are about an entry that another one is about too, stay
  /// as they are. Default: all do.
  func joinOperations(_ operations: [OperationID]) async throws

  /// Brings single entries back from the trash.
  func restore(_ trashed: [TrashID], now: Date) async throws -> OperationResult

  /// Empties the trash. Returns how many entries went for good.
  func emptyTrash() async throws -> Int

  /// Adds what a session counted since the last call; also records use times and hits of entries.
  func record(_ activity: ActivityDelta) async throws

  /// Evicts, least recently used first, until the limits hold, and cleans trash and orphans.
  /// Returns how many entries went.
  func enforceLimits(now: Date) async throws -> Int

  /// Gives free pages back to the file system in small steps, at most `pages` of them.
  /// Returns how many bytes were freed.
  func vacuum(pages: Int) async throws -> Int64

  /// Lets go of files, when all that was asked before is done, and leaves no side files behind unless others
  /// have them open. Default: there are none.
  func close() async
}

extension CacheStore {
  /// There is nothing to let go of.
  public func close() async {}

  /// They stay as they are.
  public func joinOperations(_ operations: [OperationID]) async throws {}
}

/// A body on its way into a store. Not calling `commit` abandons it.
public protocol BodyStaging: Sendable {
  /// Appends bytes.
  func append(_ bytes: Data) async throws

  /// Makes the entry visible with all that was appended.
  func commit(_ entry: NewEntry) async throws -> EntryReference

  /// Throws away what was appended.
  func abandon() async
}
