import Dispatch
import FoundationEssentials
import Synchronization
package import Testing

/// The trait of tests that hold their thread for long: they wait for a process, a terminal or a lock, or
/// compute for seconds. They run on a few threads of their own, so that the tests which give their thread
/// back while they wait go on beside them; and no more at a time than there are threads, so that none waits
/// for another's while it looks at a screen.
package struct OwnThreads: SuiteTrait, TestTrait, TestScoping {
  package var isRecursive: Bool { true }

  @concurrent package func provideScope(
    for test: Test, testCase: Test.Case?,
    performing function: @concurrent @Sendable () async throws -> Void
  ) async throws {
    guard testCase != nil else { return try await function() }
    await BlockingThreads.turns.take()
    defer { BlockingThreads.turns.giveBack() }
    try await withTaskExecutorPreference(BlockingThreads.shared) { try await function() }
  }
}

extension Trait where Self == OwnThreads {
  /// The test holds its thread for long.
  package static var ownThreads: Self { Self() }
}

/// Runs jobs in the order in which they come, on two threads for each test that has its turn.
private final class BlockingThreads: TaskExecutor {
  static let shared = BlockingThreads()
  static let turns = Turns(cores)

  private let threads = DispatchQueue(label: "larder.tests.blocking", attributes: .concurrent)
  private let state = Mutex<(jobs: [UnownedJob], running: Int)>(([], 0))
  private static let cores = max(2, ProcessInfo.processInfo.activeProcessorCount)
  /// A test may hold a thread and wait for a task of its own.
  private let limit = 2 * cores

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

/// Lets so many at a time go on, in the order in which they come.
private final class Turns: Sendable {
  private let state: Mutex<(free: Int, waiting: [CheckedContinuation<Void, Never>])>

  init(_ count: Int) { state = Mutex((count, [])) }

  func take() async {
    await withCheckedContinuation { continuation in
      let mayGoOn = state.withLock { state in
        guard state.free == 0 else {
          state.free -= 1
          return true
        }
        state.waiting.append(continuation)
        return false
      }
      if mayGoOn { continuation.resume() }
    }
  }

  func giveBack() {
    let next: CheckedContinuation<Void, Never>? = state.withLock { state in
      guard state.waiting.isEmpty else { return state.waiting.removeFirst() }
      state.free += 1
      return nil
    }
    next?.resume()
  }
}
