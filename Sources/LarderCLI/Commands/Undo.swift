import ArgumentParser
import BrowserUI
import CacheStore
import FoundationEssentials

/// `larder undo`: takes back the last change.
struct Undo: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Take back the last delete, expiry or replacement.")

  @OptionGroup var target: StoreArgument

  @Flag(name: .long, help: "Say what would be done, and do nothing.")
  var dryRun = false

  mutating func run() async throws {
    try await OperationCommand(target: target, dryRun: dryRun).run(
      "undo", isUndone: false, { try await $0.undo($1, now: $2) })
  }
}

/// `larder redo`: does again what was undone last.
struct Redo: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Do again what was undone last.")

  @OptionGroup var target: StoreArgument

  @Flag(name: .long, help: "Say what would be done, and do nothing.")
  var dryRun = false

  mutating func run() async throws {
    try await OperationCommand(target: target, dryRun: dryRun).run(
      "redo", isUndone: true, { try await $0.redo($1, now: $2) })
  }
}

/// One step in the log of operations.
private struct OperationCommand {
  var target: StoreArgument
  var dryRun: Bool

  func run(
    _ verb: String, isUndone: Bool,
    _ change: (any CacheStore, OperationID, Date) async throws -> OperationResult
  ) async throws {
    let now = Clock.now()
    let store = try target.open(dryRun ? .readOnly : .readWrite)
    try await reportingStoreFaults {
      guard let operation = try await operation(of: store, isUndone: isUndone) else {
        throw Failure(.nothingMatched, "Nothing to \(verb).")
      }
      let words = "\(operation.words) at \(Timestamp.text(operation.time))"
      if dryRun { return Output.line("would \(verb): \(words)") }
      let result = try await change(store, operation.id, now)
      Output.complain("\(verb): \(words)")
      try await report(result, of: store, now: now)
    }
  }

  /// The latest operation that can be undone; or of those undone since, the one undone last.
  private func operation(
    of store: any CacheStore, isUndone: Bool
  ) async throws -> StoreOperation? {
    var log = UndoLog()
    log.load(try await store.undoableOperations(limit: 1000))
    return isUndone ? log.redoable : log.undoable
  }

  private func report(
    _ result: OperationResult, of store: any CacheStore, now: Date
  ) async throws {
    // What a change takes away is in the trash afterwards; what it brings is in the list.
    let ids = Set((result.changed + result.skipped.keys).map(\.id))
    let gone = try await store.trash { ids.contains($0.summary.id) }.map(\.summary)
    let rows = try await Choice.matching(.ids(ids)).rows(in: store, now: now)
    try result.report((rows + gone).sorted { $0.url < $1.url })
  }
}
