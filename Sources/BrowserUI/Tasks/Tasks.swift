package import CacheStore
package import FoundationEssentials

/// The tasks of this run, the latest last.
package struct Tasks: Sendable {
  package private(set) var all: [BrowserTask] = []
  /// The last result for an entry, for the screen that compares.
  package private(set) var results: [EntryID: RevalidationReport] = [:]

  static let resultLimit = 200

  package init() {}

  /// The task that runs.
  package var running: BrowserTask? { all.first { $0.isRunning } }

  /// Entries that wait for an answer.
  package var pending: Set<EntryID> {
    all.reduce(into: []) { if $1.isRunning { $0.formUnion($1.pending) } }
  }

  mutating func begin(_ references: [EntryReference], isConditional: Bool, now: Date) -> TaskID {
    let id = TaskID(all.count + 1)
    all.append(
      BrowserTask(id: id, references: references, isConditional: isConditional, started: now))
    return id
  }

  mutating func finished(_ report: RevalidationReport, of id: TaskID) {
    edit(id) { $0.take(report) }
    if results.count >= Self.resultLimit, let victim = results.keys.first { results[victim] = nil }
    results[report.after?.summary.id ?? report.reference.id] = report
  }

  mutating func end(_ id: TaskID, now: Date) {
    edit(id) {
      $0.isRunning = false
      $0.ended = now
    }
  }

  mutating func cancel(_ id: TaskID) { edit(id) { $0.isCancelled = true } }

  package subscript(_ id: TaskID) -> BrowserTask? { all.first { $0.id == id } }

  private mutating func edit(_ id: TaskID, _ body: (inout BrowserTask) -> Void) {
    for index in all.indices where all[index].id == id { body(&all[index]) }
  }
}

/// A revalidation of one or many entries.
package struct BrowserTask: Sendable {
  package var id: TaskID
  package var count: Int
  package var isConditional: Bool
  package var started: Date
  package var ended: Date?
  package var isRunning = true
  package var isCancelled = false
  package private(set) var pending: Set<EntryID>
  package private(set) var failed: Set<EntryID> = []
  /// How many had which outcome, by the word for it.
  package private(set) var tallies: [String: Int] = [:]
  /// The latest report, for a task of one entry.
  package private(set) var latest: RevalidationReport?

  /// A task that nobody sees run, for its tallies.
  package init(_ references: [EntryReference], isConditional: Bool) {
    self.init(
      id: TaskID(1), references: references, isConditional: isConditional,
      started: Date(timeIntervalSince1970: 0))
  }

  init(id: TaskID, references: [EntryReference], isConditional: Bool, started: Date) {
    self.id = id
    count = references.count
    self.isConditional = isConditional
    self.started = started
    pending = Set(references.map(\.id))
  }

  /// How many are done.
  package var done: Int { count - pending.count }

  /// Seconds that the rest will take at the pace so far; nil when there is no pace yet.
  package func remaining(at now: Date) -> TimeInterval? {
    let passed = now.timeIntervalSince(started)
    guard done > 0, passed >= 1 else { return nil }
    return passed / Double(done) * Double(count - done)
  }

  package mutating func take(_ report: RevalidationReport) {
    guard pending.remove(report.reference.id) != nil else { return }
    tallies[report.outcome.tally, default: 0] += 1
    if report.outcome.isFailure { failed.insert(report.reference.id) }
    latest = report
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
