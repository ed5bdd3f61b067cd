import CacheStore
import Canvas

extension Model {
  /// Does a named command, or says why it can't be done here.
  mutating func perform(_ action: Action, times: Int = 1) -> [Effect] {
    if let reason = disabledReason(action) { return say(reason, .warning) }
    switch Binding.Section(of: action) {
    case .move: return move(action, times)
    case .select: return mark(action, times)
    case .find: return find(action)
    case .act: return act(action)
    case .view: return changeView(action)
    case .program: return control(action)
    }
  }

  private mutating func mark(_ action: Action, _ times: Int) -> [Effect] {
    switch action {
    case .mark: return toggleMarks(times)
    case .markRange: return markRange()
    case .markInvert: return invertMarks()
    case .markClear: return clearMarks()
    case .viewMarked: return toggleMarkedOnly()
    default: return []
    }
  }

  private mutating func find(_ action: Action) -> [Effect] {
    switch action {
    case .filter: return focus == .viewer && viewer.tab == .body ? searchPrompt() : openFilter()
    case .find: return findPrompt()
    case .findNext: return findAgain(forward: true)
    case .findPrevious: return findAgain(forward: false)
    case .sortMenu: return focus == .hosts ? sortHosts() : open(MenuDialog.sort(self))
    case .sortColumnLeft: return stepSort(by: -1)
    case .sortColumnRight: return stepSort(by: 1)
    case .sortReverse: return setSort(sort.reversed)
    default: return []
    }
  }

  private mutating func act(_ action: Action) -> [Effect] {
    switch action {
    case .revalidate: return revalidateTargets(isConditional: true)
    case .refetch: return revalidateTargets(isConditional: false)
    case .expire: return expireTargets()
    case .setTimeToLive: return timeToLivePrompt()
    case .delete: return confirmDelete(targets, .trash, selection: selection)
    case .purge: return confirmDelete(targets, .purge, selection: selection)
    case .undo: return undo()
    case .redo: return redo()
    case .difference: return showDifference()
    case .copyMenu: return list.focused == nil ? nothingSelected() : open(MenuDialog.copy())
    case .copyURL: return copy(.url)
    case .copyCurl: return copy(.curl(withSecrets: false))
    case .copyHeaders: return copy(.headers)
    case .copyBody: return copy(.body)
    case .copyKey: return copy(.key)
    case .copyExplanation: return copy(.explanation)
    case .copyCurlWithSecrets: return copy(.curl(withSecrets: true))
    case .copyJSON: return copy(.json)
    case .writeMenu: return list.focused == nil ? nothingSelected() : open(MenuDialog.write())
    case .writeHAR: return writePrompt(HARExporter(), withSecrets: false)
    case .writeJSONLines: return writePrompt(JSONLinesExporter(), withSecrets: false)
    case .writeCSV: return writePrompt(CSVExporter(), withSecrets: false)
    case .writeBody: return writePrompt(BodyExporter(), withSecrets: false)
    default: return []
    }
  }

  private mutating func changeView(_ action: Action) -> [Effect] {
    switch action {
    case .headers: return show(.headers)
    case .body: return show(.body)
    case .explain: return show(.explain)
    case .whatIf: return askWhatIf()
    case .request: return show(.request)
    case .history: return show(.history)
    case .raw: return show(.raw)
    case .viewerMode: return open(MenuDialog.bodyModes(self))
    case .viewExternally: return viewExternally()
    case .foldAll: return foldAll(true)
    case .unfoldAll: return foldAll(false)
    case .zoom: return toggleZoom()
    case .widen: return resize(.width, by: 1)
    case .narrow: return resize(.width, by: -1)
    case .resizeMenu: return openResize()
    case .hosts: return toggleHosts()
    case .live: return cycleLive()
    case .livePause:
      live.togglePause(at: now)
      return []
    case .liveReset:
      live.reset()
      return []
    case .liveSlower: return stepLiveInterval(1)
    case .liveFaster: return stepLiveInterval(-1)
    case .follow: return focus == .live ? followEvents() : followNewest()
    case .trash: return openTrash()
    case .tasks: return open(TasksScreen())
    case .messages: return open(MessagesScreen())
    case .reasons: return openReasons(nil)
    case .variants: return openVariants()
    default: return []
    }
  }

  private mutating func control(_ action: Action) -> [Effect] {
    switch action {
    case .help: return open(HelpScreen(context: context))
    case .options: return open(OptionsScreen())
    case .saveOptions: return saveOptions()
    case .command: return open(CommandLine())
    case .palette: return open(PaletteScreen())
    case .redraw: return [.redraw]
    case .suspend: return [.suspend]
    case .quit: return quit()
    default: return []
    }
  }

  /// Puts a screen on top; what was typed before it was there can't be meant for a dialog.
  mutating func open(_ screen: some Screen) -> [Effect] {
    screens.append(screen)
    guard screen.dropsTypeAhead else { return [] }
    heldKeys = []
    return [.flushInput]
  }

  mutating func quit() -> [Effect] {
    let isChanging = changesUnderWay.contains { $0.doing != nil }
    guard tasks.unfinished > 0 || writing != nil || isChanging else { return [.quit] }
    return open(ConfirmDialog(.quit, references: [], selection: "a task is running"))
  }
}

extension Binding.Section {
  /// The section that an action's row is in.
  init(of action: Action) {
    self = KeyMap.standard.binding(of: action)?.section ?? .program
  }
}
