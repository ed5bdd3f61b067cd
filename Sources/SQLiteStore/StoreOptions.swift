public import CacheStore
public import FoundationEssentials

/// How a store is opened.
public struct StoreOptions: Sendable {
  /// How much it keeps, and for how long. Default: 1 GiB, a week of trash.
  public var limits = StoreLimits()

  /// The longest wait for another process's lock before a call throws `StoreError` with code
  /// `locked`. Default: one second.
  public var lockPatience: Duration = .seconds(1)

  /// Bytes of the file that lookups may map into memory. Default: 0, lookups read with system calls.
  ///
  /// A map saves a few microseconds a lookup, and ends the process with a signal when somebody cuts the
  /// file short meanwhile. Map it only where nobody else can write the file.
  public var memoryMapLimit: Int64 = 0

  /// Where the store reads the time from: only for telling abandoned bodies of killed processes from
  /// those that are being written. Everything else takes `now` as a parameter.
  public var clock: @Sendable () -> Date = { Date() }

  /// Pages that the file may have at most, as if the disk were full then; for tests.
  package var pageLimit: Int?

  /// The defaults.
  public init() {}
}
