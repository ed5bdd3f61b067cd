import CacheStore
import Canvas

extension Model {
  static let filterMilliseconds = 80

  mutating func openFilter() -> [Effect] {
    filterBar.open(
      former: .init(
        filter: filterBar.applied, sort: sort, entry: list.focused?.id, run: filterRun))
    return requestFacets()
  }

  /// A key while the filter is being typed.
  mutating func filterKeyPressed(_ key: Key) -> [Effect] {
    let hint = filterBar.hint
    filterBar.hint = nil
    switch key {
    case .enter:
      let effects = applyTyped(isFinal: true)
      guard filterBar.error == nil else { return effects }
      filterBar.isHeld = false
      filterBar.remember()
      if let former = filterBar.former { noteClearing(former.filter, former.sort) }
      filterBar.close()
      return effects
    case .escape: return restoreFilter()
    case .up: filterBar.recall(1)
    case .down: filterBar.recall(-1)
    case .tab: completeFilter(after: hint)
    case .function(4): filterBar.field?.set("")
    default:
      guard filterBar.field?.take(key) == true else { return [] }
    }
    return [.startTimer(.filter, milliseconds: Self.filterMilliseconds)]
  }

  /// Applies what is typed if it can be read; else the last valid result stays. To look at all bodies for
  /// each half of a word would be no help: that begins with Enter.
  mutating func applyTyped(isFinal: Bool = false) -> [Effect] {
    guard let filter = filterBar.read(savedFilters) else { return [] }
    guard isFinal || !filter.readsContent || filter == filterBar.applied else {
      if filterBar.hint == nil { filterBar.hint = .enterScans }
      return []
    }
    return apply(filter, around: filterBar.formerEntry ?? list.focused?.id)
  }

  /// Applies a filter.
  mutating func apply(_ filter: Filter, around id: EntryID?) -> [Effect] {
    let order = filter.sort ?? filterBar.former?.sort ?? sort
    // Enter applies what was held: then nothing is what it matches.
    let isNews = filter != filterBar.applied || order != sort || showsMarkedOnly
    guard isNews || filterBar.isHeld else { return [] }
    filterBar.applied = filter
    filterBar.isHeld = false
    sort = order
    showsMarkedOnly = false
    return runFilter() + refilter(around: id)
  }

  /// Applies a filter that was chosen or named by a command, and remembers it.
  mutating func setFilter(_ filter: Filter) -> [Effect] {
    let (former, order) = (filterBar.applied, sort)
    let effects = apply(filter, around: list.focused?.id)
    filterBar.remember()
    noteClearing(former, order)
    return effects
  }

  /// Notes that a filter was cleared, so that undo brings it back.
  private mutating func noteClearing(_ former: Filter, _ order: EntrySort) {
    guard former.expression != .all, filterBar.applied.expression == .all else { return }
    var before = viewState
    (before.filter, before.sort) = (former, order)
    undoLog.did("cleared the filter \(former.text)", before: before, at: now)
  }

  private mutating func restoreFilter() -> [Effect] {
    guard let former = filterBar.former else {
      filterBar.close()
      return []
    }
    let hasChanged =
      former.filter != filterBar.applied || former.sort != sort || filterBar.isHeld
    filterBar.isHeld = false
    filterBar.close()
    guard hasChanged else { return [] }
    filterBar.applied = former.filter
    sort = former.sort
    let effects = runFilter(keeping: former.run)
    return effects + refilter(around: former.entry)
  }

  /// The run of a filter that is applied again: what it found is known, if it came to its end.
  private mutating func runFilter(keeping run: FilterRun?) -> [Effect] {
    guard let run, !run.isRunning else { return runFilter() }
    let effects = stopRun()
    filterRun = run
    return effects
  }

  // MARK: Completion

  var completion: FilterCompletion { FilterCompletion(facets: facets, saved: savedFilters) }

  /// Completes the word before the caret; once more, the next one of the candidates takes its place.
  private mutating func completeFilter(after hint: FilterBar.Hint?) {
    guard var field = filterBar.field else { return }
    if case .candidates(let candidates, let chosen) = hint, candidates.count > 1 {
      let next = chosen.map { ($0 + 1) % candidates.count } ?? 0
      let former = chosen.map { candidates[$0].word }
      let word = former ?? FilterCompletion.commonPrefix(candidates.map(\.word))
      field.replaceWord(word, with: candidates[next].word)
      filterBar.hint = .candidates(candidates, chosen: next)
    } else {
      let found = field.completeWord { completion.candidates(for: $0) }
      if !found.isEmpty { filterBar.hint = .candidates(found, chosen: found.count == 1 ? 0 : nil) }
    }
    filterBar.field = field
  }
}
