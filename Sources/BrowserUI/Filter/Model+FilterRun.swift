import CacheStore

extension Model {
  /// What a filter can refer to at this moment.
  var filterContext: FilterContext {
    FilterContext(marked: marks.ids, inflight: tasks.pending)
  }

  /// Looks for what the bar's filter means, where no index answers that; ends a run that nobody needs any
  /// more.
  mutating func runFilter() -> [Effect] {
    let stop = endRun()
    // What came of the former one is not about this one.
    if toasts.current?.text == filterRun?.summary { toasts.hide() }
    let filter = filterBar.applied
    guard filter.needsRun else {
      filterRun = nil
      return stop
    }
    let generation = nextGeneration()
    filterRun = FilterRun(generation: generation)
    let selection = EntrySelection(filter.search(filterContext), sort: sort, limit: filter.limit)
    return stop + [.startSearch(selection, generation: generation)]
  }

  private func endRun() -> [Effect] {
    guard let filterRun, filterRun.isRunning else { return [] }
    return [.stopSearch(generation: filterRun.generation)]
  }

  /// Ends the run and keeps what it found.
  mutating func stopRun() -> [Effect] {
    let effects = endRun()
    if !effects.isEmpty { filterRun?.isStopped = true }
    return effects
  }

  mutating func searchAdvanced(_ progress: SearchRun.Progress, _ generation: Int) -> [Effect] {
    guard filterRun?.generation == generation else { return [] }
    let before = filterRun?.found.count
    filterRun?.advance(progress)
    guard filterRun?.found.count != before else { return [] }
    // The list follows at its own pace.
    return isWindowAwaited ? [] : refreshRun(isFirst: before == 0)
  }

  mutating func searchFinished(
    _ result: Result<SearchRun.Progress, Failure>, _ generation: Int
  ) -> [Effect] {
    guard filterRun?.generation == generation else { return [] }
    filterRun?.isRunning = false
    switch result {
    case .failure(let failure): return say(failure.sentence, .error)
    case .success(let progress):
      let isFirst = filterRun?.found.isEmpty == true
      filterRun?.finish(progress)
      guard let filterRun else { return [] }
      let isWarning = filterRun.isStopped || progress.unreadable + progress.opaque > 0
      let isTold = filterBar.applied.readsContent
      return refreshRun(isFirst: isFirst)
        + (isTold ? say(filterRun.summary, isWarning ? .warning : .info) : [])
    }
  }

  /// The list again, with what was found since.
  private mutating func refreshRun(isFirst: Bool) -> [Effect] {
    isFirst ? refilter(around: filterBar.formerEntry) : refresh()
  }

  /// Applies the filter anew to the cache as it is now, where it means what was found at some time.
  mutating func repeatRun() -> [Effect] {
    guard filterBar.applied.limit != nil, !filterBar.applied.readsContent,
      filterRun?.isRunning == false
    else { return [] }
    let shown = filterRun?.found ?? []
    let effects = runFilter()
    // The list stays as it is until the new answer is there.
    filterRun?.found = shown
    return effects
  }
}
