package import CacheStore
package import FoundationEssentials

/// A revalidation of one or many entries.
package struct BrowserTask: Sendable {
  package enum State: Sendable, Hashable {
    /// Another one has to end first.
    case waiting
    case running, ended
  }

  /// What became of one entry.
  package struct Item: Sendable, Hashable {
    /// The entry as it is now, where it is still there.
    package var entry: EntryID
    /// Its URL; empty where it was not found.
    package var url: String
    package var outcome: RevalidationReport.Outcome
    /// Seconds until the answer was complete.
    package var duration: TimeInterval
  }

  package var id: TaskID
  package var count: Int
  package var isConditional: Bool
  /// When its turn came; before that, when it was asked for.
  package private(set) var started: Date
  package private(set) var ended: Date?
  package private(set) var state = State.waiting
  package var isCancelled = false
  /// What is to be asked about; empty as soon as it runs.
  private(set) var references: [EntryReference]
  package private(set) var pending: Set<EntryID>
  package private(set) var failed: Set<EntryID> = []
  /// How many had which outcome, by the word for it.
  package private(set) var tallies: [String: Int] = [:]
  /// What became of each entry, in the order of the answers; failures are all there, of the others as many
  /// as are worth a look.
  package private(set) var items: [Item] = []
  /// The latest report, for a task of one entry.
  package private(set) var latest: RevalidationReport?

  private static let itemLimit = 5_000

  /// A task that nobody sees run, for its tallies.
  package init(_ references: [EntryReference], isConditional: Bool) {
    self.init(
      id: TaskID(1), references: references, isConditional: isConditional,
      started: Date(timeIntervalSince1970: 0))
  }

  init(id: TaskID, references: [EntryReference], isConditional: Bool, started: Date) {
    self.id = id
    self.references = references
    count = references.count
    self.isConditional = isConditional
    self.started = started
    pending = Set(references.map(\.id))
  }

  /// How many are done.
  package var done: Int { count - pending.count }

  package var isRunning: Bool { state == .running }

  /// Seconds that the rest will take; nil while nobody can tell.
  func remaining(at now: Date) -> TimeInterval? {
    isRunning ? Durations.remaining(done, of: count, since: started, at: now) : nil
  }

  mutating func start(_ now: Date) {
    (state, started, references) = (.running, now, [])
  }

  mutating func end(_ now: Date) {
    (state, ended, references) = (.ended, now, [])
  }

  package mutating func take(_ report: RevalidationReport) {
    guard pending.remove(report.reference.id) != nil else { return }
    tallies[report.outcome.tally, default: 0] += 1
    if report.outcome.isFailure { failed.insert(report.reference.id) }
    latest = report
    guard items.count < Self.itemLimit || report.outcome.isFailure else { return }
    items.append(
      Item(
        entry: report.after?.summary.id ?? report.reference.id,
        url: report.url, outcome: report.outcome,
        duration: report.duration))
  }
}
