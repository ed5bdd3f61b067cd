import Dispatch
import FoundationEssentials
import Synchronization
package import Testing

/// The trait of tests that hold their thread for long: they wait for a process, a terminal or a lock, or
/// compute for seconds. They run on a few threads of their own, so that the tests which give their thread
/// back while they wait go on beside them.
package struct OwnThreads: SuiteTrait, TestTrait, TestScoping {
  package var isRecursive: Bool { true }

  @concurrent package func provideScope(
    for test: Test, testCase: Test.Case?,
    performing function: @concurrent @Sendable () async throws -> Void
  ) async throws {
    guard testCase != nil else { return try await function() }
    try await withTaskExecutorPreference(BlockingThreads.shared) { try await function() }
  }
}

extension Trait where Self == OwnThreads {
  /// The test holds its thread for long.
  package static var ownThreads: Self { Self() }
}

/// Runs jobs in the order in which they come, as many at a time as the machine has cores.
private final class BlockingThreads: TaskExecutor {
  static let shared = BlockingThreads()

  private let threads = DispatchQueue(label: "larder.tests.blocking", attributes: .concurrent)
  private let state = Mutex<(jobs: [UnownedJob], running: Int)>(([], 0))
  private let limit = max(2, ProcessInfo.processInfo.activeProcessorCount)

  func enqueue(_ job: UnownedJob) {
    let needsThread = state.withLock { state in
      state.jobs.append(job)
      guard state.running < limit else { return false }
      state.running += 1
      return true
    }
    if needsThread { threads.async { [self] in runAll() } }
  }

  private func runAll() {
    while let job = next() { job.runSynchronously(on: asUnownedTaskExecutor()) }
  }

  private func next() -> UnownedJob? {
    state.withLock { state in
      guard state.jobs.isEmpty else { return state.jobs.removeFirst() }
      state.running -= 1
      return nil
    }
  }
}
