package import FoundationEssentials
import HTTPCaching

/// A list worked out in memory: the meaning of queries, in Swift. Stores that ask a database must give
/// the same pages.
package struct MemoryList {
  private let query: EntryQuery
  private let rows: [Row]

  private struct Row {
    var summary: EntrySummary
    var cursor: EntryCursor
  }

  package init(_ query: EntryQuery, _ entries: [EntrySummary]) {
    self.query = query
    rows = entries.filter { query.filter.matches($0, now: query.now) }
      .map { entry in
        let value = query.sort.value(of: entry, now: query.now)
        return Row(summary: entry, cursor: EntryCursor(value: value, id: entry.id))
      }
      .sorted { query.sort.precedes($0.cursor, $1.cursor) }
  }

  /// The page that the query asks for.
  package var page: EntryPage {
    let limit = max(0, min(query.limit, 10_000))
    let range = range(limit: limit)
    let cut = rows[range]
    return EntryPage(
      rows: cut.map(\.summary), cursors: cut.map(\.cursor),
      firstRow: query.isCounted ? range.lowerBound : 0, total: query.isCounted ? rows.count : 0)
  }

  private func range(limit: Int) -> Range<Int> {
    switch query.place {
    case .start: page(from: 0, limit)
    case .end: page(from: rows.count - limit, limit)
    case .row(let row): page(from: row, limit)
    case .after(let cursor):
      page(from: rows.count { !query.sort.precedes(cursor, $0.cursor) }, limit)
    case .before(let cursor):
      { end in max(0, end - limit)..<end }(rows.count { query.sort.precedes($0.cursor, cursor) })
    case .around(let id):
      rows.firstIndex { $0.summary.id == id }.map {
        page(from: min($0 - limit / 2, rows.count - limit), limit)
      } ?? page(from: 0, limit)
    }
  }

  private func page(from row: Int, _ limit: Int) -> Range<Int> {
    let first = min(max(0, row), rows.count)
    return first..<min(first + limit, rows.count)
  }
}

extension EntrySort {
  /// Whether a place comes before another; equal values by the entry's number.
  package func precedes(_ left: EntryCursor, _ right: EntryCursor) -> Bool {
    let (first, second) = isDescending ? (right, left) : (left, right)
    if first.value < second.value { return true }
    if second.value < first.value { return false }
    return (first.id.number ?? 0) < (second.id.number ?? 0)
  }
}

extension EntryTotals {
  /// Totals of these entries at a moment.
  package init(_ entries: [EntrySummary], now: Date) {
    self.init()
    var hosts: [String: Host] = [:]
    for entry in entries {
      count += 1
      bytes += entry.size
      lastUsed = [lastUsed, entry.lastUsed].compactMap { $0 }.max()
      add(entry.isCorrupt ? nil : entry.timeline.state(at: now))
      let host = URLRanges.host(of: entry.url)
      hosts[host, default: Host(name: host, count: 0, bytes: 0)].count += 1
      hosts[host]?.bytes += entry.size
    }
    let order = hosts.values.sorted {
      $0.bytes != $1.bytes
        ? $0.bytes > $1.bytes : $0.name.utf8.lexicographicallyPrecedes($1.name.utf8)
    }
    topHosts = Array(order.prefix(10))
  }

  private mutating func add(_ state: FreshnessState?) {
    switch state {
    case .fresh: fresh += 1
    case .neverExpires: neverExpires += 1
    case .staleWhileRevalidate: staleWhileRevalidate += 1
    case .stale: stale += 1
    case .mustValidate: mustValidate += 1
    case nil: corrupt += 1
    }
  }
}
