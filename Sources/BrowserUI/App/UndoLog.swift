package import CacheStore

/// The operations of the store that can be undone, newest first.
package struct UndoLog: Sendable, Hashable {
  package private(set) var operations: [StoreOperation] = []

  package init() {}

  /// What undo would undo.
  package var undoable: StoreOperation? { operations.first { !$0.isUndone } }

  /// What redo would do again: the one undone last, unless something else was done since.
  package var redoable: StoreOperation? { operations.prefix { $0.isUndone }.last }

  package mutating func load(_ operations: [StoreOperation]) { self.operations = operations }

  mutating func did(_ operation: StoreOperation) {
    operations.removeAll { $0.id == operation.id }
    operations.insert(operation, at: 0)
  }

  mutating func setUndone(_ isUndone: Bool, _ id: OperationID) {
    for index in operations.indices where operations[index].id == id {
      operations[index].isUndone = isUndone
    }
  }
}
