import BrowserUI
import CacheStore
import CachedSession
import FoundationEssentials
import Synchronization

/// Asks origins about many entries at a pace: some at once, fewer of them per host, a pause between their
/// starts, and an end when too many fail.
struct BulkRevalidation: Sendable {
  var revalidator: Revalidator
  var references: [EntryReference]
  var isConditional: Bool
  var pace: RequestPace

  /// Runs until all entries are done; a cancelled task, or one with too many errors, reports the rest as
  /// cancelled. What it changed is one operation then, which one undo takes back.
  func callAsFunction(_ report: @escaping @Sendable (RevalidationReport) -> Void) async {
    let operations = Mutex<[OperationID]>([])
    await ask { done in
      if let operation = done.operation { operations.withLock { $0.append(operation) } }
      report(done)
    }
    // Where that fails, they can be undone one by one.
    try? await revalidator.store.joinOperations(operations.withLock { $0 })
  }

  private func ask(_ report: @escaping @Sendable (RevalidationReport) -> Void) async {
    let entries = await entries()
    let urls = Dictionary(entries.map { ($0.reference.id, $0.url) }) { $1 }
    let hosts = entries.map { (host: URLParts($0.url).authority, reference: $0.reference) }
    var queues = HostQueues(hosts, perHost: pace.perHost)
    var turns = HostTurns(delay: pace.delay)
    let errors = ErrorCount(limit: pace.stopAfterErrors)
    await withTaskGroup(of: String.self) { group in
      var running = 0
      while true {
        while running < pace.concurrency, let (host, reference) = queues.next() {
          let turn = turns.take(host)
          running += 1
          group.addTask {
            if let turn { try? await Task.sleep(until: turn, clock: .continuous) }
            let url = urls[reference.id]
            let done =
              Task.isCancelled || errors.isReached
              ? RevalidationReport(reference: reference, url: url, outcome: .cancelled)
              : await revalidate(reference)
            if done.outcome.isError { errors.add() }
            report(done)
            return host
          }
        }
        guard let host = await group.next() else { return }
        queues.finished(host)
        running -= 1
      }
    }
  }

  /// The entries with their URLs; an empty one for what is gone.
  private func entries() async -> [(url: String, reference: EntryReference)] {
    var entries: [(url: String, reference: EntryReference)] = []
    for reference in references {
      let url = (try? await revalidator.store.entry(reference.id))?.summary.url ?? ""
      entries.append((url, reference))
    }
    return entries
  }

  private func revalidate(_ reference: EntryReference) async -> RevalidationReport {
    let bodies = EntryComparison(store: revalidator.store)
    let before = await bodies.smallBody(of: reference.id)
    let result = await revalidator.revalidate(reference, isConditional: isConditional)
    var difference: BodyDifference?
    if result.outcome == .changed, let before, let after = await bodies.smallBody(of: reference.id)
    {
      difference = BodyDifference(before, after)
    }
    var report = RevalidationReport(result, body: difference)
    // The transfer that was stopped is no fault of the network.
    if Task.isCancelled, case .networkError = report.outcome { report.outcome = .cancelled }
    return report
  }
}

extension RevalidationReport.Outcome {
  /// Whether the origin or the way to it failed.
  fileprivate var isError: Bool {
    switch self {
    case .originError, .networkError: true
    case .notModified, .changed, .gone, .notStorable, .skipped, .cancelled: false
    }
  }
}

/// How many requests failed.
private final class ErrorCount: Sendable {
  private let limit: Int?
  private let count = Mutex(0)

  init(limit: Int?) { self.limit = limit }

  /// Whether no more requests are to be sent.
  var isReached: Bool { limit.map { limit in count.withLock { $0 >= limit } } ?? false }

  func add() { count.withLock { $0 += 1 } }
}

/// When the next request to each host may start.
private struct HostTurns {
  let delay: Double
  private var next: [String: ContinuousClock.Instant] = [:]

  init(delay: Double) { self.delay = delay }

  /// The moment of a host's next request; nil where there is no delay.
  mutating func take(_ host: String) -> ContinuousClock.Instant? {
    guard delay > 0 else { return nil }
    let turn = max(.now, next[host] ?? .now)
    next[host] = turn + .seconds(delay)
    return turn
  }
}
