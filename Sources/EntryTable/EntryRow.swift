package import CacheStore
package import FoundationEssentials
import HTTPCaching
package import SQLite

/// A row of a table `entry`, or of one with the same columns: all that a list shows of an entry, and where
/// the rest of it is.
package struct EntryRow: Sendable {
  package var id: Int64
  package var key: String
  package var variant: [UInt8]
  package var version: Int64
  package var method: String
  package var url: String
  package var size: Int64
  package var encodedSize: Int64?
  package var facts: ResponseFacts
  package var stored: Date
  package var created: Date
  package var revalidated: Date?
  package var isCorrupt = false
  package var hits: Int64 = 0
  package var lastUsed: Date?
  package var fetchDuration: TimeInterval
  package var head: Int64
  package var body: Int64
  /// An expiry set by hand, in a form of the store's own; empty without.
  package var manual: [UInt8]
  package var change: Change

  package init(
    id: Int64, key: String, variant: [UInt8] = [], version: Int64, method: String, url: String,
    size: Int64, encodedSize: Int64? = nil, facts: ResponseFacts, stored: Date, created: Date,
    hits: Int64 = 0, lastUsed: Date? = nil, fetchDuration: TimeInterval, head: Int64, body: Int64,
    manual: [UInt8] = [], change: Change
  ) {
    self.id = id
    self.key = key
    self.variant = variant
    self.version = version
    self.method = method
    self.url = url
    self.size = size
    self.encodedSize = encodedSize
    self.facts = facts
    self.stored = stored
    self.created = created
    self.hits = hits
    self.lastUsed = lastUsed
    self.fetchDuration = fetchDuration
    self.head = head
    self.body = body
    self.manual = manual
    self.change = change
  }

  /// How the present version came about.
  package struct Change: Sendable, Hashable {
    package var event: HistoryItem.Event
    package var time: Date
    package var detail: String

    package init(event: HistoryItem.Event, time: Date, detail: String = "") {
      self.event = event
      self.time = time
      self.detail = detail
    }
  }

  package var reference: EntryReference {
    EntryReference(id: EntryID(number: id), version: version)
  }

  /// The number of the version after this one. A file may hold any number: the largest has one too.
  package var nextVersion: Int64 { version &+ 1 }

  /// The columns, in the order in which `init` reads and `bind` writes them, as does who packs a row without
  /// making it.
  package static let columns = """
    id, key, variant, version, method, url, host, status, type, size, encoded, stored, generated, \
    created, revalidated, expiry, swr, sie, flags, rule, hits, used, fetch, vary, head, body, manual, \
    event, changed, detail
    """

  private static let names = columns.split(separator: ", ")
  package static let columnCount = names.count
  /// The place of `expiry` among the columns, from 0.
  static let expiryColumn = names.firstIndex(of: "expiry") ?? 0

  /// As many parameters as there are columns.
  package static let parameters = names.map { _ in "?" }.joined(separator: ", ")

  /// What defines the columns behind `id`. A released definition never changes: files are out there.
  package static let definitions = """
    key TEXT NOT NULL, variant BLOB NOT NULL, version INTEGER NOT NULL, method TEXT NOT NULL,
    url TEXT NOT NULL, host TEXT NOT NULL, status INTEGER NOT NULL, type TEXT NOT NULL,
    size INTEGER NOT NULL, encoded INTEGER, stored REAL NOT NULL, generated REAL NOT NULL,
    created REAL NOT NULL, revalidated REAL, expiry REAL NOT NULL, swr REAL, sie REAL,
    flags INTEGER NOT NULL, rule TEXT NOT NULL, hits INTEGER NOT NULL, used REAL,
    fetch REAL NOT NULL, vary TEXT NOT NULL, head INTEGER NOT NULL, body INTEGER NOT NULL,
    manual BLOB, event TEXT NOT NULL, changed REAL NOT NULL, detail TEXT NOT NULL
    """

  /// The largest body in bytes that a row may speak of: 64 GiB.
  package static let largestBody: Int64 = 1 << 36

  /// SQL for the fields that a row can't be trusted with, as `summary` has them.
  static let sizeSQL = "min(max(0, size), \(largestBody))"
  static let isSoundSQL = "flags & \(Flag.corrupt) = 0"
  static let statusSQL = "(CASE WHEN \(isSoundSQL) THEN status ELSE 0 END)"

  /// The bits of `flags`.
  package enum Flag {
    package static let mustValidate: Int64 = 1
    package static let immutable: Int64 = 2
    package static let entityTag: Int64 = 4
    package static let lastModified: Int64 = 8
    package static let corrupt: Int64 = 16
  }
}

extension EntryRow {
  /// Reads a row whose first column is `id`. Any values will do; those of a wrong kind count as zero or
  /// empty.
  package init(_ row: some ColumnSource) {
    let flags = row.int(18)
    id = row.int(0)
    key = row.text(1)
    variant = row.bytes(2)
    version = row.int(3)
    method = row.text(4)
    url = row.text(5)
    size = Self.size(of: row)
    encodedSize = row.optionalInt(10)
    facts = ResponseFacts(row, flags: flags)
    stored = row.date(11)
    created = row.date(13)
    revalidated = row.optionalDate(14)
    isCorrupt = flags & Flag.corrupt != 0
    hits = max(0, row.int(20))
    lastUsed = row.optionalDate(21)
    fetchDuration = row.double(22)
    head = row.int(24)
    body = row.int(25)
    manual = row.bytes(26)
    change = Change(
      event: HistoryItem.Event(rawValue: row.text(27)) ?? .stored, time: row.date(28),
      detail: row.text(29))
  }

  /// Single columns of a row, where the rest isn't needed.
  package static func key(of row: some ColumnSource) -> String { row.text(1) }
  package static func version(of row: some ColumnSource) -> Int64 { row.int(3) }
  package static func size(of row: some ColumnSource) -> Int64 {
    min(max(0, row.int(9)), largestBody)
  }
  package static func body(of row: some ColumnSource) -> Int64 { row.int(25) }

  /// What the list shows. A corrupt row has status 0.
  package var summary: EntrySummary {
    EntrySummary(
      reference: reference, key: key, method: method, url: url,
      status: isCorrupt ? 0 : facts.status, mediaType: facts.mediaType, size: size, stored: stored,
      generated: facts.generated, created: created, revalidated: revalidated,
      timeline: facts.timeline, hits: Int(clamping: hits), lastUsed: lastUsed,
      fetchDuration: fetchDuration, hasEntityTag: facts.hasEntityTag,
      hasLastModified: facts.hasLastModified, vary: facts.vary, isCorrupt: isCorrupt)
  }

  package var bodyReference: BodyReference {
    BodyReference(handle: body, size: size, encodedSize: encodedSize)
  }
}

extension EntrySummary {
  /// What a list shows of a row: the same as `EntryRow(row).summary`, without the rest of it, and with each
  /// column looked at once, in their order.
  init(_ row: some ColumnSource) {
    let id = EntryID(number: row.int(0))
    let key = row.text(1)
    let reference = EntryReference(id: id, version: row.int(3))
    let (method, url, status, mediaType) = (row.text(4), row.text(5), row.int(7), row.text(8))
    let size = EntryRow.size(of: row)
    let (stored, generated, created) = (row.date(11), row.date(12), row.date(13))
    let revalidated = row.optionalDate(14)
    let timeline = FreshnessTimeline(row)
    let flags = row.int(18)
    let isCorrupt = flags & EntryRow.Flag.corrupt != 0
    self.init(
      reference: reference, key: key, method: method, url: url,
      status: isCorrupt ? 0 : Int(clamping: status), mediaType: mediaType, size: size,
      stored: stored, generated: generated, created: created, revalidated: revalidated,
      timeline: timeline, hits: Int(clamping: max(0, row.int(20))), lastUsed: row.optionalDate(21),
      fetchDuration: row.double(22), hasEntityTag: flags & EntryRow.Flag.entityTag != 0,
      hasLastModified: flags & EntryRow.Flag.lastModified != 0, vary: row.text(23),
      isCorrupt: isCorrupt)
  }
}

extension FreshnessTimeline {
  fileprivate init(_ row: some ColumnSource) {
    let (expiry, revalidating, failing) = (
      row.double(15), row.optionalDate(16), row.optionalDate(17)
    )
    let flags = row.int(18)
    self.init(
      freshUntil: expiry < EntrySort.never ? Date(timeIntervalSinceReferenceDate: expiry) : nil,
      staleWhileRevalidateUntil: revalidating, staleIfErrorUntil: failing,
      mustValidate: flags & EntryRow.Flag.mustValidate != 0,
      isImmutable: flags & EntryRow.Flag.immutable != 0,
      rule: Self.rule(row.text(19)))
  }

  private static func rule(_ name: String) -> LifetimeRule {
    rules.first { $0.name == name }?.rule ?? .none
  }

  /// To compare names so short is quicker than to look one up.
  private static let rules = LifetimeRule.allCases.map { (name: $0.rawValue, rule: $0) }
}

extension ResponseFacts {
  fileprivate init(_ row: some ColumnSource, flags: Int64) {
    self.init(
      status: Int(clamping: row.int(7)), mediaType: row.text(8), generated: row.date(12),
      timeline: FreshnessTimeline(row), hasEntityTag: flags & EntryRow.Flag.entityTag != 0,
      hasLastModified: flags & EntryRow.Flag.lastModified != 0, vary: row.text(23))
  }
}
