package import CacheStore
import Canvas
import FoundationEssentials

extension Model {
  /// What the list shows.
  package var shownFilter: EntryFilter {
    let typed =
      filterRun.map { EntryFilter.ids($0.found) } ?? filterBar.applied.entries(filterContext)
    guard showsMarkedOnly else { return typed }
    return typed == .all ? .ids(marks.ids) : .and([.ids(marks.ids), typed])
  }

  /// Rows that are fetched at once: the screen and two of it before and behind.
  private var windowLength: Int { max(60, 5 * list.height) }

  /// Asks for a page; an older question for the list's window needs no answer any more.
  mutating func requestPage(
    _ purpose: PagePurpose, _ place: EntryQuery.Place, limit: Int? = nil,
    filter: EntryFilter? = nil
  ) -> Effect {
    let generation = nextGeneration()
    if purpose.isWindow { awaitedPages = awaitedPages.filter { !$0.value.isWindow } }
    awaitedPages[generation] = purpose
    let query = EntryQuery(
      filter: filter ?? shownFilter, sort: sort, place: place, limit: limit ?? windowLength,
      now: now)
    return .loadPage(query, generation: generation)
  }

  /// Asks for the rows around the screen when some of them are missing.
  mutating func fetchIfNeeded() -> [Effect] {
    guard list.isLoaded, list.needsPage else { return [] }
    let start = max(0, min(list.top - 2 * list.height, list.total - windowLength))
    let range = start..<start + windowLength
    let isAwaited = awaitedPages.values.contains { $0.covers(list.wanted) }
    guard !isAwaited, answeredWindow != range else { return [] }
    return [requestPage(.window(range), start == 0 ? .start : .row(start))]
  }

  /// Asks for the same rows again, because they may have changed.
  ///
  /// - Parameter goal: where the cursor goes; nil: it stays on its entry, also on one that it moves to
  ///   before the answer is here.
  mutating func refresh(around goal: EntryID? = nil) -> [Effect] {
    answeredWindow = nil
    // What is still awaited, another order or a place for the cursor, would be forgotten.
    switch awaitedPages.values.first(where: \.isWindow) {
    case .refilter(let id)? where goal == nil:
      return [requestPage(.refilter(id), id.map { .around($0) } ?? .start)]
    case .refresh(let id, isGoal: true)? where goal == nil:
      return [requestPage(.refresh(id, isGoal: true), .around(id))]
    default: break
    }
    if let goal { return [requestPage(.refresh(goal, isGoal: true), .around(goal))] }
    if staysAtTop { return [requestPage(.refilter(nil), .start)] }
    if let id = list.focused?.id { return [requestPage(.refresh(id, isGoal: false), .around(id))] }
    let start = max(0, list.top - 2 * list.height)
    return [requestPage(.window(start..<start + windowLength), .row(start))]
  }

  /// Whether rows were asked for that are not here yet.
  var isWindowAwaited: Bool { awaitedPages.values.contains(where: \.isWindow) }

  /// Whether what is shown is the list of the filter and order before, and has been for a while.
  var isListLate: Bool { refiltered.map { now.timeIntervalSince($0) >= Self.patience } ?? false }

  private static let patience = 0.2

  /// Asks for the list of another filter or order, around an entry where it is in it.
  mutating func refilter(around id: EntryID?) -> [Effect] {
    answeredWindow = nil
    if refiltered == nil, list.isLoaded { refiltered = now }
    return [requestPage(.refilter(id), id.map { .around($0) } ?? .start)]
  }

  mutating func pageLoaded(_ result: Result<EntryPage, Failure>, _ generation: Int) -> [Effect] {
    guard let purpose = awaitedPages.removeValue(forKey: generation) else {
      return tellScreens(.pageLoaded(result, generation: generation))
    }
    switch result {
    case .failure(let failure):
      heldKeys = []
      return say(failure.sentence, .error)
    case .success(let page): return take(page, for: purpose)
    }
  }

  private mutating func take(_ page: EntryPage, for purpose: PagePurpose) -> [Effect] {
    if purpose.isWindow {
      refiltered = nil
      filterBar.isHeld = page.total == 0 && list.total > 0 && filterBar.isUnfinished
      if filterBar.isHeld { return [] }
    }
    switch purpose {
    case .window(let range):
      answeredWindow = range
      absorb(page)
    case .refresh(let id, let isGoal):
      takeRefreshed(page, isGoal ? id : list.focused?.id ?? id)
    case .refilter(let id):
      let offset = list.cursor - list.top
      absorb(page)
      let row = page.rows.firstIndex { $0.id == id }
      list.place(cursor: row.map { $0 + page.firstRow } ?? 0, below: row == nil ? 0 : offset)
    case .seek(let kind, let forward, let isWrapped):
      return found(page, kind, forward: forward, isWrapped: isWrapped)
    case .event(let event, let isHidden): return found(page, of: event, isHidden: isHidden)
    case .range:
      for row in page.rows { marks.add(row) }
      return []
    }
    return fetchIfNeeded() + follow() + pressHeldKeys()
  }

  /// Where the entry under the cursor is gone, the cursor stays at its row.
  private mutating func takeRefreshed(_ page: EntryPage, _ id: EntryID) {
    if let index = page.rows.firstIndex(where: { $0.id == id }) {
      let offset = list.cursor - list.top
      absorb(page)
      list.place(cursor: page.firstRow + index, below: offset)
    } else if page.rows.count == page.total
      || page.firstRow + page.rows.count >= list.wanted.upperBound
    {
      absorb(page)
    } else {
      list.total = page.total
      list.rows = list.rows.filter { $0.id != id }
      list.cursors = []
      list.move(to: list.cursor)
    }
  }

  private mutating func absorb(_ page: EntryPage) {
    list.absorb(page)
    list.move(to: list.cursor)
    marks.refresh(page.rows)
  }

  /// Moves the cursor to a row.
  mutating func move(to row: Int) -> [Effect] {
    list.move(to: row)
    return fetchIfNeeded() + follow()
  }

  mutating func scroll(by rows: Int) -> [Effect] {
    list.scroll(by: rows)
    return fetchIfNeeded() + follow()
  }

  /// Another order; the entry under the cursor stays under it.
  mutating func setSort(_ sort: EntrySort) -> [Effect] {
    guard sort != self.sort else { return [] }
    self.sort = sort
    return refilter(around: list.focused?.id)
  }
}

extension PagePurpose {
  /// Whether the answer becomes the list's window.
  var isWindow: Bool {
    switch self {
    case .window, .refresh, .refilter: true
    case .seek, .range, .event: false
    }
  }

  /// Whether the answer is the list in another order or by another filter.
  var isRefilter: Bool {
    if case .refilter = self { true } else { false }
  }

  /// Whether the answer will have these rows.
  func covers(_ rows: Range<Int>) -> Bool {
    if case .window(let range) = self {
      range.lowerBound <= rows.lowerBound && rows.upperBound <= range.upperBound
    } else {
      false
    }
  }
}
