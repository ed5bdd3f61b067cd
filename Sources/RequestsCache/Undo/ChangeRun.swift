import CacheStore
import EntryTable
import FoundationEssentials

/// A change of several values: what is there is kept first, then the values change in short transactions,
/// then it is noted what that left. Whatever happens in between, nothing is lost: a former value is in the
/// sidecar before it goes.
struct ChangeRun {
  /// What a run is: an operation of its own, or one that is undone or done again.
  enum Purpose: Sendable {
    case new(StoreOperation.Kind, reason: String)
    case turn(Int64)
  }

  let store: RequestsCacheStore
  let purpose: Purpose
  let time: Date
  /// Whether what goes can come back.
  var isUndoable = true

  /// What to do with a value.
  struct Step: Sendable {
    var reference: EntryReference
    var change: ValueChange
    var former = Former.nothing
    /// Bytes of body that the entry has.
    var bytes: Int64 = 0
    /// The row of the sidecar that comes back.
    var bringsBack: Int64?
    /// The version that what comes back had.
    var versionBefore: Int64?

    /// The version that the change takes the place of.
    fileprivate var formerVersion: Int64? {
      if case .version(let version) = change.condition { version } else { nil }
    }
  }

  /// What a change takes the place of.
  enum Former: Sendable {
    case nothing
    case value(StoredValue)
    /// The same value with another expiry.
    case expiry(ExpiryMarks)
  }

  /// Half of what is undone could not be undone any more.
  private var isWhole: Bool { if case .turn = purpose { true } else { false } }

  private(set) var result = OperationResult()
  /// The aliases of all values by the keys that they stand for, once a value goes.
  private var aliases: [String: [String]]?

  init(_ store: RequestsCacheStore, _ purpose: Purpose, at time: Date) {
    self.store = store
    self.purpose = purpose
    self.time = time
    if case .turn(let operation) = purpose { result.operation = OperationID(operation) }
  }

  /// Values handled together, and bytes of them: former ones are in memory at once.
  private static let (batch, batchBytes) = (4096, 16 << 20)

  /// Takes the steps that `plan` makes of subjects; nil skips one, having noted why.
  mutating func run<Subject>(
    _ subjects: [Subject], _ plan: (Subject, inout OperationResult) throws -> Step?
  ) throws {
    var (steps, bytes) = ([Step](), 0)
    var (seen, told) = (0, 0)
    for subject in subjects {
      seen += 1
      guard let step = try plan(subject, &result) else { continue }
      steps.append(step)
      bytes += step.change.value?.bytes.count ?? 0
      if case .value(let value) = step.former { bytes += value.bytes.count }
      guard steps.count >= Self.batch || bytes >= Self.batchBytes else { continue }
      try make(steps)
      (steps, bytes) = ([], 0)
      guard ChangeProgress.tell(seen - told) || isWhole else { break }
      told = seen
    }
    try make(steps)
    try end()
  }

  private mutating func make(_ steps: [Step]) throws {
    guard !steps.isEmpty else { return }
    // Neighbours in the indexes of keys: of the pages of those, each transaction changes few.
    let steps = steps.sorted { $0.change.key < $1.change.key }
    let items = isUndoable ? try keep(steps) : []
    var done: [(Step, ValueChange.Outcome)] = []
    while done.count < steps.count {
      let outcomes = try store.storage.apply(steps[done.count...].map(\.change)[...])
      done += zip(steps[done.count...], outcomes)
    }
    if isUndoable { try note(done, items) }
    try tell(done)
  }

  /// Keeps what is there. Items of a new operation are written at once, so that one that ends half way can
  /// be brought to an end.
  private mutating func keep(_ steps: [Step]) throws -> [UndoItem] {
    let aliases = steps.contains { $0.change.value == nil } ? try allAliases() : [:]
    let known = result.operation?.rawValue
    let (operation, items) = try store.sidecar.write { [purpose, time] connection in
      let rows = UndoRows(connection: connection)
      let operation = try known ?? rows.begin(purpose, at: time)
      let items = try steps.map { step in
        var item = UndoItem(
          key: step.change.key, version: step.change.content, formerVersion: step.formerVersion)
        item.former = try rows.keep(step, aliases, in: operation, at: time)
        if case .new = purpose { try rows.save(item, in: operation, isPending: true) }
        return item
      }
      return (operation, items)
    }
    result.operation = OperationID(operation)
    return items
  }

  private mutating func allAliases() throws -> [String: [String]] {
    if let aliases { return aliases }
    let found = Dictionary(grouping: try store.storage.aliases(), by: \.target)
      .mapValues { $0.map(\.alias) }
    aliases = found
    return found
  }

  /// Notes what the changes left; of those that weren't made, nothing is kept.
  private func note(_ done: [(Step, ValueChange.Outcome)], _ items: [UndoItem]) throws {
    guard let operation = result.operation?.rawValue else { return }
    try store.sidecar.write { [purpose] connection in
      let rows = UndoRows(connection: connection)
      if case .new = purpose, done.allSatisfy({ $0.1 == .made(nil) }) {
        try rows.settleRemovals(in: operation)
        return try rows.count(done.count, in: operation)
      }
      var made = 0
      for ((step, outcome), var item) in zip(done, items) {
        if case .made(let mark) = outcome {
          item.version = mark?.version
          if let old = step.versionBefore, let new = mark?.version {
            try rows.renumber(item.key, from: old, to: new)
          }
          try rows.save(item, in: operation, isPending: false)
          if let old = step.bringsBack { try rows.drop(kept: old) }
          made += 1
        } else if case .value(let kept) = item.former {
          try rows.drop(kept: kept)
        }
        if case .new = purpose { try rows.forgetPending(item.key, in: operation) }
      }
      if case .new = purpose { try rows.count(made, in: operation) }
    }
  }

  /// Tells the caller, and the index, what became of the steps.
  private mutating func tell(_ done: [(Step, ValueChange.Outcome)]) throws {
    var rows: [EntryRow] = []
    var gone: [String] = []
    for (step, outcome) in done {
      switch outcome {
      case .gone: result.skipped[step.reference] = .gone
      case .changed: result.skipped[step.reference] = .changed
      case .made(let mark):
        result.bytes += step.bytes
        result.changed.append(step.reference)
        guard let mark, let value = step.change.value else {
          gone.append(step.change.key)
          continue
        }
        result.changed[result.changed.count - 1].version = mark.version
        if store.indexer.isBegun { rows.append(store.row(mark, value.bytes)) }
      }
    }
    if store.indexer.isBegun { try store.indexer.note(put: rows, removed: gone) }
  }

  private mutating func end() throws {
    if case .new = purpose, let operation = result.operation?.rawValue {
      try store.sidecar.write { try UndoRows(connection: $0).end(operation) }
    }
    if result.changed.isEmpty { result.operation = nil }
  }
}

extension ValueChange {
  /// What tells the version that it leaves from others, before it is made; nil where it leaves nothing.
  fileprivate var content: Int64? {
    value.map { $0.bytes.withUnsafeBytes { ValueVersion.content($0) } }
  }
}

extension RequestsCacheStore {
  /// The row that a list shows of a value.
  func row(_ mark: ValueMark, _ bytes: Data) -> EntryRow {
    withReader { reader in bytes.withUnsafeBytes { reader.row(mark, $0) } }
  }
}
