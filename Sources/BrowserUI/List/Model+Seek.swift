import CacheStore

extension Model {
  /// Goes to the next or previous entry of a kind: in the loaded rows if it is there, else by asking.
  mutating func seek(_ kind: SeekKind, forward: Bool) -> [Effect] {
    guard let place = list.focusedPlace else { return [] }
    let rows =
      forward
      ? Array(list.cursor + 1..<max(list.cursor + 1, list.loaded.upperBound))
      : Array(list.loaded.lowerBound..<max(list.loaded.lowerBound, list.cursor)).reversed()
    if let row = rows.first(where: {
      list.row($0).map { kind.filter.matches($0, now: now) } ?? false
    }) {
      return move(to: row)
    }
    return ask(kind, forward ? .after(place) : .before(place), forward: forward, isWrapped: false)
  }

  private mutating func ask(
    _ kind: SeekKind, _ place: EntryQuery.Place, forward: Bool, isWrapped: Bool
  ) -> [Effect] {
    return [
      requestPage(
        .seek(kind, forward: forward, isWrapped: isWrapped), place, limit: 1,
        filter: .and([shownFilter, kind.filter]))
    ]
  }

  mutating func found(
    _ page: EntryPage, _ kind: SeekKind, forward: Bool, isWrapped: Bool
  ) -> [Effect] {
    if let id = (forward ? page.rows.first : page.rows.last)?.id {
      return refilter(around: id) + (isWrapped ? say("search went round the end") : [])
    }
    if case .text(let text) = kind {
      return isWrapped
        ? say("nothing shown has \"\(text)\" in its URL")
        : ask(kind, forward ? .start : .end, forward: forward, isWrapped: true)
    }
    return say(forward ? "no stale entry below" : "no stale entry above")
  }
}

extension SeekKind {
  /// What is looked for, as a filter.
  fileprivate var filter: EntryFilter {
    switch self {
    case .stale: .flag(.stale)
    case .text(let text): .urlContains(text)
    }
  }
}
