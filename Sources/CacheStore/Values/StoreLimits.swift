public import FoundationEssentials

/// How much a store keeps, and for how long. Limits hold after `CacheStore.enforceLimits(now:)`.
public struct StoreLimits: Sendable, Hashable {
  /// Bytes that the store may take, trash and heads included; nil for no limit. Default: 1 GiB.
  /// Beyond it the trash goes first, oldest first, then entries, least recently used first.
  public var maximumBytes: Int64? = 1 << 30

  /// Seconds after which an entry goes, counted from its arrival or last validation; nil, the
  /// default, for no limit. Freshness has nothing to do with it.
  public var maximumAge: TimeInterval?

  /// Seconds for which deleted and former entries are kept; 0 turns the trash off. Default: 7 days.
  public var trashAge: TimeInterval = 7 * 86_400

  /// Bytes of body that the trash may have; 0 turns it off. Default: 64 MB.
  public var trashBytes: Int64 = 64_000_000

  /// The defaults.
  public init() {}

  /// Whether anything is kept after a delete.
  public var hasTrash: Bool { trashAge > 0 && trashBytes > 0 }
}
