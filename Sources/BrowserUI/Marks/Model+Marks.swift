package import CacheStore

/// A change of marks hides what was told last: how many are marked now stands in its place.
extension Model {
  /// A range beyond this is marked by a filter, not by hand.
  static let rangeLimit = 10_000

  /// What an action is about: the marked entries, or else the one under the cursor.
  package var targets: [EntryReference] {
    if !marks.isEmpty { return marks.references.values.sorted { $0.id.rawValue < $1.id.rawValue } }
    return list.focused.map { [$0.reference] } ?? []
  }

  /// The same in words, for dialogs.
  package var selection: String {
    marks.isEmpty ? list.focused?.url ?? "nothing" : "\(Numbers.grouped(marks.count)) marked"
  }

  mutating func toggleMarks(_ times: Int) -> [Effect] {
    guard list.focused != nil else { return nothingSelected() }
    for _ in 0..<min(times, list.total) {
      guard let entry = list.focused else { break }
      marks.toggle(entry)
      list.move(to: list.cursor + 1)
    }
    toasts.hide()
    return fetchIfNeeded() + follow()
  }

  /// The first `v` begins a range, the second one marks it.
  mutating func markRange() -> [Effect] {
    guard let start = marks.rangeStart else {
      guard list.focused != nil else { return nothingSelected() }
      marks.rangeStart = list.cursor
      return []
    }
    marks.rangeStart = nil
    let first = min(start, list.cursor)
    let count = min(Self.rangeLimit, abs(start - list.cursor) + 1)
    let rows = (first..<first + count).compactMap { list.row($0) }
    if rows.count == count {
      for row in rows { marks.add(row) }
      toasts.hide()
      return []
    }
    return [requestPage(.range, .row(first), limit: count)]
  }

  mutating func clearMarks() -> [Effect] {
    if !marks.isEmpty {
      let entries = Numbers.count(marks.count, "entry", "entries")
      undoLog.did("cleared the marks of \(entries)", before: viewState, at: now)
    }
    marks.clear()
    toasts.hide()
    return showsMarkedOnly ? toggleMarkedOnly() : []
  }

  mutating func invertMarks() -> [Effect] {
    [resolve(shownFilter, for: .invert(marked: marks.ids, filterBar.applied))]
      + (indexing == nil ? [] : say("looking for what is shown"))
  }

  mutating func toggleMarkedOnly() -> [Effect] {
    guard showsMarkedOnly || !marks.isEmpty else { return nothingMarked() }
    showsMarkedOnly.toggle()
    return refilter(around: list.focused?.id)
  }

  mutating func nothingMarked() -> [Effect] {
    say("nothing is marked" + said(": ", .mark, does: "marks"), .warning)
  }

  mutating func resolve(_ filter: EntryFilter, for purpose: ReferencePurpose) -> Effect {
    let generation = nextGeneration()
    awaitedReferences[generation] = purpose
    return .resolveReferences(filter, generation: generation)
  }

  mutating func referencesResolved(
    _ result: Result<[EntryReference], Failure>, _ generation: Int
  ) -> [Effect] {
    guard let purpose = awaitedReferences.removeValue(forKey: generation) else { return [] }
    switch result {
    case .failure(let failure): return say(failure.sentence, .error)
    case .success(let references):
      switch purpose {
      case .invert(let marked, let filter):
        // A store that is still being read answers late: what was done since is not turned round.
        guard marks.ids == marked, filterBar.applied == filter else {
          return say("marks or filter changed meanwhile: nothing was inverted", .warning)
        }
        guard !references.isEmpty else { return nothingSelected() }
        let before = viewState
        marks.invert(references)
        let entries = Numbers.count(references.count, "entry", "entries")
        undoLog.did("inverted the marks of \(entries)", before: before, at: now)
        toasts.hide()
        return requestMarkedBytes()
      case .bulk(let action, let selection):
        guard !references.isEmpty else { return say("nothing matches \(selection)") }
        toasts.hide()
        return perform(action, on: references, selection: selection)
      }
    }
  }

  /// Asks for the bytes of the marked entries where they are not known.
  mutating func requestMarkedBytes() -> [Effect] {
    guard marks.bytes == nil else { return [] }
    marks.generation = nextGeneration()
    return [.loadTotals(.ids(marks.ids), .marks, generation: marks.generation)]
  }
}
