import BrowserUI
import CacheStore
import FoundationEssentials

/// Reads what a comparison of entries needs.
struct EntryComparison: Sendable {
  var store: any CacheStore

  private static let step: Int64 = 1 << 20
  /// Bodies up to this size are read before a revalidation, to be compared when it has changed them.
  private static let smallLimit: Int64 = 262_144

  /// Compares; nil where there is no former version.
  ///
  /// - Throws: `Failure` where an entry is gone.
  func compare(_ comparison: Comparison) async throws -> EntryDifference? {
    switch comparison {
    case .entries(let first, let second):
      let pair = try await (entry(first), entry(second))
      let isInOrder = pair.0.summary.stored <= pair.1.summary.stored
      return try await isInOrder ? difference(pair.0, pair.1) : difference(pair.1, pair.0)
    case .former(let id):
      guard let former = try await store.formerVersion(of: id) else { return nil }
      return try await difference(former, entry(id))
    }
  }

  /// Compares two entries in this order.
  func difference(_ before: CacheEntry, _ after: CacheEntry) async throws -> EntryDifference {
    EntryDifference(before: before, after: after, body: try await bodies(before, after))
  }

  /// An entry's body as people read it, if it is small.
  func smallBody(of id: EntryID) async -> Data? {
    guard let entry = try? await store.entry(id), entry.body.size <= Self.smallLimit else {
      return nil
    }
    return try? await store.readableBody(of: entry, limit: BodyDifference.sizeLimit)
  }

  private func entry(_ id: EntryID) async throws -> CacheEntry {
    guard let entry = try await store.entry(id) else {
      throw Failure(.nothingMatched, "One of the two entries is gone.")
    }
    return entry
  }

  /// Nil where one of them is no longer kept.
  private func bodies(_ before: CacheEntry, _ after: CacheEntry) async throws -> BodyDifference? {
    do {
      let limit = BodyDifference.sizeLimit
      guard max(before.body.size, after.body.size) <= limit else {
        return try await large(before.body, after.body)
      }
      return BodyDifference(
        try await store.readableBody(of: before, limit: limit),
        try await store.readableBody(of: after, limit: limit))
    } catch let error as StoreError where error.code == .gone {
      return nil
    }
  }

  /// Compares piece by piece.
  private func large(_ before: BodyReference, _ after: BodyReference) async throws -> BodyDifference
  {
    let end = min(before.size, after.size)
    for start in stride(from: 0, to: end, by: Int(Self.step)) {
      try Task.checkCancellation()
      let range = start..<min(start + Self.step, end)
      let old = try await store.read(before, range: range)
      let new = try await store.read(after, range: range)
      if old != new {
        return .large(firstDifference: start + Int64(zip(old, new).prefix { $0 == $1 }.count))
      }
    }
    return before.size == after.size ? .same : .large(firstDifference: nil)
  }
}
