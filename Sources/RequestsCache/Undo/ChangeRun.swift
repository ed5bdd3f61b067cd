import CacheStore
import EntryTable
import FoundationEssentials

/// A change of several values, one operation: what was there is kept first, then the values change in short
/// transactions, then it is noted what that left. Whatever happens in between, nothing is lost: a former
/// value is in the sidecar before it goes.
struct ChangeRun {
  let store: RequestsCacheStore
  let kind: StoreOperation.Kind
  let time: Date
  var reason = ""
  /// Whether what goes can come back.
  var isUndoable = true

  /// What to do with a value.
  struct Step: Sendable {
    var reference: EntryReference
    var change: ValueChange
    /// Where only the expiry changes: what it was.
    var formerExpiry: (ISODate?, manual: Double?)?
    /// Bytes of body that the entry has.
    var bytes: Int64 = 0
  }

  private(set) var result = OperationResult()

  init(_ store: RequestsCacheStore, _ kind: StoreOperation.Kind, at time: Date, reason: String = "")
  {
    self.store = store
    self.kind = kind
    self.time = time
    self.reason = reason
  }

  /// Values handled together: their former ones are in memory at once.
  private static let batch = 256

  /// Takes the steps that `plan` makes of references; nil skips one, having noted why.
  mutating func run(
    _ references: [EntryReference],
    _ plan: (EntryReference, inout OperationResult) throws -> Step?
  ) throws {
    var rest = references[...]
    while !rest.isEmpty {
      let steps = try rest.prefix(Self.batch).compactMap { try plan($0, &result) }
      rest = rest.dropFirst(Self.batch)
      try make(steps)
    }
  }

  private mutating func make(_ steps: [Step]) throws {
    guard !steps.isEmpty else { return }
    let items = isUndoable ? try keep(steps) : []
    var done: [(Step, ValueChange.Outcome)] = []
    var left = steps[...]
    while !left.isEmpty {
      let outcomes = try store.storage.apply(left.map(\.change)[...])
      done += zip(left, outcomes)
      left = left.dropFirst(outcomes.count)
    }
    if isUndoable { try note(done, items) }
    try tell(done)
  }

  /// Keeps what is there.
  private mutating func keep(_ steps: [Step]) throws -> [UndoItem] {
    let former = try steps.map { step in
      step.formerExpiry == nil ? try store.storage.value(step.change.key) : nil
    }
    let aliases =
      try kind == .delete
      ? Dictionary(
        grouping: store.storage.aliases(), by: \.target) : [:]
    let known = result.operation?.rawValue
    let (operation, items) = try store.sidecar.write { [kind, reason, time] connection in
      let rows = UndoRows(connection: connection)
      let operation = try known ?? rows.begin(kind, reason: reason, at: time)
      let items = try zip(steps, former).map { step, value in
        let key = step.change.key
        var item = UndoItem(key: key, version: nil, former: .nothing)
        if let (expiry, manual) = step.formerExpiry {
          item.former = .expiry(expiry, manual: manual)
        } else if let value {
          let kept = try rows.keep(
            key, value, aliases: (aliases[key] ?? []).map(\.alias), in: operation,
            isTrash: kind == .delete, at: time)
          item.former = .value(kept: kept)
        }
        try rows.save(item, in: operation)
        return item
      }
      return (operation, items)
    }
    result.operation = OperationID(operation)
    return items
  }

  /// Notes what the changes left; of those that weren't made, nothing is kept.
  private func note(_ done: [(Step, ValueChange.Outcome)], _ items: [UndoItem]) throws {
    guard let operation = result.operation?.rawValue else { return }
    try store.sidecar.write { connection in
      let rows = UndoRows(connection: connection)
      var made = 0
      for ((_, outcome), var item) in zip(done, items) {
        if case .made(let mark) = outcome {
          made += 1
          // Of what is gone there is no version: the item says so already.
          guard let mark else { continue }
          item.version = mark.version
          try rows.save(item, in: operation)
        } else {
          try rows.forget(item.key, in: operation)
          if case .value(let kept) = item.former { try rows.drop(kept: kept) }
        }
      }
      try rows.count(made, in: operation)
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
        if let mark, let value = step.change.value {
          result.changed.append(EntryReference(id: step.reference.id, version: mark.version))
          rows.append(store.row(mark, value.bytes))
        } else {
          result.changed.append(step.reference)
          gone.append(step.change.key)
        }
      }
    }
    if store.indexer.isBegun { try store.indexer.note(put: rows, removed: gone) }
    if result.changed.isEmpty, result.operation != nil { result.operation = nil }
  }
}

extension RequestsCacheStore {
  /// The row that a list shows of a value.
  func row(_ mark: ValueMark, _ bytes: Data) -> EntryRow {
    withReader { reader in bytes.withUnsafeBytes { reader.row(mark, $0) } }
  }
}
