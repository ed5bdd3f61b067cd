import CacheStore

/// What of the view can be undone: the marks, and which entries are shown in which order.
package struct ViewState: Sendable {
  var marks: Marks
  var filter: Filter
  var sort: EntrySort
}

extension Model {
  /// How marks and filter are now.
  var viewState: ViewState { ViewState(marks: marks, filter: filterBar.applied, sort: sort) }

  /// Takes back a change of marks or filter.
  mutating func takeBack(_ step: UndoLog.ViewStep) -> [Effect] {
    undoLog.turn(viewState, isUndo: true)
    return say("undone: \(step.words)", .success) + restore(step.other)
  }

  /// Does it again.
  mutating func doAgain(_ step: UndoLog.ViewStep) -> [Effect] {
    undoLog.turn(viewState, isUndo: false)
    return say("done again: \(step.words)", .success) + restore(step.other)
  }

  private mutating func restore(_ state: ViewState) -> [Effect] {
    marks = state.marks
    marks.rangeStart = nil
    marks.refresh(list.rows)
    if marks.isEmpty { showsMarkedOnly = false }
    filterBar.applied = state.filter
    sort = state.sort
    return refilter(around: list.focused?.id) + requestMarkedBytes()
  }
}
