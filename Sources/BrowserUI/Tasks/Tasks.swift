package import CacheStore
import FoundationEssentials

/// The tasks of this run, the latest last. One runs at a time, so that limits per host hold; the others
/// wait for their turn.
package struct Tasks: Sendable {
  package private(set) var all: [BrowserTask] = []
  /// The last results of entries, for the screen that compares.
  package private(set) var results = TaskResults()

  package init() {}

  /// The task that runs.
  package var running: BrowserTask? { all.first { $0.state == .running } }

  /// The task whose turn is next.
  var waiting: BrowserTask? { all.first { $0.state == .waiting } }

  /// Tasks that are neither done nor cancelled.
  package var unfinished: Int { all.count { $0.state != .ended } }

  /// Entries that wait for an answer.
  package var pending: Set<EntryID> { running?.pending ?? [] }

  /// Adds a task, which waits.
  mutating func add(_ references: [EntryReference], isConditional: Bool, now: Date) -> TaskID {
    let id = TaskID(all.count + 1)
    all.append(
      BrowserTask(id: id, references: references, isConditional: isConditional, started: now))
    return id
  }

  /// Its turn has come.
  mutating func start(_ id: TaskID, now: Date) { edit(id) { $0.start(now) } }

  mutating func finished(_ report: RevalidationReport, of id: TaskID) {
    edit(id) { $0.take(report) }
    results.add(report)
  }

  mutating func end(_ id: TaskID, now: Date) { edit(id) { $0.end(now) } }

  /// Forgets what entries were like before and after.
  mutating func forgetResults() { results = TaskResults() }

  /// One that waits ends at once.
  mutating func cancel(_ id: TaskID, now: Date) {
    edit(id) { task in
      task.isCancelled = true
      if task.state == .waiting { task.end(now) }
    }
  }

  package subscript(_ id: TaskID) -> BrowserTask? { all.first { $0.id == id } }

  private mutating func edit(_ id: TaskID, _ body: (inout BrowserTask) -> Void) {
    for index in all.indices where all[index].id == id { body(&all[index]) }
  }
}

extension RevalidationReport.Outcome {
  /// In a sentence.
  package var text: String {
    switch self {
    case .notModified: "not modified (304)"
    case .changed: "changed (200)"
    case .gone: "gone (404/410)"
    case .originError(let status): "error \(status) (kept)"
    case .networkError(let why): "network error (kept): \(why)"
    case .notStorable: "no longer storable (removed to trash)"
    case .skipped(let why): "skipped: \(why)"
    case .cancelled: "cancelled"
    }
  }

  /// In one word, for counts.
  package var tally: String {
    switch self {
    case .notModified: "304"
    case .changed: "changed"
    case .gone: "gone"
    case .originError, .networkError: "err"
    case .notStorable: "removed"
    case .skipped: "skipped"
    case .cancelled: "cancelled"
    }
  }

  package var isFailure: Bool {
    switch self {
    case .notModified, .changed, .gone, .notStorable: false
    case .originError, .networkError, .skipped, .cancelled: true
    }
  }
}
