import CLinux
import CacheStore
import Dispatch
import EntryTable
import FoundationEssentials
import SQLite
import Synchronization

/// Keeps an `EntryIndex` up to what a storage has: decodes all values when a list is first asked for, the
/// newest first and on all cores, and later those that changed.
final class Indexer: Sendable {
  let index: EntryIndex
  private let storage: any ValueStorage
  private let signer: SafePickleCodec
  private let state = Mutex(State())
  private let queue = DispatchQueue(label: "larder.requests-cache.index", qos: .userInitiated)

  private struct State {
    /// The storage's change counter that the index is up to; nil before the first scan has ended.
    var counter: Int64?
    /// The storage's `placing` that the index is up to.
    var placing: Int64 = 0
    var isRunning = false
    var isStopped = false
    /// Values decoded, and all that there are, in the first scan.
    var known = 0
    var total = 0
    /// Grows with every change of the index.
    var generation: Int64 = 0
    /// What happened to entries since the first scan has ended.
    var changes = ObservedChanges()
    /// When the storage may be looked over again.
    var next = ContinuousClock.now
    var fault: StoreError?
    var waiting = Waiting()

    /// Who waits for some rows, and who for all.
    struct Waiting {
      var some: [CheckedContinuation<Void, Never>] = []
      var all: [CheckedContinuation<Void, Never>] = []
    }
  }

  init(_ storage: any ValueStorage, signer: SafePickleCodec) throws {
    self.storage = storage
    self.signer = signer
    index = try EntryIndex()
  }

  /// How far the first scan is; nil when it is done.
  var progress: (known: Int, total: Int)? {
    state.withLock { $0.counter == nil ? ($0.known, max($0.known, $0.total)) : nil }
  }

  /// What happened to entries since the first scan has ended.
  var changes: ObservedChanges { state.withLock { $0.changes } }

  /// A number that grows when the index changes; looks whether the storage did.
  func changeCounter() throws -> Int64 {
    let counter = try storage.changeCounter(thoroughly: false)
    state.withLock { state in
      if let known = state.counter, known < counter { begin(&state) }
    }
    return counter + state.withLock { $0.generation }
  }

  /// How long whoever takes what is there waits for everything.
  private static let patience = Duration.milliseconds(80)

  /// Begins to scan, and waits until all rows are there, or some of them and a moment has passed.
  func begin() async throws {
    let end = ContinuousClock.now + Self.patience
    while true {
      let mayWait = state.withLock { state in
        guard state.counter == nil else { return false }
        begin(&state)
        return state.isRunning && (state.known == 0 || ContinuousClock.now < end)
      }
      guard mayWait else { break }
      await wait(forAll: false)
    }
    try throwFault()
  }

  /// Waits until the index has all that the storage has now.
  func settle() async throws {
    let counter = try storage.changeCounter(thoroughly: true)
    while true {
      let isDone = state.withLock { state in
        if state.isStopped || state.fault != nil { return true }
        if let known = state.counter, known >= counter, !state.isRunning { return true }
        state.next = .now
        begin(&state)
        return false
      }
      if isDone { break }
      await wait(forAll: true)
    }
    try throwFault()
  }

  /// Ends what runs.
  func stop() { state.withLock { $0.isStopped = true } }

  /// Notes what this process changed itself.
  func note(put rows: [EntryRow], removed keys: [String]) throws {
    let changes = try index.putCounting(rows)
    note(changes, removed: index.remove(keys))
    state.withLock { $0.generation += 1 }
  }

  var isBegun: Bool { state.withLock { $0.isRunning || $0.counter != nil } }

  private func throwFault() throws {
    let fault = state.withLock { state in
      defer { state.fault = nil }
      return state.fault
    }
    if let fault { throw fault }
  }

  private func begin(_ state: inout State) {
    guard !state.isRunning, !state.isStopped, ContinuousClock.now >= state.next else { return }
    state.isRunning = true
    queue.async { [self] in run() }
  }

  private func wait(forAll: Bool) async {
    await withCheckedContinuation { continuation in
      let isOver = state.withLock { state in
        guard state.isRunning else { return true }
        if forAll {
          state.waiting.all.append(continuation)
        } else {
          state.waiting.some.append(continuation)
        }
        return false
      }
      if isOver { continuation.resume() }
    }
  }
}

// MARK: On the queue

extension Indexer {
  private func run() {
    let began = ContinuousClock.now
    let result = Result { try state.withLock({ $0.counter }) == nil ? scanAll() : scanChanged() }
    let waiting = state.withLock { state in
      state.isRunning = false
      switch result {
      case .success(let counter): state.counter = counter
      case .failure(let error):
        state.fault =
          error as? StoreError
          ?? StoreError(.io, store: storage.path, detail: "\(error)")
      }
      state.generation += 1
      // Looking a large cache over takes a while: a twentieth of the time at most.
      state.next = .now + (ContinuousClock.now - began) * 20
      defer { state.waiting = State.Waiting() }
      return state.waiting.some + state.waiting.all
    }
    for continuation in waiting { continuation.resume() }
  }

  /// Returns the counter of the state that it began with: what changed meanwhile shows in the next one.
  private func scanAll() throws -> Int64 {
    let counter = try storage.changeCounter(thoroughly: true)
    let (total, placing) = (try? storage.count(), try storage.placing())
    state.withLock { $0.total = total ?? 0 }
    try scan(try storage.pieces())
    // What decoding took goes back to the system; the rows stay.
    clinux_return_memory()
    if state.withLock({ $0.counter }) != nil, let places = try? storage.places() {
      note(ObservedChanges(), removed: index.remove(index.difference(to: places).gone))
    }
    state.withLock { $0.placing = placing }
    return counter
  }

  private func scanChanged() throws -> Int64 {
    let placing = try storage.placing()
    guard state.withLock({ $0.placing == placing }) else { return try scanAll() }
    let counter = try storage.changeCounter(thoroughly: true)
    guard let places = try? storage.places() else { return try scanAll() }
    let (gone, new) = index.difference(to: places)
    note(ObservedChanges(), removed: index.remove(gone))
    try scan(storage.pieces(new))
    return counter
  }

  /// Decodes all pieces on a thread for each core.
  private func scan(_ pieces: [ScanPiece]) throws {
    guard !pieces.isEmpty else { return }
    let next = Atomic<Int>(0)
    let found = Mutex<(isDamaged: Bool, fault: (any Error)?)>((false, nil))
    let threads = min(pieces.count, max(1, ProcessorCount.value))
    DispatchQueue.concurrentPerform(iterations: threads) { _ in
      do {
        let isDamaged = try scanSome {
          let place = next.wrappingAdd(1, ordering: .relaxed).oldValue
          let mayGoOn = found.withLock { $0.fault == nil } && state.withLock { !$0.isStopped }
          return mayGoOn && place < pieces.count ? pieces[place] : nil
        }
        if isDamaged { found.withLock { $0.isDamaged = true } }
      } catch {
        found.withLock { $0.fault = error }
      }
    }
    let (isDamaged, fault) = found.withLock { $0 }
    if let fault { throw fault }
    if isDamaged { try listUnreadable() }
  }

  /// Rows that wait until no other thread is at the table.
  private static let mostWaiting = 4096

  /// Decodes pieces on one thread. Returns whether some of them could not be read.
  private func scanSome(_ next: () -> ScanPiece?) throws -> Bool {
    var scan = TolerantScan(try storage.scanner())
    var reader = ValueReader(signer: signer)
    var rows = RowPacker(columns: EntryRow.columnCount)
    // What the first scan finds was there before.
    let isFirst = state.withLock { $0.counter == nil }
    while let piece = next() {
      var changed: [EntryRow] = []
      try scan.scan(piece) { mark, bytes in
        if isFirst, reader.packUsual(mark, bytes, into: &rows) { return }
        let row = reader.row(mark, bytes)
        guard !row.isCorrupt || !storage.mayBeForeign(mark.key) else { return }
        if isFirst { row.pack(into: &rows) } else { changed.append(row) }
      }
      let packed = rows.rowCount
      try packed < Self.mostWaiting ? index.putIfFree(&rows) : index.put(&rows)
      if !changed.isEmpty { note(try index.putCounting(changed), removed: 0) }
      note(packed - rows.rowCount + changed.count)
    }
    let packed = rows.rowCount
    try index.put(&rows)
    note(packed)
    return scan.isDamaged
  }

  /// Lists what is there by its key and lies where the file is damaged.
  private func listUnreadable() throws {
    let keys = (try? storage.places().keys).map(Array.init) ?? []
    let known = index.keys()
    let rows = keys.filter { !known.contains($0) }.map { EntryRow(unreadable: $0) }
    try index.put(rows)
    note(rows.count)
    guard rows.isEmpty, known.isEmpty else { return }
    throw StoreError(.corrupt, store: storage.path, detail: "no value of it can be read")
  }

  private func note(_ changes: ObservedChanges, removed: Int) {
    state.withLock { state in
      state.changes.add(changes)
      state.changes.removed += Int64(removed)
    }
  }

  private func note(_ rows: Int) {
    let waiting = state.withLock { state in
      state.known += rows
      state.generation += 1
      defer { state.waiting.some = [] }
      return state.waiting.some
    }
    for continuation in waiting { continuation.resume() }
  }
}

extension ObservedChanges {
  fileprivate mutating func add(_ other: ObservedChanges) {
    stored += other.stored
    refreshed += other.refreshed
    removed += other.removed
  }
}

/// How many threads can work at once.
enum ProcessorCount {
  static let value = ProcessInfo.processInfo.activeProcessorCount
}
