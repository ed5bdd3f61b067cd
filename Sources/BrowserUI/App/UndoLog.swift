package import CacheStore
package import FoundationEssentials

/// What can be undone, the newest first: operations of the store, and between them changes of marks and
/// filter, which are known for as long as the browser runs.
package struct UndoLog: Sendable {
  /// A change of marks or filter.
  package struct ViewStep: Sendable {
    /// What was done, such as `marked 216 entries`.
    package var words: String
    package var time: Date
    /// How it was before; once it is undone, how it was after.
    var other: ViewState
    /// The newest operation before it.
    var operation: OperationID?
  }

  /// What undo or redo is about.
  package enum Step: Sendable {
    case operation(StoreOperation)
    case view(ViewStep)
  }

  package private(set) var operations: [StoreOperation] = []
  /// Changes of marks and filter, the newest last: those that are done, and those that are undone.
  private var done: [ViewStep] = []
  private var undone: [ViewStep] = []

  private static let limit = 50

  package init() {}

  /// The operation that would be undone if no marks or filter had been changed since.
  package var undoable: StoreOperation? { operations.first { !$0.isUndone } }

  /// The operation that would be done again: what was undone last, unless something was done since. Of those
  /// whose order isn't known, it is the oldest.
  package var redoable: StoreOperation? {
    operations.prefix { $0.isUndone }.reversed().max {
      ($0.undoneOrder ?? 0) < ($1.undoneOrder ?? 0)
    }
  }

  /// What undo would undo.
  package var next: Step? {
    if let step = done.last, (undoable?.id.rawValue ?? 0) <= (step.operation?.rawValue ?? 0) {
      return .view(step)
    }
    return undoable.map { .operation($0) }
  }

  /// What redo would do again: what was undone last, unless something else was done since.
  package var nextRedo: Step? {
    if let step = undone.last, undoable?.id == step.operation { return .view(step) }
    return redoable.map { .operation($0) }
  }

  package mutating func load(_ operations: [StoreOperation]) { self.operations = operations }

  mutating func did(_ operation: StoreOperation) {
    operations.removeAll { $0.id == operation.id }
    operations.insert(operation, at: 0)
    undone = []
  }

  /// Marks or filter were changed.
  mutating func did(_ words: String, before: ViewState, at time: Date) {
    done.append(ViewStep(words: words, time: time, other: before, operation: undoable?.id))
    done = done.suffix(Self.limit)
    undone = []
  }

  mutating func setUndone(_ isUndone: Bool, _ id: OperationID) {
    let order = operations.nextUndoneOrder
    for index in operations.indices where operations[index].id == id {
      operations[index].undoneOrder = isUndone ? order : nil
    }
  }

  /// Moves the next change of marks or filter to the other side; `present` is what it can come back to.
  mutating func turn(_ present: ViewState, isUndo: Bool) {
    guard var step = isUndo ? done.popLast() : undone.popLast() else { return }
    step.other = present
    if isUndo { undone.append(step) } else { done.append(step) }
  }
}

extension UndoLog.Step {
  /// What was done, for the hint about undo.
  package var words: String {
    switch self {
    case .operation(let operation): operation.words
    case .view(let step): step.words
    }
  }

  package var time: Date {
    switch self {
    case .operation(let operation): operation.time
    case .view(let step): step.time
    }
  }
}
