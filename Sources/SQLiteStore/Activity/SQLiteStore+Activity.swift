public import CacheStore
import HTTPCaching
import SQLite

extension SQLiteStore {
  /// Adds what a session counted, in one short transaction.
  public func record(_ activity: ActivityDelta) async throws {
    try await write { try $0.record(activity) }
  }

  /// Statistics that sessions wrote: one state of the cache.
  public func activity(after sequence: Int64?, limit: Int) async throws -> ActivitySnapshot {
    try await list { try $0.activity(after: sequence, limit: limit) }
  }
}

/// The names of counters in the file.
enum CounterName {
  static func outcome(_ outcome: ActivityEvent.Outcome) -> String { "outcome." + outcome.rawValue }

  static let prefixes = (hits: "hit-duration.", misses: "miss-duration.", outcomes: "outcome.")

  /// The single counts, by name.
  static let counts: [(String, any WritableKeyPath<ActivityCounters, Int64> & Sendable)] = [
    ("bytes-from-store", \.bytesFromStore), ("bytes-from-origin", \.bytesFromOrigin),
    ("store-writes", \.storeWrites), ("store-faults", \.storeFaults), ("collapsed", \.collapsed),
  ]

  static let secondsSaved = "seconds-saved"
}

extension ActivityCounters {
  /// The counts that aren't zero, by their names in the file.
  var named: [(name: String, value: Double)] {
    var named: [(String, Double)] = outcomes.map { (CounterName.outcome($0.key), Double($0.value)) }
    named += CounterName.counts.map { ($0.0, Double(self[keyPath: $0.1])) }
    named.append((CounterName.secondsSaved, secondsSaved))
    for bucket in 0..<Self.bucketCount {
      named.append(("\(CounterName.prefixes.hits)\(bucket)", Double(hitDurations[bucket])))
      named.append(("\(CounterName.prefixes.misses)\(bucket)", Double(missDurations[bucket])))
    }
    return named.filter { $0.1 != 0 }
  }

  /// Sets a count by its name in the file; unknown names are of a newer program.
  mutating func set(_ name: String, _ value: Double) {
    let count = Self.sound(Int64(exactly: value.rounded()) ?? 0)
    if let known = CounterName.counts.first(where: { $0.0 == name }) {
      self[keyPath: known.1] = count
    } else if name == CounterName.secondsSaved {
      secondsSaved = value
    } else if let outcome = Self.suffix(of: name, after: CounterName.prefixes.outcomes) {
      ActivityEvent.Outcome(rawValue: outcome).map { outcomes[$0] = count }
    } else if let bucket = Self.bucket(of: name, after: CounterName.prefixes.hits) {
      hitDurations[bucket] = count
    } else if let bucket = Self.bucket(of: name, after: CounterName.prefixes.misses) {
      missDurations[bucket] = count
    }
  }

  /// A count as a file has it, within what can be added up without care: 2^53.
  static func sound(_ count: Int64) -> Int64 { max(0, min(count, 1 << 53)) }

  private static func suffix(of name: String, after prefix: String) -> String? {
    name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : nil
  }

  private static func bucket(of name: String, after prefix: String) -> Int? {
    suffix(of: name, after: prefix).flatMap { Int($0) }.flatMap {
      (0..<bucketCount).contains($0) ? $0 : nil
    }
  }
}
