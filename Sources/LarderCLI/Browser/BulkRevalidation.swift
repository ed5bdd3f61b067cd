import BrowserUI
import CacheStore
import CachedSession
import FoundationEssentials

/// Asks origins about many entries at a pace: some at once, fewer of them per host, a pause between their
/// starts, and an end when too many fail.
struct BulkRevalidation: Sendable {
  var revalidator: Revalidator
  var references: [EntryReference]
  var isConditional: Bool
  var pace: RequestPace

  /// Runs until all entries are done; a cancelled task, or one with too many errors, reports the rest as
  /// cancelled.
  func callAsFunction(_ report: @escaping @Sendable (RevalidationReport) -> Void) async {
    var waiting = await jobs()
    var busy: [String: Int] = [:]
    var errors = 0
    var next = ContinuousClock.now
    await withTaskGroup(of: (host: String, isError: Bool).self) { group in
      var running = 0
      while true {
        while running < pace.concurrency, let job = nextJob(in: &waiting, busy) {
          if isTooMany(errors) || Task.isCancelled {
            report(RevalidationReport(reference: job.reference, outcome: .cancelled))
            continue
          }
          if pace.delay > 0 {
            try? await Task.sleep(until: next, clock: .continuous)
            next = max(next, .now) + .seconds(pace.delay)
          }
          busy[job.host, default: 0] += 1
          running += 1
          group.addTask {
            let done = await revalidate(job.reference)
            report(done)
            return (job.host, done.outcome.isError)
          }
        }
        guard let done = await group.next() else { return }
        busy[done.host, default: 1] -= 1
        running -= 1
        if done.isError { errors += 1 }
      }
    }
  }

  private func isTooMany(_ errors: Int) -> Bool {
    pace.stopAfterErrors.map { errors >= $0 } ?? false
  }

  private struct Job {
    var reference: EntryReference
    var host: String
  }

  /// The first job whose host has room.
  private func nextJob(in waiting: inout [Job], _ busy: [String: Int]) -> Job? {
    waiting.firstIndex { busy[$0.host, default: 0] < pace.perHost }
      .map { waiting.remove(at: $0) }
  }

  private func jobs() async -> [Job] {
    var jobs: [Job] = []
    for reference in references {
      let url = (try? await revalidator.store.entry(reference.id))?.summary.url ?? ""
      jobs.append(Job(reference: reference, host: URLParts(url).authority))
    }
    return jobs
  }

  private func revalidate(_ reference: EntryReference) async -> RevalidationReport {
    guard !Task.isCancelled else {
      return RevalidationReport(reference: reference, outcome: .cancelled)
    }
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
