import CacheStore
import FoundationEssentials
import HTTPCaching
import HTTPTypes

extension DemoStore {
  /// All that a selection means.
  func search(_ selection: EntrySelection, now: Date) -> SearchRun.Progress {
    let possible = page(
      EntryQuery(
        filter: selection.search.necessaryFilter, sort: selection.sort, limit: 10_000, now: now))
    let matcher = SearchMatcher(selection.search, now: now)
    var progress = SearchRun.Progress()
    progress.total = possible.rows.count
    progress.scanned = possible.rows.count
    progress.found = possible.rows.filter { row in
      guard let entry = entry(row.id) else { return false }
      let searched = GatheredEntry(entry, body: body(entry.body.handle))
      return (try? matcher.matches(searched)) ?? false
    }.map(\.reference)
    if let limit = selection.limit { progress.found = Array(progress.found.prefix(limit)) }
    return progress
  }

  /// How far the search is when it begins, and halfway.
  func steps(of selection: EntrySelection, now: Date) -> [SearchRun.Progress] {
    let whole = search(selection, now: now)
    var half = whole
    half.scanned = whole.total / 2
    half.found = Array(whole.found.prefix((whole.found.count + 1) / 2))
    var start = half
    (start.scanned, start.found) = (0, [])
    return [start, half]
  }

  func values(
    _ facet: EntryFacet, _ filter: EntryFilter, _ limit: Int, now: Date
  ) -> [FacetValue] {
    FacetValue.all(
      facet, of: entries.values.filter { filter.matches($0, now: now) }, limit: limit)
  }
}
