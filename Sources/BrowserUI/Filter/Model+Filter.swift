import CacheStore
import Canvas

extension Model {
  static let filterMilliseconds = 80

  mutating func openFilter() -> [Effect] {
    filterBar.open(
      former: .init(filter: filterBar.applied, sort: sort, entry: list.focused?.id))
    return []
  }

  /// A key while the filter is being typed.
  mutating func filterKeyPressed(_ key: Key) -> [Effect] {
    switch key {
    case .enter:
      let effects = applyTyped()
      guard filterBar.error == nil else { return effects }
      filterBar.isHeld = false
      filterBar.remember()
      if let former = filterBar.former { noteClearing(former.filter, former.sort) }
      filterBar.close()
      return effects
    case .escape: return restoreFilter()
    case .up: filterBar.recall(1)
    case .down: filterBar.recall(-1)
    case .tab: completeFilter()
    case .function(4): filterBar.field?.set("")
    default:
      guard filterBar.field?.take(key) == true else { return [] }
    }
    return [.startTimer(.filter, milliseconds: Self.filterMilliseconds)]
  }

  /// Applies what is typed if it can be read; else the last valid result stays.
  mutating func applyTyped() -> [Effect] {
    guard let filter = filterBar.read() else { return [] }
    return apply(filter, around: filterBar.former?.entry ?? list.focused?.id)
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
    return refilter(around: id)
  }

  /// Notes that a filter was cleared, so that undo brings it back.
  mutating func noteClearing(_ former: Filter, _ order: EntrySort) {
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
    filterBar.applied = former.filter
    sort = former.sort
    filterBar.close()
    return hasChanged ? refilter(around: former.entry) : []
  }

  private mutating func completeFilter() {
    guard var field = filterBar.field else { return }
    let hosts = totals?.topHosts.map(\.name) ?? []
    field.completeWord { FilterCompletion.candidates(for: $0, hosts: hosts) }
    filterBar.field = field
  }
}
