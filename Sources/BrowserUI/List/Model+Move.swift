import CacheStore
import Canvas

extension Model {
  /// A movement in the focused pane.
  mutating func move(_ action: Action, _ times: Int) -> [Effect] {
    guard !typeAhead(action, times) else { return [] }
    switch action {
    case .nextEntry: return move(to: list.cursor + times)
    case .previousEntry: return move(to: list.cursor - times)
    case .nextStale: return (0..<min(times, 100)).flatMap { _ in seek(.stale, forward: true) }
    case .previousStale: return (0..<min(times, 100)).flatMap { _ in seek(.stale, forward: false) }
    case .viewerDown: return scrollViewer(by: times)
    case .viewerUp: return scrollViewer(by: -times)
    case .left: return focus == .hosts ? foldHosts(open: false) : sideways(-1)
    case .right: return focus == .hosts ? foldHosts(open: true) : sideways(1)
    case .focusNext: return moveFocus(by: 1)
    case .focusPrevious: return moveFocus(by: -1)
    case .open: return openFocused()
    case .back: return back() ?? quit()
    case .escape: return back() ?? []
    default: break
    }
    switch focus {
    case .list: return moveList(action, times)
    case .viewer: return moveViewer(action, times)
    case .hosts: return moveHosts(action, times)
    case .live: return moveEvents(action, times)
    }
  }

  private mutating func moveList(_ action: Action, _ times: Int) -> [Effect] {
    let page = list.height
    switch action {
    case .lineDown: return move(to: list.cursor + times)
    case .lineUp: return move(to: list.cursor - times)
    case .halfPageDown: return scroll(by: times * max(1, page / 2))
    case .halfPageUp: return scroll(by: -times * max(1, page / 2))
    case .pageDown: return scroll(by: times * max(1, page - 1))
    case .pageUp: return scroll(by: -times * max(1, page - 1))
    case .first: return move(to: 0)
    case .last: return move(to: times > 1 ? times - 1 : list.total - 1)
    default: return []
    }
  }

  private mutating func moveViewer(_ action: Action, _ times: Int) -> [Effect] {
    let page = viewerHeight
    let lines: Int
    switch action {
    case .lineDown: lines = times
    case .lineUp: lines = -times
    case .halfPageDown: lines = times * max(1, page / 2)
    case .halfPageUp: lines = -times * max(1, page / 2)
    case .pageDown: lines = times * max(1, page - 1)
    case .pageUp: lines = -times * max(1, page - 1)
    case .first: return scrollViewer(toEnd: false)
    case .last: return scrollViewer(toEnd: true)
    default: return []
    }
    return moveBodyCursor(by: lines) ?? scrollViewer(by: lines)
  }

  /// Enter: list to viewer, host to filter, event to entry.
  private mutating func openFocused() -> [Effect] {
    switch focus {
    case .list: return openViewer()
    case .hosts: return filterByHost()
    case .live: return openEvent()
    case .viewer: return toggleFoldAtCursor()
    }
  }

  /// One thing less on the screen; nil when there is only the list.
  private mutating func back() -> [Effect]? {
    if !screens.isEmpty {
      screens.removeLast()
    } else if marks.rangeStart != nil {
      marks.rangeStart = nil
    } else if choices.zoomed != nil || choices.live == .screen {
      choices.zoomed = nil
      if choices.live == .screen { choices.live = nil }
      focus = .list
    } else if focus != .list {
      focus = .list
    } else if showsMarkedOnly {
      return toggleMarkedOnly()
    } else {
      return nil
    }
    return relayout()
  }
}
