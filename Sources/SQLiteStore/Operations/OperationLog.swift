import CacheStore
import EntryTable
import FoundationEssentials
import SQLite

/// An operation in progress: what it has done so far, over all its transactions.
struct OperationLog: Sendable {
  let kind: StoreOperation.Kind
  let time: Date
  var reason = ""
  var result = OperationResult()

  /// Writes the operation down, the first time that it changes something.
  mutating func open(on connection: Connection) throws -> Int64 {
    if let operation = result.operation { return operation.rawValue }
    try connection.run(
      "INSERT INTO operation (kind, time, count, undone, reason) VALUES (?, ?, 0, 0, ?)",
      .text(kind.rawValue), .real(time.timeIntervalSinceReferenceDate), .text(reason))
    let id = connection.lastInsertedRow
    result.operation = OperationID(id)
    return id
  }

  /// Notes an entry as changed.
  mutating func changed(_ row: EntryRow) {
    result.changed.append(row.reference)
    result.bytes += row.size
  }

  /// Notes an entry as left alone.
  mutating func skip(_ reference: EntryReference, _ reason: OperationResult.SkipReason) {
    result.skipped[reference] = reason
  }
}

/// One step of an operation, inside a transaction.
typealias OperationStep<Item> =
  @Sendable (WriterConnection, Item, inout OperationLog) throws -> Void

extension WriterConnection {
  /// How long a transaction of a bulk operation may last, and how many steps it may have.
  private static let batchTime: Duration = .milliseconds(3)
  private static let batchSteps = 500

  /// Takes as many steps as fit into one short transaction, at least one. Returns how many.
  func batch<Item>(
    _ items: ArraySlice<Item>, _ log: inout OperationLog, _ step: OperationStep<Item>
  ) throws -> Int {
    var progress = log
    let before = log.result.changed.count
    let done = try connection.write {
      let clock = ContinuousClock()
      let end = clock.now + Self.batchTime
      var done = 0
      for item in items.prefix(Self.batchSteps) {
        try step(self, item, &progress)
        done += 1
        if clock.now >= end { break }
      }
      try count(progress.result.changed.count - before, in: progress)
      return done
    }
    log = progress
    return done
  }

  private func count(_ entries: Int, in log: OperationLog) throws {
    guard let operation = log.result.operation, entries > 0 else { return }
    try connection.run(
      "UPDATE operation SET count = count + ? WHERE id = ?", .integer(Int64(entries)),
      .integer(operation.rawValue))
  }

  /// The row that a reference means; nil, and noted, when it is gone or changed.
  func current(_ reference: EntryReference, _ log: inout OperationLog) throws -> EntryRow? {
    guard let id = reference.id.number, let row = try row(id: id) else {
      log.skip(reference, .gone)
      return nil
    }
    guard row.version == reference.version else {
      log.skip(reference, .changed)
      return nil
    }
    return row
  }
}

extension SQLiteStore {
  /// Takes a step for each item, in short transactions between which others may write.
  ///
  /// - Parameter isWhole: whether it goes on to the end, whatever whoever watches it wants.
  func inBatches<Item: Sendable>(
    _ items: [Item], _ log: OperationLog, isWhole: Bool = false,
    _ step: @escaping OperationStep<Item>
  ) async throws -> OperationResult {
    var log = log
    var rest = items[...]
    while !rest.isEmpty {
      let (done, next) = try await write { [rest, log] writer in
        var log = log
        let done = try writer.batch(rest, &log, step)
        return (done, log)
      }
      log = next
      rest = rest.dropFirst(done)
      guard ChangeProgress.tell(done) || isWhole else { break }
    }
    return log.result
  }
}
