/// What a proxy takes from its clients.
public struct ProxyLimits: Sendable, Hashable {
  /// Bytes of a request's head. Default: 64 KiB.
  public var head = 64 * 1024
  /// Fields of a request. Default: 200.
  public var fields = 200
  /// Bytes of a request's content that are kept in memory; longer content is passed on as it comes.
  /// Default: 1 MiB.
  public var contentInMemory: Int64 = 1 << 20
  /// Connections at a time; for another one that goes which has waited longest for a request, or it waits.
  /// Fewer where the process may not open files for all. Default: 1024.
  public var connections = 1024
  /// Seconds for a whole head from its first byte on. Default: 10.
  public var headTime = 10
  /// Seconds that a connection may rest between requests. Default: 60.
  public var idleTime = 60
  /// Seconds without a byte within a message, in either direction. Default: 60.
  public var stallTime = 60

  /// The defaults above.
  public init() {}
}
