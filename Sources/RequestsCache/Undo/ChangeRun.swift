import CacheStore
import EntryTable
import FoundationEssentials

/// A change of several values: what is there is kept first, then the values change in short transactions,
/// then it is noted what that left. Whatever happens in between, nothing is lost: a former value is in the
/// sidecar before it goes. While the values of one batch change, the next one is read and kept.
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

  init(_ store: RequestsCacheStore, _ purpose: Purpose, at time: Date) {
    self.store = store
    self.purpose = purpose
    self.time = time
    if case .turn(let operation) = purpose { result.operation = OperationID(operation) }
  }

  /// Steps taken together, of so many subjects, and what the sidecar has of them.
  private struct Batch: Sendable {
    var count = 0
    var steps: [Step] = []
    var items: [UndoItem] = []
    /// What planning it has come to.
    var result: OperationResult
    /// What became of the steps.
    var done: [(Step, ValueChange.Outcome)] = []

    /// The rows of the sidecar that were kept, where each step has removed a value.
    var removed: ClosedRange<Int64>? {
      let kept = items.compactMap { if case .value(let kept) = $0.former { kept } else { nil } }
      guard kept.count == items.count, done.allSatisfy({ $0.1 == .made(nil) }),
        let first = kept.min(), let last = kept.max()
      else { return nil }
      return first...last
    }

    /// Once the steps are made, what remains to be noted of them needs no values.
    mutating func dropValues() {
      steps = []
      for index in done.indices { done[index].0.change.value = nil }
    }

    /// Values in one, and bytes of them: until they are kept, the former ones are in memory at once.
    static let (most, mostBytes) = (4096, 16 << 20)
    /// Of the first one, so that changes begin soon; each has twice as many as that before it.
    static let firstBytes = 2 << 20
    /// Subjects of more transactions than one, in all likelihood.
    static let fewForLong = 500
  }

  /// Takes the steps that `plan` makes of subjects, on a thread of its choice; nil skips one, having noted why.
  mutating func run<Subject: Sendable>(
    _ subjects: [Subject], _ plan: (Subject, inout OperationResult) throws -> Step?
  ) throws {
    // Called on one thread at a time.
    nonisolated(unsafe) let plan = plan
    let aliases = KnownAliases(store.storage)
    let isLong = subjects.count > Batch.fewForLong
    if isLong { try store.storage.beginChanges() }
    defer { if isLong { store.storage.endChanges() } }
    var (rest, bytes) = (subjects[...], Batch.firstBytes)
    var (batch, former) = (Batch(result: result), Batch(result: result))
    repeat {
      let (run, made, present, subjects, limit) = (self, former, batch, rest, bytes)
      let (prepared, done) = both(
        {
          try run.note(made)
          return try run.prepare(subjects, plan, aliases, bytes: limit)
        }, { try run.make(present.steps) })
      // Of what is not going to be made nothing is kept.
      if case (.success(let next), .failure) = (prepared, done) { try? forget(next) }
      batch.done = try done.get()
      try tell(batch.done)
      batch.dropValues()
      // Where there is no room to keep more, what was done can be undone.
      if case .failure = prepared { try note(batch) }
      let next = try prepared.get()
      guard batch.count == 0 || ChangeProgress.tell(batch.count) || isWhole else {
        try note(batch)
        try forget(next)
        return try end()
      }
      former = batch
      result.operation = next.result.operation
      result.skipped.merge(next.result.skipped) { $1 }
      rest = rest.dropFirst(next.count)
      (batch, bytes) = (next, min(bytes * 2, Batch.mostBytes))
    } while batch.count > 0
    try note(former)
    try end()
  }

  /// Plans the next steps, and keeps what is there.
  private func prepare<Subject>(
    _ subjects: ArraySlice<Subject>,
    _ plan: (Subject, inout OperationResult) throws -> Step?, _ aliases: KnownAliases,
    bytes limit: Int
  ) throws -> Batch {
    var (batch, bytes) = (Batch(result: OperationResult()), 0)
    batch.result.operation = result.operation
    for subject in subjects where batch.steps.count < Batch.most && bytes < limit {
      batch.count += 1
      guard let step = try plan(subject, &batch.result) else { continue }
      batch.steps.append(step)
      bytes += step.change.value?.bytes.count ?? 0
      if case .value(let value) = step.former { bytes += value.bytes.count }
    }
    // Neighbours in the indexes of keys: of the pages of those, each transaction changes few.
    batch.steps.sort { $0.change.key < $1.change.key }
    if isUndoable, !batch.steps.isEmpty { try keep(&batch, aliases) }
    return batch
  }

  private func make(_ steps: [Step]) throws -> [(Step, ValueChange.Outcome)] {
    let changes = steps.map(\.change)
    var outcomes: [ValueChange.Outcome] = []
    while outcomes.count < changes.count {
      outcomes += try store.storage.apply(changes[outcomes.count...])
    }
    return Array(zip(steps, outcomes))
  }

  /// Keeps what is there. Items of a new operation are written at once, so that one that ends half way can
  /// be brought to an end.
  private func keep(_ batch: inout Batch, _ known: KnownAliases) throws {
    let aliases = batch.steps.contains { $0.change.value == nil } ? try known.all() : [:]
    let (steps, known) = (batch.steps, batch.result.operation?.rawValue)
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
    batch.result.operation = OperationID(operation)
    batch.items = items
    for index in batch.steps.indices { batch.steps[index].former = .nothing }
  }

  /// Notes what the changes left; of those that weren't made, nothing is kept.
  private func note(_ batch: Batch) throws {
    guard let operation = result.operation?.rawValue, !batch.items.isEmpty else { return }
    try store.sidecar.write { [purpose] connection in
      let rows = UndoRows(connection: connection)
      if case .new = purpose, let kept = batch.removed {
        try rows.settleRemovals(of: kept, in: operation)
        return try rows.count(batch.done.count, in: operation)
      }
      var made = 0
      for ((step, outcome), var item) in zip(batch.done, batch.items) {
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

  /// Keeps nothing of steps that are not going to be made.
  private func forget(_ batch: Batch) throws {
    var batch = batch
    batch.done = batch.steps.map { ($0, .gone) }
    try note(batch)
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
