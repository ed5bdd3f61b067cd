public import HTTPCaching

/// What a proxy has done.
public struct ProxySummary: Sendable, Hashable {
  /// Requests by what became of them.
  public private(set) var outcomes: [CacheOutcome: Int] = [:]
  /// Bytes of bodies that clients got.
  public private(set) var bytes: Int64 = 0
  /// Those of them that didn't come from an origin.
  public private(set) var bytesFromStore: Int64 = 0
  /// Seconds of waiting that the store has saved.
  public private(set) var secondsSaved = 0.0
  /// Tunnels that were made, whose bytes nobody counts.
  public internal(set) var tunnels = 0

  /// All requests.
  public var requests: Int { outcomes.values.reduce(0, +) }

  /// Those that the store answered: at once, after a 304, or in an origin's stead.
  public var hits: Int {
    [.hit, .revalidated, .staleServed].reduce(0) { $0 + (outcomes[$1] ?? 0) }
  }

  mutating func add(_ outcome: CacheOutcome, bytes: Int64, secondsSaved: Double) {
    outcomes[outcome, default: 0] += 1
    self.bytes += bytes
    self.secondsSaved += secondsSaved
    if [.hit, .revalidated, .staleServed].contains(outcome) { bytesFromStore += bytes }
  }
}

/// A request that a proxy has answered.
public struct ProxyEvent: Sendable, Hashable {
  /// Its method.
  public var method: String
  /// The URL; of a tunnel host and port.
  public var url: String
  /// The status that the client got.
  public var status: Int
  /// What became of it; nil for a tunnel.
  public var outcome: CacheOutcome?
  /// Bytes of body that the client got.
  public var bytes: Int64
  /// Seconds until the last byte of the answer was sent.
  public var duration: Double
}
