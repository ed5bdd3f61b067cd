import Canvas

extension Model {
  static let countMilliseconds = 600

  /// Where keys go: to the screen on top, to an open text field, or to the focused pane's bindings.
  mutating func keyPressed(_ key: Key) -> [Effect] {
    (isTouched, staysAtTop) = (true, false)
    switch key {
    case .resize(let size): return resized(size)
    case .mouse(let event): return mouseUsed(event)
    case .control("c"): return interrupt()
    default: break
    }
    if layout.kind == .tooSmall {
      let action = keys.action(for: key, in: .entries)
      return action == .back || action == .quit ? quit() : []
    }
    if !screens.isEmpty { return screenKeyPressed(key) }
    if filterBar.isOpen { return filterKeyPressed(key) }
    if key == .escape, filterRun?.isRunning == true { return stopRun() }
    if case .paste = key { return say("paste ignored", .warning) }
    return holds(key) ? [] : paneKeyPressed(key)
  }

  /// Ctrl-C cancels the running task or search, else it quits.
  private mutating func interrupt() -> [Effect] {
    if let task = tasks.running { return cancel(task.id) }
    if writing != nil { return [.cancelWriting] }
    if let change = changesUnderWay.first, change.doing != nil {
      return change.canBeStopped
        ? [.stopChange] : say("an undo can't be stopped half way", .warning)
    }
    return filterRun?.isRunning == true ? stopRun() : [.quit]
  }

  private mutating func screenKeyPressed(_ key: Key) -> [Effect] {
    // A message lies over the keys that a screen names: who goes on a second later has read it.
    if let toast = toasts.current, toast.time < now { toasts.hide() }
    let context = context
    let effects = tellTop { $0.keyPressed(key, in: &$1) }
    if let effects { return effects }
    if case .paste = key { return say("paste ignored", .warning) }
    guard let action = keys.action(for: key, in: context) else { return [] }
    return perform(action)
  }

  /// Tells the screen on top something, which the stack doesn't hold meanwhile; nil where that means nothing
  /// to it.
  mutating func tellTop(
    _ tell: (inout any Screen, inout Model) -> ScreenOutcome
  ) -> [Effect]? {
    var screen = screens.removeLast()
    let place = screens.count
    let outcome = tell(&screen, &self)
    if case .close(let effects) = outcome { return effects + (screens.isEmpty ? relayout() : []) }
    screens.insert(screen, at: min(place, screens.count))
    guard case .stay(let effects) = outcome else { return nil }
    return effects
  }

  private mutating func paneKeyPressed(_ key: Key) -> [Effect] {
    if let effects = takeDigit(key) { return effects }
    guard let action = keys.action(for: key, in: context) else {
      return showDueTab()
    }
    let tab = action.takesCount ? [] : showDueTab()
    return tab + perform(action, times: takeCount(for: action))
  }

  /// Shows the tab of a digit that was no count, where showing it at once would have hidden the list.
  mutating func showDueTab() -> [Effect] {
    defer { count = nil }
    return count?.dueTab.map { show($0) } ?? []
  }

  /// Which bindings apply now.
  package var context: KeyContext { top?.context ?? focusContext }

  /// Which bindings the focused pane has.
  var focusContext: KeyContext {
    switch focus {
    case .list: return .entries
    case .viewer: return .viewer
    case .hosts: return .hosts
    case .live: return .live
    }
  }

  /// A digit shows a tab at once, or where that would hide the list as soon as nothing follows; in front of
  /// a movement that follows soon it is a count instead.
  private mutating func takeDigit(_ key: Key) -> [Effect]? {
    guard case .character(let character) = key, let digit = character.wholeNumberValue,
      character.isASCII, focus == .list, digit > 0 || count != nil
    else { return nil }
    let value = min(1_000_000, (count?.value ?? 0) * 10 + digit)
    let isFirst = count == nil
    if count == nil {
      count = PendingCount(value: value, formerTab: viewer.tab, formerScroll: viewer.scroll)
    }
    count?.value = value
    let isDue = isFirst && layout.viewer == nil
    count?.dueTab = isDue ? Viewer.Tab(rawValue: digit) : nil
    let timer = Effect.startTimer(.count, milliseconds: Self.countMilliseconds)
    guard layout.viewer != nil, let tab = Viewer.Tab(rawValue: digit) else {
      return [timer]
    }
    return show(tab) + [timer]
  }

  private mutating func takeCount(for action: Action) -> Int {
    defer { count = nil }
    guard let count, action.takesCount else { return 1 }
    viewer.tab = count.formerTab
    viewer.scroll = count.formerScroll
    return count.value
  }
}

extension Action {
  /// Whether a number in front repeats it.
  var takesCount: Bool {
    switch self {
    case .lineDown, .lineUp, .halfPageDown, .halfPageUp, .pageDown, .pageUp, .nextStale,
      .previousStale, .nextEntry, .previousEntry, .last, .mark:
      true
    default: false
    }
  }
}
