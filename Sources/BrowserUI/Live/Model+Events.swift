import CacheStore
import Canvas

extension Model {
  /// The events that the live pane can show, the latest first.
  private var events: [ActivityEvent] {
    live.reading(at: now).events(LiveCounts.tailLimit)
  }

  /// Moves among the events of the live pane. At the top nothing is chosen, and the newest is followed.
  mutating func moveEvents(_ action: Action, _ times: Int) -> [Effect] {
    let events = events
    let place = events.firstIndex { $0.sequence == chosenEvent } ?? -1
    let page = max(1, (layout.live?.rows ?? size.rows) / 2)
    let target: Int
    switch action {
    case .lineDown: target = place + times
    case .lineUp: target = place - times
    case .halfPageDown, .pageDown: target = place + times * page
    case .halfPageUp, .pageUp: target = place - times * page
    case .first: target = -1
    case .last: target = events.count - 1
    default: return []
    }
    chosenEvent = target < 0 ? nil : events.prefix(target + 1).last?.sequence
    return []
  }

  /// Stays on the newest event, or goes on following.
  mutating func followEvents() -> [Effect] {
    chosenEvent = chosenEvent == nil ? events.first?.sequence : nil
    return say(chosenEvent == nil ? "follows the newest event" : "stays on this event")
  }

  /// Shows what was stored last on top, until a key is pressed.
  mutating func followNewest() -> [Effect] {
    sort = EntrySort(.stored, descending: true)
    staysAtTop = true
    return [requestPage(.refilter(nil), .start)]
      + say("follows what is stored until a key is pressed")
  }

  mutating func stepLiveInterval(_ step: Int) -> [Effect] {
    live.stepInterval(step)
    let seconds = Numbers.fixed(live.interval, places: live.interval < 1 ? 2 : 0)
    return say("live numbers are shown anew every \(seconds) s")
  }

  /// Goes to the entry of the chosen event, or of the latest one.
  mutating func openEvent() -> [Effect] {
    let events = events
    guard let event = events.first(where: { $0.sequence == chosenEvent }) ?? events.first else {
      return say("no event")
    }
    return ask(for: event, isHidden: false)
  }

  private mutating func ask(for event: ActivityEvent, isHidden: Bool) -> [Effect] {
    let same = EntryFilter.and([.equals(.url, event.url), .equals(.method, event.method)])
    let entry = event.entry.map { EntryFilter.or([.ids([$0]), same]) } ?? same
    let filter = isHidden ? entry : .and([shownFilter, entry])
    return [
      requestPage(.event(event, isHidden: isHidden), .start, limit: 1, filter: filter)
    ]
  }

  /// The page with the entry of an event has come.
  mutating func found(
    _ page: EntryPage, of event: ActivityEvent, isHidden: Bool
  ) -> [Effect] {
    guard let id = page.rows.first?.id else {
      return isHidden
        ? say("nothing is stored of this event", .warning) : ask(for: event, isHidden: true)
    }
    if isHidden { return say("its entry is hidden by the filter", .warning) }
    if choices.live == .screen { choices.live = nil }
    focus = .list
    return relayout() + refilter(around: id)
  }
}
