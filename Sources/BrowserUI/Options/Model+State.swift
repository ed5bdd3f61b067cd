import CacheStore
import HTTPCaching

extension Model {
  /// What is to be remembered. A filter that names a field with secrets is not: its value may be one.
  package var state: BrowserState {
    var state = BrowserState()
    state.sort = sort.word
    state.live = choices.live?.rawValue
    state.showsHosts = choices.showsHosts
    state.sizes = Dictionary(
      uniqueKeysWithValues: choices.sizes.map { kind, sizes in
        (kind.rawValue, .init(list: sizes.list, hosts: sizes.hosts, live: sizes.live))
      })
    state.history = filterBar.history.filter {
      $0.count <= BrowserState.filterLimit && !mentionsSecret($0)
    }
    return state
  }

  /// Takes over what was remembered, as far as it makes sense and no setting says otherwise.
  package mutating func restore(_ state: BrowserState) {
    if options.origin(of: "sort") == .standard,
      let order = state.sort.flatMap(EntrySort.init(word:))
    {
      sort = order
    }
    if let form = state.live.flatMap(LiveForm.init), form != .screen { choices.live = form }
    choices.showsHosts = state.showsHosts ?? choices.showsHosts
    for (name, sizes) in state.sizes ?? [:] {
      if let kind = Layout.Kind(rawValue: name) { restore(sizes, in: kind) }
    }
    filterBar.history = (state.history ?? []).prefix(BrowserState.historyLimit)
      .filter { $0.count <= BrowserState.filterLimit && (try? Filter($0)) != nil }
  }

  private mutating func restore(_ sizes: BrowserState.Sizes, in kind: Layout.Kind) {
    var restored = PaneSizes()
    restored.list = sizes.list?.clamped(to: LayoutChoices.shares)
    if let share = preferences.listShares[kind] { restored.list = share }
    restored.hosts = (sizes.hosts ?? 0).clamped(to: LayoutChoices.hostGrowth)
    restored.live = (sizes.live ?? 0).clamped(to: LayoutChoices.liveGrowth)
    choices.sizes[kind] = restored
  }

  private func mentionsSecret(_ filter: String) -> Bool {
    let text = filter.lowercased()
    let names = IgnoredParameters.standard.names.union(preferences.secretNames)
    return (["cookie", "authorization", "csrf"] + names).contains { text.contains($0) }
  }
}
