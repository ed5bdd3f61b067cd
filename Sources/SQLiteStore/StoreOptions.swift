public import CacheStore
public import FoundationEssentials

/// How a store is opened.
public struct StoreOptions: Sendable {
  /// How much it keeps, and for how long. Default: 1 GiB, a week of trash.
  public var limits = StoreLimits()

  /// The longest wait for another process's lock before a call throws `StoreError` with code
  /// `locked`. Default: one second.
  public var lockPatience: Duration = .seconds(1)

  /// Bytes of the file that lookups may map into memory; 0 reads with system calls instead.
  /// Default: 1 GiB.
  public var memoryMapLimit: Int64 = 1 << 30

  /// Where the store reads the time from: only for telling abandoned bodies of killed processes from
  /// those that are being written. Everything else takes `now` as a parameter.
  public var clock: @Sendable () -> Date = { Date() }

  /// Pages that the file may have at most, as if the disk were full then; for tests.
  package var pageLimit: Int?

  /// The defaults.
  public init() {}
}
