import FoundationEssentials
import HTTPCaching

extension MemoryState {
  /// Bytes that an entry takes besides its body, roughly.
  private static let overhead: Int64 = 1024

  /// Bytes of bodies and, roughly, of heads.
  var usedBytes: Int64 {
    bodies.values.reduce(0) { $0 + Int64($1.count) }
      + Int64(entries.count + shelf.count) * Self.overhead
  }

  mutating func enforceLimits(now: Date) -> Int {
    trimTrash(now: now)
    return evictOld(now: now) + evictLeastRecentlyUsed()
  }

  private mutating func trimTrash(now: Date) {
    var sum: Int64 = 0
    for row in shelf.values.sorted(by: { $0.number > $1.number }) {
      sum += row.ownBytes
      if row.time <= now - limits.trashAge || sum > limits.trashBytes { drop(row) }
    }
  }

  private mutating func evictOld(now: Date) -> Int {
    guard let age = limits.maximumAge else { return 0 }
    let old = entries.values.filter { $0.stored < now - age }
    for entry in old { purge(entry) }
    return old.count
  }

  private mutating func evictLeastRecentlyUsed() -> Int {
    guard let limit = limits.maximumBytes, usedBytes > limit else { return 0 }
    for row in shelf.values { drop(row) }
    var used = usedBytes
    var evicted = 0
    let order = entries.values.sorted { ($0.lastTouched, $0.id) < ($1.lastTouched, $1.id) }
    for entry in order where used > limit {
      used -= Int64(bodies[entry.body]?.count ?? 0) + Self.overhead
      purge(entry)
      evicted += 1
    }
    return evicted
  }
}
