import CacheStore
import Canvas
import FoundationEssentials

extension Model {
  static let spinnerMilliseconds = 250
  /// Events that are read at once: as many as a store keeps, so that none is left out.
  static let liveEvents = 4096

  mutating func start(now: Date, size: Size) -> [Effect] {
    self.now = now
    self.size = size
    list.resize(to: layout.list.content.rows)
    return [requestPage(.refilter(nil), .start)] + requestTotals()
      + [.loadStorage, .loadOperations(limit: 50), .poll(after: nil, limit: Self.liveEvents)]
  }

  mutating func resized(_ size: Size) -> [Effect] {
    self.size = size
    return relayout()
  }

  /// After a change of size or layout: the list keeps its cursor, the viewer is loaded if it appeared.
  mutating func relayout() -> [Effect] {
    let layout = layout
    guard layout.kind != .tooSmall else { return [] }
    if !layout.list.content.isEmpty { list.resize(to: layout.list.content.rows) }
    if !isVisible(focus) { focus = .list }
    return fetchIfNeeded() + follow() + (hosts.isLoaded ? [] : requestHosts())
  }

  mutating func ticked(_ now: Date) -> [Effect] {
    self.now = max(self.now, now)
    live.refresh(at: self.now)
    return tellScreens(.ticked(now: now)) + refreshTotalsSometimes()
  }

  mutating func timerFired(_ timer: BrowserTimer, now: Date) -> [Effect] {
    self.now = max(self.now, now)
    switch timer {
    case .filter: return filterBar.isOpen ? applyTyped() : []
    case .poll:
      pollsSinceRefresh += 1
      let refresh = isRefreshDue ? refreshAfterChange() : []
      return refresh + [.poll(after: live.lastSequence, limit: Self.liveEvents)]
    case .spinner:
      spinnerTurn += 1
      let isBusy = tasks.running != nil || !changesUnderWay.isEmpty
      return isBusy ? [.startTimer(.spinner, milliseconds: Self.spinnerMilliseconds)] : []
    case .toast:
      toasts.hide()
      return []
    case .count: return showDueTab()
    }
  }

  /// Passes an answer to the screens that may wait for it.
  mutating func tellScreens(_ message: Message) -> [Effect] {
    var effects: [Effect] = []
    for index in screens.indices {
      var screen = screens[index]
      effects += screen.received(message, in: &self)
      screens[index] = screen
    }
    return effects
  }
}
