import BrowserUI
import CacheStore
import CachedSession
import FoundationEssentials

/// Asks origins about many entries: some at once, but at most two per host.
struct BulkRevalidation: Sendable {
  private static let perHost = 2

  var revalidator: Revalidator
  var references: [EntryReference]
  var isConditional: Bool
  var concurrency: Int

  /// Runs until all entries are done; a cancelled task reports the rest as cancelled.
  func callAsFunction(_ report: @escaping @Sendable (RevalidationReport) -> Void) async {
    var waiting = await jobs()
    var busy: [String: Int] = [:]
    await withTaskGroup(of: String.self) { group in
      var running = 0
      while true {
        while running < concurrency, let job = nextJob(in: &waiting, busy) {
          busy[job.host, default: 0] += 1
          running += 1
          group.addTask {
            report(await revalidate(job.reference))
            return job.host
          }
        }
        guard let host = await group.next() else { return }
        busy[host, default: 1] -= 1
        running -= 1
      }
    }
  }

  private struct Job {
    var reference: EntryReference
    var host: String
  }

  /// The first job whose host has room.
  private func nextJob(in waiting: inout [Job], _ busy: [String: Int]) -> Job? {
    waiting.firstIndex { busy[$0.host, default: 0] < BulkRevalidation.perHost }
      .map { waiting.remove(at: $0) }
  }

  private func jobs() async -> [Job] {
    var jobs: [Job] = []
    for reference in references {
      let url = (try? await revalidator.store.entry(reference.id))?.summary.url ?? ""
      let host = url.split(separator: "/", maxSplits: 2).dropFirst().first.map(String.init) ?? ""
      jobs.append(Job(reference: reference, host: host))
    }
    return jobs
  }

  private func revalidate(_ reference: EntryReference) async -> RevalidationReport {
    guard !Task.isCancelled else {
      return RevalidationReport(reference: reference, outcome: .cancelled)
    }
    let before = await body(of: reference.id)
    let result = await revalidator.revalidate(reference, isConditional: isConditional)
    let after = result.outcome == .changed ? await body(of: reference.id) : nil
    var report = RevalidationReport(result, bodyBefore: before, bodyAfter: after)
    // The transfer that was stopped is no fault of the network.
    if Task.isCancelled, case .networkError = report.outcome { report.outcome = .cancelled }
    return report
  }

  /// The entry's body, if it is small enough to be compared.
  private func body(of id: EntryID) async -> Data? {
    guard let body = try? await revalidator.store.entry(id)?.body,
      body.size <= RevalidationReport.bodyLimit
    else { return nil }
    return try? await revalidator.store.read(body, range: 0..<body.size)
  }
}
