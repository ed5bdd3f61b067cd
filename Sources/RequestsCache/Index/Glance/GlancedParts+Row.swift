import CacheStore
import EntryTable
import FoundationEssentials
import HTTPCaching
import SQLite

extension GlancedParts {
  /// Packs the row that `EntryRow` would be, from the bytes where they lie: of most values of a scan no text is
  /// made.
  ///
  /// - Returns: false, with nothing packed, where a text has to be changed before it is shown.
  func pack(
    _ mark: ValueMark, _ bytes: UnsafeRawBufferPointer, into row: inout RowPacker
  ) -> Bool {
    let url = self.url.utf8(bytes).isEmpty ? requestURL.utf8(bytes) : self.url.utf8(bytes)
    let (method, vary) = (method.utf8(bytes), vary.utf8(bytes))
    let type = EntryFacts.mediaType(contentType.utf8(bytes))
    guard url.isASCII, method.isASCII, vary.isASCII, type.isPlainLowerCase else { return false }
    let created = date(self.created, bytes) ?? Date(timeIntervalSince1970: 0)
    row.bind(1, EntryNumber.of(mark.key))
    row.bind(2, mark.key)
    row.bind(3, [UInt8]())
    row.bind(4, mark.version)
    row.bind(5, utf8: method)
    row.bind(6, utf8: url)
    URLRanges.withHost(of: url) { row.bind(7, utf8: $0) }
    row.bind(8, status.kind == .integer ? Int64(bitPattern: status.payload) : 0)
    row.bind(9, utf8: type)
    row.bind(10, content.kind == .missing ? 0 : Int64(content.range.count))
    row.bindNull(11)
    row.bind(12, larder.responseTime ?? created)
    row.bind(13, larder.generated ?? created)
    row.bind(14, created)
    row.bind(15, larder.validated)
    row.bind(16, EntryRow.expiry(date(expires, bytes)))
    row.bindNull(17)
    row.bindNull(18)
    row.bind(
      19,
      (hasETag ? EntryRow.Flag.entityTag : 0) | (hasLastModified ? EntryRow.Flag.lastModified : 0))
    row.bind(20, larder.rule.rawValue)
    row.bind(21, 0 as Int64)
    row.bindNull(22)
    row.bind(23, elapsed.number ?? 0)
    row.bind(24, utf8: vary)
    row.bind(25, 0 as Int64)
    row.bind(26, mark.place)
    row.bindNull(27)
    row.bind(28, HistoryItem.Event.stored.rawValue)
    row.bind(29, created)
    row.bind(30, "")
    row.endRow()
    return true
  }

  private func date(_ value: GlancedValue, _ bytes: UnsafeRawBufferPointer) -> Date? {
    value.raw(bytes).flatMap { ISODate($0)?.date }
  }
}

extension GlancedValue {
  /// The bytes of a text, or of a byte string; none of anything else.
  fileprivate func utf8(_ bytes: UnsafeRawBufferPointer) -> UnsafeBufferPointer<UInt8> {
    (raw(bytes) ?? UnsafeRawBufferPointer(start: nil, count: 0)).bindMemory(to: UInt8.self)
  }
}
