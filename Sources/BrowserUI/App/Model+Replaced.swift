import CacheStore

extension Model {
  /// Another file is in the place of the store's. What is known of entries is of the former one, and so is
  /// everything that names some: marks, dialogs, steps to undo. Nothing of that may reach the new one.
  mutating func storeReplaced(_ store: StoreDescription) -> [Effect] {
    let former = self
    self = Model(store: store, preferences: former.preferences, options: former.options)
    (choices, focus, sort) = (former.choices, former.focus, former.sort)
    (filterBar, savedFilters) = (former.filterBar, former.savedFilters)
    filterBar.close()
    (toasts, commandHistory, findText) = (former.toasts, former.commandHistory, former.findText)
    // Answers that are still on their way are told by their generation, and tasks by their number.
    (lastGeneration, tasks) = (former.lastGeneration, former.tasks)
    changesOfFormerStore = former.changesOfFormerStore + former.changesUnderWay
    tasks.forgetResults()
    isTouched = former.isTouched
    let stops = tasks.all.filter { $0.state != .ended }.flatMap { cancel($0.id) }
    return [.adoptStore] + stops + runFilter() + start(now: former.now, size: former.size)
      + say("the cache's file was replaced: this is the new one", .warning)
  }
}
