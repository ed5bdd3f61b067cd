import BrowserUI
import CacheStore
import FoundationEssentials
import HTTPCaching
import HTTPTypes

/// A store in memory that answers effects at once: filters and orders have the meaning that
/// `CacheStore` gives them in Swift.
struct DemoStore {
  var entries: [EntryID: EntrySummary]
  var bodies: [EntryID: String] = [:]
  var trash: [TrashedEntry] = []
  var operations: [StoreOperation] = []
  var changes = Changes()
  var counter: Int64 = 1
  /// Entries whose keys a session has stored anew since they were deleted.
  var storedAgain: Set<EntryID> = []
  /// Entries with heads of their own.
  var replaced: [EntryID: CacheEntry] = [:]

  /// What entries were before.
  var former: [EntryID: CacheEntry] = [:]
  /// The filters that this browser and others saved.
  var filters = SavedFilters()
  /// The paths of files that were written.
  var files: Set<String> = []

  /// What an operation changed, for undo and redo.
  struct Changes {
    var before: [OperationID: [EntrySummary]] = [:]
    var after: [OperationID: [EntrySummary]] = [:]
  }

  init(_ entries: [EntrySummary] = DemoEntries.all) {
    self.entries = Dictionary(uniqueKeysWithValues: entries.map { ($0.id, $0) })
  }

  func trash(after place: TrashID?, limit: Int) -> [TrashedEntry] {
    let rest = place.map { place in trash.filter { $0.id.rawValue < place.rawValue } }
    return Array((rest ?? trash).prefix(limit))
  }

  func page(_ query: EntryQuery) -> EntryPage {
    let rows = sorted(query)
    let cursors = rows.map {
      EntryCursor(value: query.sort.value(of: $0, now: query.now), id: $0.id)
    }
    let index = { (id: EntryID) in rows.firstIndex { $0.id == id } }
    let start =
      switch query.place {
      case .start: 0
      case .end: rows.count - query.limit
      case .row(let row): row
      case .around(let id): index(id).map { $0 - query.limit / 2 } ?? 0
      case .after(let cursor): cursors.firstIndex { Self.precedes(cursor, $0, query) } ?? rows.count
      case .before(let cursor):
        (cursors.lastIndex { Self.precedes($0, cursor, query) } ?? -1) + 1 - query.limit
      }
    let first = max(0, min(start, rows.count))
    let end = min(rows.count, max(first, start + query.limit))
    return EntryPage(
      rows: Array(rows[first..<end]), cursors: Array(cursors[first..<end]), firstRow: first,
      total: rows.count)
  }

  private func sorted(_ query: EntryQuery) -> [EntrySummary] {
    entries.values.filter { query.filter.matches($0, now: query.now) }.sorted {
      let left = EntryCursor(value: query.sort.value(of: $0, now: query.now), id: $0.id)
      let right = EntryCursor(value: query.sort.value(of: $1, now: query.now), id: $1.id)
      return Self.precedes(left, right, query)
    }
  }

  private static func precedes(
    _ left: EntryCursor, _ right: EntryCursor, _ query: EntryQuery
  ) -> Bool {
    if left.value == right.value { return left.id.rawValue < right.id.rawValue }
    return query.sort.isDescending ? right.value < left.value : left.value < right.value
  }

  func totals(_ filter: EntryFilter, now: Date) -> EntryTotals {
    var totals = EntryTotals()
    var hosts: [String: EntryTotals.Host] = [:]
    for entry in entries.values where filter.matches(entry, now: now) {
      totals.count += 1
      totals.bytes += entry.size
      if let used = entry.lastUsed { totals.lastUsed = max(used, totals.lastUsed ?? used) }
      let name = URLParts(entry.url).authority
      hosts[name, default: .init(name: name, count: 0, bytes: 0)].count += 1
      hosts[name]?.bytes += entry.size
      Self.count(entry, now, &totals)
    }
    totals.topHosts = Array(
      hosts.values.sorted { ($1.bytes, $0.name) < ($0.bytes, $1.name) }.prefix(10))
    return totals
  }

  private static func count(_ entry: EntrySummary, _ now: Date, _ totals: inout EntryTotals) {
    if entry.isCorrupt {
      totals.corrupt += 1
      return
    }
    switch entry.timeline.state(at: now) {
    case .fresh: totals.fresh += 1
    case .neverExpires: totals.neverExpires += 1
    case .staleWhileRevalidate: totals.staleWhileRevalidate += 1
    case .stale: totals.stale += 1
    case .mustValidate: totals.mustValidate += 1
    }
  }

  func entry(_ id: EntryID) -> CacheEntry? {
    replaced[id] ?? entries[id].map { DemoEntries.entry($0, body: bodies[id]) }
  }

  func body(of id: EntryID, limit: Int64) -> Data? {
    guard let body = entry(id)?.body, body.size <= limit else { return nil }
    return self.body(body.handle)
  }

  func difference(_ comparison: Comparison) -> EntryDifference? {
    switch comparison {
    case .entries(let first, let second):
      guard let before = entry(first), let after = entry(second) else { return nil }
      let bodies = BodyDifference(body(before.body.handle), body(after.body.handle))
      return EntryDifference(before: before, after: after, body: bodies)
    case .former(let id):
      guard let before = former[id], let after = entry(id) else { return nil }
      return EntryDifference(before: before, after: after, body: .same)
    }
  }

  mutating func write(_ request: WriteRequest) -> WriteOutcome {
    guard request.mayReplace || !files.contains(request.path) else { return .exists }
    files.insert(request.path)
    return .written(ExportCount(entries: request.entries.count, redacted: 2))
  }

  func body(_ handle: Int64) -> Data {
    let id = EntryID(String(handle))
    guard let entry = entries[id] else { return Data() }
    return Data((bodies[id] ?? DemoEntries.body(entry)).utf8)
  }
}
