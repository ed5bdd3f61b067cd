package import CacheStore
package import SQLite

extension StoreOperation {
  /// The operations that a statement finds: number, kind, time, count, and where it stands among those that
  /// are undone, or 0. Kinds that this release doesn't know are left out.
  package static func all(of statement: Statement) throws -> [StoreOperation] {
    defer { statement.reset() }
    var operations: [StoreOperation] = []
    while try statement.step() {
      guard let kind = Kind(rawValue: statement.text(1)) else { continue }
      let order = Int(clamping: statement.int(4))
      operations.append(
        StoreOperation(
          id: OperationID(statement.int(0)), kind: kind, time: statement.date(2),
          count: Int(clamping: statement.int(3)), undoneOrder: order == 0 ? nil : order))
    }
    return operations
  }
}
