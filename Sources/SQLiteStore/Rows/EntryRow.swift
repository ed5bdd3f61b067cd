import CacheStore
import FoundationEssentials
import HTTPCaching
import SQLite

/// A row of `entry`, or of `shelf`, which has the same columns.
struct EntryRow: Sendable {
  var id: Int64
  var key: String
  var variant: [UInt8]
  var version: Int64
  var method: String
  var url: String
  var size: Int64
  var encodedSize: Int64?
  var facts: ResponseFacts
  var stored: Date
  var created: Date
  var revalidated: Date?
  var isCorrupt = false
  var hits: Int64 = 0
  var lastUsed: Date?
  var fetchDuration: TimeInterval
  var head: Int64
  var body: Int64
  var manual: FreshnessSettings.Manual?
  var change: Change

  /// How the present version came about.
  struct Change: Sendable, Hashable {
    var event: HistoryItem.Event
    var time: Date
    var detail = ""
  }

  var reference: EntryReference {
    EntryReference(id: EntryID(String(id)), version: version)
  }

  /// The number of the version after this one. A file may hold any number: the largest has one too.
  var nextVersion: Int64 { version &+ 1 }

  /// The columns, in the order in which `init` reads and `bind` writes them.
  static let columns = """
    id, key, variant, version, method, url, host, status, type, size, encoded, stored, generated, \
    created, revalidated, expiry, swr, sie, flags, rule, hits, used, fetch, vary, head, body, manual, \
    event, changed, detail
    """

  /// As many parameters as there are columns.
  static let parameters = columns.split(separator: ",").map { _ in "?" }.joined(separator: ", ")

  /// The bits of `flags`.
  enum Flag {
    static let mustValidate: Int64 = 1
    static let immutable: Int64 = 2
    static let entityTag: Int64 = 4
    static let lastModified: Int64 = 8
    static let corrupt: Int64 = 16
  }
}

extension EntryRow {
  /// Reads a row whose first column is `id`. Any values will do; those of a wrong kind count as zero or
  /// empty.
  init(_ row: Statement) {
    let flags = row.int(18)
    id = row.int(0)
    key = row.text(1)
    variant = row.bytes(2)
    version = row.int(3)
    method = row.text(4)
    url = row.text(5)
    size = min(max(0, row.int(9)), Schema.largestBody)
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
    manual = row.withBytes(26) { $0.isEmpty ? nil : try? SettingsCodec.decodeManual($0) }
    change = Change(
      event: HistoryItem.Event(rawValue: row.text(27)) ?? .stored, time: row.date(28),
      detail: row.text(29))
  }

  /// What the list shows. A corrupt row has status 0.
  var summary: EntrySummary {
    EntrySummary(
      reference: reference, key: key, method: method, url: url,
      status: isCorrupt ? 0 : facts.status, mediaType: facts.mediaType, size: size, stored: stored,
      generated: facts.generated, created: created, revalidated: revalidated,
      timeline: facts.timeline, hits: Int(clamping: hits), lastUsed: lastUsed,
      fetchDuration: fetchDuration, hasEntityTag: facts.hasEntityTag,
      hasLastModified: facts.hasLastModified, vary: facts.vary, isCorrupt: isCorrupt)
  }

  var bodyReference: BodyReference {
    BodyReference(handle: body, size: size, encodedSize: encodedSize)
  }
}

extension ResponseFacts {
  fileprivate init(_ row: Statement, flags: Int64) {
    let expiry = row.double(15)
    self.init(
      status: Int(clamping: row.int(7)), mediaType: row.text(8), generated: row.date(12),
      timeline: FreshnessTimeline(
        freshUntil: expiry < EntrySort.never ? Date(timeIntervalSinceReferenceDate: expiry) : nil,
        staleWhileRevalidateUntil: row.optionalDate(16), staleIfErrorUntil: row.optionalDate(17),
        mustValidate: flags & EntryRow.Flag.mustValidate != 0,
        isImmutable: flags & EntryRow.Flag.immutable != 0,
        rule: LifetimeRule(rawValue: row.text(19)) ?? .none),
      hasEntityTag: flags & EntryRow.Flag.entityTag != 0,
      hasLastModified: flags & EntryRow.Flag.lastModified != 0, vary: row.text(23))
  }
}
