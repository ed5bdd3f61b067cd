import CacheStore
package import FoundationEssentials
import HTTPCaching
package import SQLite

extension EntryRow {
  private func bind(to sink: inout some ColumnSink & ~Copyable) {
    bindIdentity(to: &sink)
    sink.bind(8, Int64(facts.status))
    sink.bind(9, facts.mediaType)
    sink.bind(10, size)
    sink.bind(11, encodedSize)
    bindTimes(to: &sink)
    sink.bind(19, flags)
    sink.bind(20, facts.timeline.rule.rawValue)
    sink.bind(21, hits)
    sink.bind(22, lastUsed)
    sink.bind(23, fetchDuration)
    sink.bind(24, facts.vary)
    sink.bind(25, head)
    sink.bind(26, body)
    sink.bind(27, manual.isEmpty ? nil : manual)
    sink.bind(28, change.event.rawValue)
    sink.bind(29, change.time)
    sink.bind(30, change.detail)
  }

  /// Binds all columns, in their order, from the first parameter on.
  package func bind(to statement: Statement) {
    var statement = statement
    bind(to: &statement)
  }

  /// Packs all columns.
  package func pack(into packer: inout RowPacker) {
    bind(to: &packer)
    packer.endRow()
  }

  private func bindIdentity(to sink: inout some ColumnSink & ~Copyable) {
    sink.bind(1, id)
    sink.bind(2, key)
    sink.bind(3, variant)
    sink.bind(4, version)
    sink.bind(5, method)
    sink.bind(6, url)
    URLRanges.withHost(of: url) { sink.bind(7, utf8: $0) }
  }

  private func bindTimes(to sink: inout some ColumnSink & ~Copyable) {
    sink.bind(12, stored)
    sink.bind(13, facts.generated)
    sink.bind(14, created)
    sink.bind(15, revalidated)
    sink.bind(16, expiry)
    sink.bind(17, facts.timeline.staleWhileRevalidateUntil)
    sink.bind(18, facts.timeline.staleIfErrorUntil)
  }

  private var flags: Int64 {
    (facts.timeline.mustValidate ? Flag.mustValidate : 0)
      | (facts.timeline.isImmutable ? Flag.immutable : 0)
      | (facts.hasEntityTag ? Flag.entityTag : 0)
      | (facts.hasLastModified ? Flag.lastModified : 0)
      | (isCorrupt ? Flag.corrupt : 0)
  }

  private var expiry: Double {
    isCorrupt ? EntrySort.corrupt : Self.expiry(facts.timeline.freshUntil)
  }

  /// The column of a sound row that is fresh until then.
  package static func expiry(_ end: Date?) -> Double {
    guard let end = end?.timeIntervalSinceReferenceDate, end.isFinite else {
      return EntrySort.never
    }
    return end
  }
}
