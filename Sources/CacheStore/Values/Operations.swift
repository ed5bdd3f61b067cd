public import FoundationEssentials

/// Which undoable operation.
public struct OperationID: Sendable, Hashable, Codable {
  /// The store's number for it; later operations have larger ones.
  public let rawValue: Int64

  /// An operation's number.
  public init(_ rawValue: Int64) { self.rawValue = rawValue }
}

/// An operation that can be undone.
public struct StoreOperation: Sendable, Hashable {
  /// What kind of operation.
  public enum Kind: String, Sendable, Hashable, Codable {
    case delete, expire, setExpiration, revalidate
  }

  /// Its number.
  public var id: OperationID
  /// What kind.
  public var kind: Kind
  /// When it was done.
  public var time: Date
  /// How many entries it touched.
  public var count: Int
  /// Its place among what is undone, from 1: higher than that of all that were undone before it. Nil while
  /// it is done.
  public var undoneOrder: Int?

  /// Whether it is undone at the moment.
  public var isUndone: Bool { undoneOrder != nil }

  /// Makes an operation record.
  public init(id: OperationID, kind: Kind, time: Date, count: Int, undoneOrder: Int? = nil) {
    self.id = id
    self.kind = kind
    self.time = time
    self.count = count
    self.undoneOrder = undoneOrder
  }
}

extension Sequence<StoreOperation> {
  /// The order of the next one of them that is undone.
  package var nextUndoneOrder: Int { (lazy.compactMap(\.undoneOrder).max() ?? 0) + 1 }
}

/// What became of an operation.
public struct OperationResult: Sendable, Hashable {
  /// Why an entry was left alone.
  public enum SkipReason: String, Sendable, Hashable {
    /// It was rewritten since its caller saw it.
    case changed
    /// It is no longer there.
    case gone
    /// It can't come back: the same key and variant are stored anew.
    case alreadyThere
    /// Its head can't be decoded, so that nothing can be changed in it.
    case corrupt
    /// It is signed, and the store hasn't the secret to sign it anew.
    case secretMissing
    /// It can be read, but is of a form that isn't written, as objects of old releases.
    case unchangeable
  }

  /// Its number; nil when nothing was done or nothing can be undone.
  public var operation: OperationID?
  /// The entries it changed or brought back, with their new versions; for a delete the ones it removed.
  public var changed: [EntryReference]
  /// The bytes of body that the changed entries have.
  public var bytes: Int64
  /// The entries it left alone.
  public var skipped: [EntryReference: SkipReason]

  /// Makes a result.
  public init(
    operation: OperationID? = nil, changed: [EntryReference] = [], bytes: Int64 = 0,
    skipped: [EntryReference: SkipReason] = [:]
  ) {
    self.operation = operation
    self.changed = changed
    self.bytes = bytes
    self.skipped = skipped
  }
}

/// Where deleted entries go.
public enum DeleteDestination: String, Sendable, Hashable {
  /// Kept for a while; `undo` and `restore` bring them back.
  case trash
  /// Gone for good.
  case purge
}

/// Which row of the trash.
public struct TrashID: Sendable, Hashable, Codable {
  /// The store's number for it.
  public let rawValue: Int64

  /// A trash row's number.
  public init(_ rawValue: Int64) { self.rawValue = rawValue }
}

/// An entry in the trash.
public struct TrashedEntry: Sendable, Hashable, Identifiable {
  /// The trash row.
  public var id: TrashID
  /// The entry as it was.
  public var summary: EntrySummary
  /// When it was deleted.
  public var deleted: Date
  /// Why: the words given to `delete`.
  public var reason: String
  /// The operation that deleted it.
  public var operation: OperationID

  /// Makes a trash record.
  public init(
    id: TrashID, summary: EntrySummary, deleted: Date, reason: String, operation: OperationID
  ) {
    self.id = id
    self.summary = summary
    self.deleted = deleted
    self.reason = reason
    self.operation = operation
  }
}

/// One event in an entry's life.
public struct HistoryItem: Sendable, Hashable {
  /// What happened.
  public enum Event: String, Sendable, Hashable, Codable {
    case stored, replaced, notModified = "not-modified", expired, expirationSet = "expiration-set",
      restored
  }

  /// When.
  public var time: Date
  /// What.
  public var event: Event
  /// The version that the entry had afterwards.
  public var version: Int64
  /// The status at that time.
  public var status: Int
  /// The body's size at that time.
  public var size: Int64
  /// A word more, such as the former expiry.
  public var detail: String

  /// Makes a history item.
  public init(
    time: Date, event: Event, version: Int64, status: Int, size: Int64, detail: String = ""
  ) {
    self.time = time
    self.event = event
    self.version = version
    self.status = status
    self.size = size
    self.detail = detail
  }
}

/// What a store can do.
public struct StoreCapabilities: OptionSet, Sendable, Hashable {
  /// The bits.
  public let rawValue: Int

  /// From bits.
  public init(rawValue: Int) { self.rawValue = rawValue }

  /// Takes new entries.
  public static let insert = StoreCapabilities(rawValue: 1 << 0)
  /// Deletes entries.
  public static let delete = StoreCapabilities(rawValue: 1 << 1)
  /// Keeps what was deleted for a while.
  public static let trash = StoreCapabilities(rawValue: 1 << 2)
  /// Takes an expiry set by hand.
  public static let setExpiration = StoreCapabilities(rawValue: 1 << 3)
  /// Takes a 304.
  public static let freshen = StoreCapabilities(rawValue: 1 << 4)
  /// Stores bodies piece by piece.
  public static let stream = StoreCapabilities(rawValue: 1 << 5)
  /// Knows hits and times of use.
  public static let lastUsed = StoreCapabilities(rawValue: 1 << 6)
  /// Keeps statistics of sessions.
  public static let activity = StoreCapabilities(rawValue: 1 << 7)
  /// Keeps former versions.
  public static let history = StoreCapabilities(rawValue: 1 << 8)

  /// Keeps parts of responses (RFC 9111 section 3.3), each an entry with the status 206. What shows or
  /// copies entries must know that such a body is not all.
  public static let parts = StoreCapabilities(rawValue: 1 << 9)

  /// Everything.
  public static let all = StoreCapabilities(rawValue: (1 << 10) - 1)
}

/// Sizes of a cache as a file.
public struct StorageFacts: Sendable, Hashable {
  /// Bytes on disk, with side files.
  public var bytesOnDisk: Int64
  /// Bytes that a vacuum would free.
  public var reclaimableBytes: Int64

  /// Makes storage facts.
  public init(bytesOnDisk: Int64, reclaimableBytes: Int64) {
    self.bytesOnDisk = bytesOnDisk
    self.reclaimableBytes = reclaimableBytes
  }
}
