import CacheStore
import FoundationEssentials
import HTTPCaching
package import SQLite

extension EntryRow {
  /// Binds all columns, in their order, from the first parameter on.
  package func bind(to statement: Statement) {
    bindIdentity(to: statement)
    statement.bind(8, Int64(facts.status))
    statement.bind(9, facts.mediaType)
    statement.bind(10, size)
    statement.bind(11, encodedSize)
    bindTimes(to: statement)
    statement.bind(19, flags)
    statement.bind(20, facts.timeline.rule.rawValue)
    statement.bind(21, hits)
    statement.bind(22, lastUsed)
    statement.bind(23, fetchDuration)
    statement.bind(24, facts.vary)
    statement.bind(25, head)
    statement.bind(26, body)
    statement.bind(27, manual.isEmpty ? nil : manual)
    statement.bind(28, change.event.rawValue)
    statement.bind(29, change.time)
    statement.bind(30, change.detail)
  }

  private func bindIdentity(to statement: Statement) {
    statement.bind(1, id)
    statement.bind(2, key)
    statement.bind(3, variant)
    statement.bind(4, version)
    statement.bind(5, method)
    statement.bind(6, url)
    statement.bind(7, URLParts.host(of: url))
  }

  private func bindTimes(to statement: Statement) {
    statement.bind(12, stored)
    statement.bind(13, facts.generated)
    statement.bind(14, created)
    statement.bind(15, revalidated)
    statement.bind(16, expiry)
    statement.bind(17, facts.timeline.staleWhileRevalidateUntil)
    statement.bind(18, facts.timeline.staleIfErrorUntil)
  }

  private var flags: Int64 {
    (facts.timeline.mustValidate ? Flag.mustValidate : 0)
      | (facts.timeline.isImmutable ? Flag.immutable : 0)
      | (facts.hasEntityTag ? Flag.entityTag : 0)
      | (facts.hasLastModified ? Flag.lastModified : 0)
      | (isCorrupt ? Flag.corrupt : 0)
  }

  private var expiry: Double {
    if isCorrupt { return EntrySort.corrupt }
    guard let end = facts.timeline.freshUntil?.timeIntervalSinceReferenceDate, end.isFinite else {
      return EntrySort.never
    }
    return end
  }
}
