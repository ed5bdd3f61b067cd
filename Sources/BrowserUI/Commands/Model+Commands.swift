import CacheStore

extension Model {
  /// Does what the command line asked for.
  mutating func run(_ command: Command) -> [Effect] {
    switch command {
    case .action(let action): return perform(action)
    case .sort(let sort): return setSort(sort)
    case .emptyTrash: return confirmEmptyTrash()
    case .write(let name, let path):
      guard let exporter = KnownExporters.named(name) else { return [] }
      guard !path.isEmpty else { return writePrompt(exporter, withSecrets: false) }
      let entries = Set(targets.map(\.id))
      guard !entries.isEmpty else { return nothingSelected() }
      return write(
        WriteRequest(
          exporter: name, entries: entries, path: path, withSecrets: false,
          secretNames: preferences.secretNames))
    case .whatIf(let whatIf):
      viewer.whatIf = whatIf.isEmpty ? nil : whatIf
      return show(.explain)
    case .filter(let filter): return setFilter(filter)
    case .save(let name): return saveFilter(as: name)
    case .forget(let name): return forgetFilter(name)
    case .reasons(let filter): return openReasons(filter)
    case .variants: return openVariants()
    case .bulk(let action, let selector):
      if let reason = disabledReason(action.action) { return say(reason, .warning) }
      return select(selector, for: action)
    }
  }

  private mutating func select(_ selector: Command.Selector, for action: BulkAction) -> [Effect] {
    switch selector {
    case .targets: return perform(action, on: targets, selection: selection)
    case .focus:
      guard let focused = list.focused else { return nothingSelected() }
      return perform(action, on: [focused.reference], selection: focused.url)
    case .marked:
      let marked = marks.isEmpty ? [] : targets
      if marked.isEmpty { return nothingMarked() }
      return perform(action, on: marked, selection: selection)
    case .shown: return ask(shownFilter, shownSelection, action)
    case .hidden: return ask(.not(shownFilter), "hidden by the filter", action)
    case .stale: return ask(.flag(.stale), "all stale", action)
    case .all: return ask(.all, "all entries", action)
    case .matching(let filter): return ask(filter, action)
    }
  }

  private mutating func ask(
    _ filter: EntryFilter, _ selection: String, _ action: BulkAction
  ) -> [Effect] {
    [resolve(filter, for: .bulk(action, selection: selection))] + say("looking for \(selection)")
  }

  /// Asks for the entries of a filter, which may have to be looked for.
  private mutating func ask(_ filter: Filter, _ action: BulkAction) -> [Effect] {
    let selection = "\"\(filter.text)\""
    guard filter.needsRun else { return ask(filter.entries(filterContext), selection, action) }
    let generation = nextGeneration()
    awaitedReferences[generation] = .bulk(action, selection: selection)
    let entries = EntrySelection(
      filter.search(filterContext), sort: filter.sort ?? sort, limit: filter.limit)
    return [.resolveSelection(entries, generation: generation)] + say("looking for \(selection)")
  }

  private var shownSelection: String {
    let text = filterBar.applied.text
    let filter = text.isEmpty ? "all shown" : "filter \"\(text)\""
    return filter + (marks.isEmpty ? "  (no marks set)" : "  (marks are not looked at)")
  }

  mutating func confirmEmptyTrash() -> [Effect] {
    if let reason = disabledReason(.purge) { return say(reason, .warning) }
    trashCountGeneration = nextGeneration()
    return [.countTrash(generation: trashCountGeneration)]
  }

  /// Emptying the trash asks for the count of what is in it.
  mutating func trashCounted(_ result: Result<Int, Failure>) -> [Effect] {
    switch result {
    case .failure(let failure): return say(failure.sentence, .error)
    case .success(let count):
      guard count > 0 else { return say("the trash is empty") }
      return open(
        ConfirmDialog(.emptyTrash, references: [], selection: "the trash", count: count))
    }
  }
}

extension BulkAction {
  /// The action whose needs it has.
  fileprivate var action: Action {
    switch self {
    case .delete(.trash): .delete
    case .delete(.purge): .purge
    case .setExpiration: .expire
    case .revalidate: .revalidate
    }
  }
}
