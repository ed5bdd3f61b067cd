import CacheStore
import FoundationEssentials
import HTTPCaching

/// Operations that read summaries and no bodies.
struct Listing {
  let store: any CacheStore
  let now: Date

  func perform(_ operation: ManagementOperation) async throws -> ManagementResult {
    switch operation {
    case .list: try await list()
    case .urls: try await urls()
    case .searchURL: try await search()
    case .pageExpires: try await page(EntrySort(.timeToLive))
    case .pageSize: try await page(EntrySort(.size, descending: true))
    case .browse: try await browse()
    default: try await stream()
    }
  }

  /// All rows kept in memory, as a naive browser has them.
  private func list() async throws -> ManagementResult {
    var rows: [(url: String, status: Int, size: Int64, expires: Date?)] = []
    try await eachPage { page in
      for row in page { rows.append((row.url, row.status, row.size, row.timeline.freshUntil)) }
    }
    return ManagementResult(rows.count, result: rows.reduce(0) { $0 + $1.size })
  }

  /// The same without keeping the rows.
  private func stream() async throws -> ManagementResult {
    var (count, bytes) = (0, Int64(0))
    try await eachPage { page in
      count += page.count
      bytes += page.reduce(0) { $0 + $1.size }
    }
    return ManagementResult(count, result: bytes)
  }

  private func urls() async throws -> ManagementResult {
    var urls: [String] = []
    try await eachPage { urls += $0.map(\.url) }
    return ManagementResult(urls.count)
  }

  private func search() async throws -> ManagementResult {
    var count = 0
    try await eachPage(matching: .urlContains("item/777")) { count += $0.count }
    return ManagementResult(count)
  }

  private func page(_ sort: EntrySort) async throws -> ManagementResult {
    let page = try await store.browse(EntryQuery(sort: sort, limit: 50, now: now))
    return ManagementResult(page.rows.count)
  }

  /// What a person does: the first and last page of every order, and pages in the middle.
  private func browse() async throws -> ManagementResult {
    var rows = 0
    for column in EntrySort.Column.allCases {
      for place in [EntryQuery.Place.start, .end, .row(50_000), .row(99_000)] {
        let query = EntryQuery(sort: EntrySort(column), place: place, limit: 100, now: now)
        rows += try await store.browse(query).rows.count
      }
    }
    return ManagementResult(rows)
  }

  private func eachPage(
    matching filter: EntryFilter = .all, _ body: ([EntrySummary]) -> Void
  ) async throws {
    var pager = EntryPager(filter, size: 10_000, now: now)
    while let rows = try await pager.next(in: store) { body(rows) }
  }
}
