import BodyViews
import BrowserUI
import CacheStore
import Canvas
import FoundationEssentials
import HTTPCaching
import Testing

/// Plays keys and performs effects at once, against a store in memory.
struct Browser {
  var model: Model
  var store: DemoStore
  var now = DemoEntries.now
  /// Every effect so far.
  var effects: [Effect] = []
  /// Effects that are held back instead of being performed.
  var held: [Effect] = []
  var holds: @Sendable (Effect) -> Bool = { _ in false }
  var timers: Set<BrowserTimer> = []
  /// What origins answer, by entry; 304 where nothing is said.
  var answers: [EntryID: RevalidationReport.Outcome] = [:]

  init(
    columns: Int = 80, rows: Int = 24, store: DemoStore = DemoStore(),
    description: StoreDescription = StoreDescription(name: "~/app/cache.sqlite"),
    preferences: Preferences = Preferences()
  ) {
    model = Model(store: description, preferences: preferences)
    self.store = store
    send(.started(now: now, size: Size(columns: columns, rows: rows)))
  }

  /// Types keys, in the notation of `Key.parse`. A filter applies after each of them.
  mutating func keys(_ text: String) {
    for key in Key.parse(text) ?? [] {
      send(.keyPressed(key))
      fire(.filter)
    }
    fire(.count)
  }

  /// Types a text as it stands.
  mutating func type(_ text: String) {
    for character in text {
      send(.keyPressed(.character(character)))
      fire(.filter)
    }
  }

  mutating func fire(_ timer: BrowserTimer) {
    if timers.remove(timer) != nil { send(.timerFired(timer, now: now)) }
  }

  mutating func wait(_ seconds: Double) {
    now.addTimeInterval(seconds)
    send(.ticked(now: now))
  }

  mutating func resize(_ columns: Int, _ rows: Int) {
    send(.keyPressed(.resize(Size(columns: columns, rows: rows))))
  }

  mutating func click(_ column: Int, _ row: Int, _ action: MouseEvent.Action = .press) {
    let event = MouseEvent(action, .left, at: Point(column: column, row: row))
    send(.keyPressed(.mouse(event)))
  }

  mutating func send(_ message: Message) {
    var waiting = update(&model, message)
    while !waiting.isEmpty {
      let effect = waiting.removeFirst()
      effects.append(effect)
      if holds(effect) {
        held.append(effect)
        continue
      }
      for answer in perform(effect) { waiting += update(&model, answer) }
    }
  }

  /// Performs what was held back.
  mutating func release() {
    let waiting = held
    held = []
    for effect in waiting {
      for answer in perform(effect) { send(answer) }
    }
  }

  var frame: Frame { view(model) }
  var lines: [String] {
    frame.text.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
  }
  func line(_ row: Int) -> String { lines[row] }
  var focused: String { model.list.focused?.url ?? "" }
  var status: String { lines[model.size.rows - 2] }
  func contains(_ text: String) -> Bool { frame.text.contains(text) }
}

extension Browser {
  private mutating func perform(_ effect: Effect) -> [Message] {
    switch effect {
    case .loadPage(let query, let generation):
      [.pageLoaded(.success(store.page(query)), generation: generation)]
    case .loadTotals(let filter, let purpose, let generation):
      [
        .totalsLoaded(
          .success(store.totals(filter, now: now)), purpose, generation: generation)
      ]
    case .loadGroups(let query, let generation):
      [
        .groupsLoaded(
          .success(EntryGroups(query, Array(store.entries.values))), query, generation: generation)
      ]
    case .loadEntry(let id, let generation):
      [.entryLoaded(.success(store.entry(id)), generation: generation)]
    case .loadBody(let request, let generation): [bodyMessage(request, generation)]
    case .searchBody(let search, let generation):
      [.bodySearched(.success(found(search)), generation: generation)]
    case .loadHistory(_, let generation):
      [.historyLoaded(.success([]), generation: generation)]
    case .loadTrash(let place, let limit, let generation):
      [.trashLoaded(.success(store.trash(after: place, limit: limit)), generation: generation)]
    case .countTrash(let generation):
      [.trashCounted(.success(store.trash.count), generation: generation)]
    case .loadOperations: [.operationsLoaded(.success(store.operations))]
    case .loadStorage:
      [.storageLoaded(.success(StorageFacts(bytesOnDisk: 48_200_000, reclaimableBytes: 0)))]
    case .resolveReferences(let filter, let generation):
      [.referencesResolved(.success(references(filter)), generation: generation)]
    case .resolveSelection(let selection, let generation):
      [
        .referencesResolved(
          .success(store.search(selection, now: now).found), generation: generation)
      ]
    case .startSearch(let selection, let generation):
      store.steps(of: selection, now: now).map { .searchAdvanced($0, generation: generation) }
        + [.searchFinished(.success(store.search(selection, now: now)), generation: generation)]
    case .stopSearch: []
    case .loadValues(let facet, let filter, let limit, let generation):
      [
        .valuesLoaded(
          .success(store.values(facet, filter, limit, now: now)), facet, generation: generation)
      ]
    case .saveFilter(let change): save(change)
    case .poll:
      [.polled(.success(Poll(changeCounter: store.counter, activity: ActivitySnapshot())))]
    case .change(let change):
      [.changeFinished(change, .success(store.perform(change, now: now)))]
    case .emptyTrash: [emptyTrash()]
    case .revalidate(let task, let references, _, _): revalidate(task, references)
    case .cancel(let task): [.taskFinished(task)]
    case .startTimer(let timer, _): start(timer)
    case .saveOptions(let options):
      [.optionsSaved(.success(Dictionary(uniqueKeysWithValues: options.map { ($0.name, 1) })))]
    case .readBody(let id, let limit, let generation):
      [.bodyRead(.success(store.body(of: id, limit: limit)), generation: generation)]
    case .compare(let comparison, let generation):
      [.compared(.success(store.difference(comparison)), generation: generation)]
    case .write(let request): [.written(request, .success(store.write(request)))]
    case .adoptStore, .stopChange, .cancelWriting, .copy, .viewExternally, .adapt, .flushInput,
      .redraw, .suspend, .quit:
      []
    }
  }

  private mutating func save(_ change: SavedFilters.Change) -> [Message] {
    guard let filters = store.filters.applying(change) else { return [] }
    store.filters = filters
    return [.filtersSaved(.success(filters))]
  }

  private mutating func start(_ timer: BrowserTimer) -> [Message] {
    timers.insert(timer)
    return []
  }

  private func bodyMessage(_ request: BodyRequest, _ generation: Int) -> Message {
    let bytes = store.body(request.body.handle)
    let part = bytes.dropFirst(Int(request.range.lowerBound)).prefix(request.range.count)
    return .bodyLoaded(.success(request.shown(Data(part))), generation: generation)
  }

  private func found(_ search: BodySearch) -> BodySearch.Match? {
    guard var scan = search.scan else { return search.matchInLines() }
    let bytes = store.body(search.body.handle)
    while let range = scan.wanted {
      let piece = bytes[Int(range.lowerBound)..<Int(range.upperBound)]
      if let match = piece.withUnsafeBytes({ scan.look(at: $0) }) {
        return BodySearch.Match(.offset(match.offset), isWrapped: match.isWrapped)
      }
    }
    return nil
  }

  private func references(_ filter: EntryFilter) -> [EntryReference] {
    store.entries.values.filter { filter.matches($0, now: now) }.map(\.reference)
  }

  private mutating func emptyTrash() -> Message {
    let count = store.trash.count
    store.trash = []
    store.operations = []
    return .trashEmptied(.success(count))
  }

  private mutating func revalidate(_ task: TaskID, _ references: [EntryReference]) -> [Message] {
    references.map { .revalidationFinished(task, answer($0)) } + [.taskFinished(task)]
  }

  mutating func answer(_ reference: EntryReference) -> RevalidationReport {
    let outcome = answers[reference.id] ?? .notModified
    let before = store.entry(reference.id)
    if !outcome.isFailure {
      _ = store.edit([reference], .revalidate, now) { entry in
        var entry = entry
        entry.timeline.freshUntil = now.addingTimeInterval(600)
        entry.stored = now
        return entry
      }
    }
    return RevalidationReport(
      reference: reference, outcome: outcome, requestLine: "GET /v1/users?page=1",
      sentFields: [.init("if-none-match", "\"9f1c-1\"")], status: outcome == .changed ? 200 : 304,
      duration: 0.208, before: before, after: store.entry(reference.id),
      body: BodyDifference(Data("a\nb\nc\n".utf8), Data("a\nB\nc\n".utf8)))
  }
}
