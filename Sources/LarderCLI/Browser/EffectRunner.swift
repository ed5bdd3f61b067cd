import BrowserUI
import CacheStore
import CachedSession
import CurlTransport
import FoundationEssentials
import HTTPCaching
import SQLiteStore
import Synchronization
import Terminal

/// Performs the browser's effects: each is started and answered by a message, none blocks the loop.
final class EffectRunner: Sendable {
  private let current: Mutex<any CacheStore>
  /// The store of the file that took the place of the current one's, until the browser goes over to it.
  private let next = Mutex<(any CacheStore)?>(nil)
  private let source: StoreSource
  private let terminal: Terminal
  private let inbox: MessageInbox
  private let file: ConfigurationFile
  private let timers = Mutex<[BrowserTimer: Task<Void, Never>]>([:])
  private let bulk = Mutex<[TaskID: Task<Void, Never>]>([:])
  /// The body on its way.
  private let body = LatestTask()
  /// What is being written to a file.
  private let writing = Mutex<Task<Void, Never>?>(nil)
  /// Changes under way.
  private let changes = Mutex<[RunningChange]>([])
  /// The search in a body.
  private let bodySearch = LatestTask()
  /// The change of the saved filters that is being kept; the next one waits for it.
  private let filterChange = Mutex<Task<Void, Never>?>(nil)
  /// Whether another program has the terminal, or is about to.
  private let isViewingExternally = Mutex(false)
  /// The search for entries.
  private let search = LatestTask()
  /// The store's change counter when its activity was last read.
  private let polledCounter = Mutex<Int64?>(nil)

  /// One transport for all revalidations of this run, made when the first one asks for it.
  private static let transport = CurlTransport()

  init(
    store: any CacheStore, source: StoreSource, terminal: Terminal, inbox: MessageInbox,
    file: ConfigurationFile
  ) {
    self.file = file
    self.source = source
    current = Mutex(store)
    self.terminal = terminal
    self.inbox = inbox
  }

  private var store: any CacheStore { current.withLock { $0 } }

  /// Cancels timers and tasks, and waits for the tasks.
  func close() async {
    for timer in timers.withLock({ Array($0.values) }) { timer.cancel() }
    search.cancel()
    let tasks = bulk.withLock { Array($0.values) } + writing.withLock { $0.map { [$0] } ?? [] }
    for task in tasks { task.cancel() }
    for task in tasks { await task.value }
    await filterChange.withLock({ $0 })?.value
    for change in changes.withLock({ $0 }) {
      change.stop()
      await change.task.withLock({ $0 })?.value
    }
  }

  /// Starts an effect.
  func start(_ effect: Effect) {
    switch effect {
    case .loadPage(let query, let generation):
      answer({ .pageLoaded($0, generation: generation) }) { try await $0.browse(query) }
    case .loadTotals(let filter, let purpose, let generation):
      answer({ .totalsLoaded($0, purpose, generation: generation) }) {
        try await $0.totals(filter, now: Clock.now())
      }
    case .loadGroups(let query, let generation):
      answer({ .groupsLoaded($0, query, generation: generation) }) { try await $0.groups(query) }
    case .loadEntry(let id, let generation):
      answer({ .entryLoaded($0, generation: generation) }) { try await $0.entry(id) }
    case .loadBody(let request, let generation): loadBody(request, generation)
    case .viewExternally(let body): viewExternally(body)
    case .searchBody(let search, let generation): self.search(search, generation)
    case .loadHistory(let id, let generation):
      answer({ .historyLoaded($0, generation: generation) }) { try await $0.history(of: id) }
    case .loadTrash(let place, let limit, let generation):
      answer({ .trashLoaded($0, generation: generation) }) {
        try await $0.trash(after: place, limit: limit)
      }
    case .countTrash(let generation):
      answer({ .trashCounted($0, generation: generation) }) { try await $0.trashCount() }
    case .loadOperations(let limit):
      answer({ .operationsLoaded($0) }) { try await $0.undoableOperations(limit: limit) }
    case .loadStorage: answer({ .storageLoaded($0) }) { try await $0.storage() }
    case .resolveReferences(let filter, let generation):
      answer({ .referencesResolved($0, generation: generation) }) {
        try await $0.references(matching: filter, now: Clock.now())
      }
    case .resolveSelection(let selection, let generation):
      answer({ .referencesResolved($0, generation: generation) }) {
        try await selection.run(in: $0, now: Clock.now()).found
      }
    case .startSearch(let selection, let generation): startSearch(selection, generation)
    case .stopSearch: search.cancel()
    case .loadValues(let facet, let filter, let limit, let generation):
      answer({ .valuesLoaded($0, facet, generation: generation) }) {
        try await $0.values(of: facet, among: filter, limit: limit, now: Clock.now())
      }
    case .saveFilter(let change): save(change)
    case .poll(let sequence, let limit): poll(after: sequence, limit)
    case .adoptStore: adoptStore()
    case .change(let change): make(change)
    case .stopChange: changes.withLock { $0.forEach { $0.stop() } }
    case .emptyTrash: answer({ .trashEmptied($0) }) { try await $0.emptyTrash() }
    case .revalidate(let task, let references, let isConditional, let pace):
      revalidate(task, references, isConditional, pace)
    case .cancel(let task): bulk.withLock { $0[task] }?.cancel()
    case .readBody(let id, let limit, let generation):
      answer({ .bodyRead($0, generation: generation) }) {
        try await $0.copiedBody(of: id, limit: limit)
      }
    case .compare(let comparison, let generation):
      answer({ .compared($0, generation: generation) }) {
        try await EntryComparison(store: $0).compare(comparison)
      }
    case .write(let request): write(request)
    case .cancelWriting: writing.withLock { $0 }?.cancel()
    case .copy(let text):
      if !terminal.copy(Array(text.utf8)) { inbox.post(.noticed("too long to copy")) }
    case .startTimer(let timer, let milliseconds): startTimer(timer, milliseconds)
    case .adapt(let preferences): terminal.adapt(TerminalOptions(preferences))
    case .saveOptions(let options):
      let file = file
      answer({ .optionsSaved($0) }) { _ in try file.save(options) }
    case .redraw: terminal.redraw()
    case .suspend: terminal.suspend()
    case .flushInput, .quit: break  // The loop's own.
    }
  }

  /// Reads a body and makes the lines that show it, which is slow for large ones: a request that is no
  /// longer the latest stops before that.
  private func loadBody(_ request: BodyRequest, _ generation: Int) {
    let task = answer({ .bodyLoaded($0, generation: generation) }) { store in
      let isEmpty = request.range.isEmpty
      let bytes = isEmpty ? Data() : try await store.read(request.body, range: request.range)
      try Task.checkCancellation()
      return request.shown(bytes)
    }
    body.replace(with: task)
  }

  private func search(_ search: BodySearch, _ generation: Int) {
    let task = answer({ .bodySearched($0, generation: generation) }) {
      try await search.run(on: $0)
    }
    bodySearch.replace(with: task)
  }

  /// Makes a change, and tells a few times a second how far it is.
  private func make(_ change: StoreChange) {
    let running = RunningChange()
    let latest = LatestProgress<Int>()
    let inbox = inbox
    let progress = ChangeProgress { count in
      latest.note(running.advance(count))
      return !running.isStopped
    }
    changes.withLock { $0.append(running) }
    let task = answer({ .changeFinished(change, $0) }) { [self] store in
      defer { changes.withLock { $0.removeAll { $0 === running } } }
      return try await latest.tell({ inbox.post(.changeAdvanced($0)) }) {
        try await ChangeProgress.$current.withValue(progress) {
          try await change.perform(on: store, now: Clock.now())
        }
      }
    }
    running.task.withLock { $0 = task }
  }

  /// Writes a file, and tells a few times a second how far it is.
  private func write(_ request: WriteRequest) {
    let latest = LatestProgress<Int>()
    let inbox = inbox
    let task = answer({ .written(request, $0) }) { store in
      try await latest.tell({ inbox.post(.writingAdvanced($0)) }) {
        try await request.perform(on: store, now: Clock.now()) { latest.note($0) }
      }
    }
    writing.withLock { $0 = task }
  }

  private func save(_ change: SavedFilters.Change) {
    filterChange.withLock { latest in
      let former = latest
      latest = answer({ .filtersSaved($0) }) { _ in
        await former?.value
        return try FilterFile.save(change)
      }
    }
  }

  private func viewExternally(_ body: ExternalBody) {
    let isFirst = isViewingExternally.withLock { isViewing in
      defer { isViewing = true }
      return !isViewing
    }
    guard isFirst else { return }
    let viewer = ExternalViewer(store: store, terminal: terminal)
    let inbox = inbox
    Task {
      do {
        try await viewer.show(body)
      } catch {
        inbox.post(.noticed(String(describing: error)))
      }
      self.isViewingExternally.withLock { $0 = false }
    }
  }

  /// Looks for entries, and tells a few times a second how far it is; the end is told also when it was
  /// stopped.
  private func startSearch(_ selection: EntrySelection, _ generation: Int) {
    let latest = LatestProgress<SearchRun.Progress>()
    let inbox = inbox
    let task = answer({ .searchFinished($0, generation: generation) }) { store in
      try await latest.tell({ inbox.post(.searchAdvanced($0, generation: generation)) }) {
        try await selection.run(in: store, now: Clock.now()) { latest.note($0) }
      }
    }
    search.replace(with: task)
  }

  /// Looks whether anything changed, and only then at what.
  private func poll(after sequence: Int64?, _ limit: Int) {
    if let store = store as? SQLiteStore, store.isReplaced { return reopen(store) }
    answer({ .polled($0) }) { store in
      let counter = try await store.changeCounter()
      let indexing = await store.indexing()
      guard self.polledCounter.withLock({ $0 }) != counter else {
        return Poll(changeCounter: counter, activity: nil, indexing: indexing)
      }
      let activity = try await store.activity(after: sequence, limit: limit)
      self.polledCounter.withLock { $0 = counter }
      return Poll(changeCounter: counter, activity: activity, indexing: indexing)
    }
  }

  /// Opens the file that took the place of the store's. Where it can't be, that is told as of a poll, and the
  /// next one tries again.
  private func reopen(_ former: SQLiteStore) {
    let (source, inbox) = (source, inbox)
    Task {
      await former.close()
      do {
        let opened = try source.open()
        self.next.withLock { $0 = opened.store }
        inbox.post(.storeReplaced(source.description(of: opened)))
      } catch {
        inbox.post(.polled(.failure(BrowserUI.Failure(String(describing: error)))))
      }
    }
  }

  /// Between two messages: what the browser asks for afterwards is about the new store.
  private func adoptStore() {
    guard let store = next.withLock({ $0.take() }) else { return }
    current.withLock { $0 = store }
    polledCounter.withLock { $0 = nil }
  }

  /// Runs `work` on the store and posts its result as a message.
  @discardableResult
  private func answer<T: Sendable>(
    _ message: @escaping @Sendable (Result<T, BrowserUI.Failure>) -> Message,
    _ work: @escaping @Sendable (any CacheStore) async throws -> T
  ) -> Task<Void, Never> {
    let (store, inbox) = (store, inbox)
    return Task {
      do {
        inbox.post(message(.success(try await work(store))))
      } catch {
        inbox.post(message(.failure(BrowserUI.Failure(String(describing: error)))))
      }
    }
  }

  private func startTimer(_ timer: BrowserTimer, _ milliseconds: Int) {
    let inbox = inbox
    let task = Task {
      try? await Task.sleep(for: .milliseconds(milliseconds))
      guard !Task.isCancelled else { return }
      inbox.post(.timerFired(timer, now: Clock.now()))
    }
    timers.withLock { timers in
      timers[timer]?.cancel()
      timers[timer] = task
    }
  }

  private func revalidate(
    _ id: TaskID, _ references: [EntryReference], _ isConditional: Bool, _ pace: RequestPace
  ) {
    let run = BulkRevalidation(
      revalidator: Revalidator(
        store: store, transport: EffectRunner.transport, now: Clock.now),
      references: references, isConditional: isConditional, pace: pace)
    let inbox = inbox
    let task = Task {
      await run { inbox.post(.revalidationFinished(id, $0)) }
      self.bulk.withLock { $0[id] = nil }
      inbox.post(.taskFinished(id))
    }
    bulk.withLock { $0[id] = task }
  }
}

extension StoreChange {
  /// Makes the change.
  fileprivate func perform(on store: any CacheStore, now: Date) async throws -> OperationResult {
    switch self {
    case .setExpiration(let expiration, let references):
      try await store.setExpiration(expiration, of: references, now: now)
    case .delete(let references, let destination, let reason):
      try await store.delete(references, to: destination, reason: reason, now: now)
    case .undo(let operation): try await store.undo(operation, now: now)
    case .redo(let operation): try await store.redo(operation, now: now)
    case .restore(let trashed): try await store.restore(trashed, now: now)
    case .bringBack(.rows(let trashed)): try await store.restoreReplacing(trashed, now: now)
    case .bringBack(.deletedBy(let operation)):
      try await store.restoreReplacing(
        store.trash { $0.operation == operation }.map(\.id), now: now)
    }
  }
}
